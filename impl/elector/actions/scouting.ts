import { announced, effect, quiet } from "../effect.ts";
import type { Effect } from "../effect.ts";
import { electionProposal, scoutingRequest, scoutingResponse, toAll, toNode } from "../messages.ts";
import { effectiveQuorum } from "../quorum.ts";
import { candidateIn, isFollowing, isScouting, noRound } from "../roles.ts";
import type { ElectorState } from "../types.ts";
import type { MessageAction, OwnAction } from "./signatures.ts";

/** 1.5 FOLLOWER, wait timer, none set: scouts the next term without bumping the own one (1.9). */
export const StartScouting: OwnAction = (state) => {
  const term = state.term + 1;
  return effect(
    { ...state, reason: "NONE", scouting: { term, responses: { [state.self]: true } } },
    { message: scoutingRequest(term), destination: toAll, timer: "SCOUTING_RESULT" },
  );
};

/** 1.5 FOLLOWER, wait timer, quorum 1: no need to scout. */
export const RequestVote: OwnAction = (state) => standForElection(state, state.term + 1);

/** 1.5 FOLLOWER, SCOUTING_RESULT with a round in progress. */
export const ScoutingTimeout: OwnAction = (state) =>
  effect({ ...state, scouting: noRound }, { timer: "RANDOM_WAIT" });

/** 1.5, SCOUTING_REQUEST in every role: a known leader, oneself included, means "no". */
export const ApplyScoutingRequestEvent: MessageAction = (state, { from, message }) => {
  const willVote = state.leaderId === null && message.term > state.term;
  return effect(state, { message: scoutingResponse(state.term, willVote), destination: toNode(from) });
};

/** 1.5 FOLLOWER, SCOUTING_RESPONSE. The answer's term is not looked at, nor which round it was for (E4). */
export const ApplyScoutingResponseEvent: MessageAction = (state, { from, message }) => {
  if (state.role !== "Follower" || isFollowing(state) || !isScouting(state)) return quiet(state);
  const responses = { ...state.scouting.responses, [from]: message.willVote === true };
  return decideRound({ ...state, scouting: { ...state.scouting, responses } });
};

const decideRound = (state: ElectorState): Effect => {
  const answers = Object.values(state.scouting.responses);
  const inFavour = answers.filter((willVote) => willVote).length;
  if (inFavour >= effectiveQuorum(state)) return standForElection(state, state.scouting.term);
  if (answers.length === state.nodes.length)
    return effect({ ...state, scouting: noRound }, { cancelAllTimers: true, timer: "RANDOM_WAIT" });
  return quiet(state);
};

const standForElection = (state: ElectorState, term: number): Effect =>
  announced(candidateIn(state, term), {
    message: electionProposal(term),
    destination: toAll,
    timer: "ELECTION_RESULT",
  });
