import { announced, effect, quiet } from "../effect.ts";
import type { Effect } from "../effect.ts";
import { electionResponse, leaderHeartbeat, leadershipCession, toAll, toNode } from "../messages.ts";
import { effectiveQuorum } from "../quorum.ts";
import { followerOfNobody, leaderNow, voterFor } from "../roles.ts";
import { withSupporter } from "../supporters.ts";
import type { ElectorState } from "../types.ts";
import type { MessageAction, OwnAction, Received } from "./signatures.ts";

/** 1.5 CANDIDATE, ELECTION_RESULT with enough supporters; the first heartbeat goes out with it. */
export const BecomeLeader: OwnAction = (state) =>
  announced(leaderNow(state), {
    message: leaderHeartbeat(state.term),
    destination: toAll,
    timer: "HEARTBEAT_BROADCAST",
  });

/** 1.5 CANDIDATE, ELECTION_RESULT with too few supporters; the term stays bumped. */
export const ElectionTimeout: OwnAction = (state) =>
  announced(followerOfNobody(state, "QUORUM_NOT_ACHIEVED"), { timer: "RANDOM_WAIT" });

/** 1.5, ELECTION_PROPOSAL: who has a leader, or is one, ignores it whatever its term ("sticky leader"). */
export const ApplyElectionProposalEvent: MessageAction = (state, received) => {
  const { from, message, now } = received;
  if (state.leaderId !== null || message.term <= state.term) return quiet(state);
  const voter = voterFor(state, { to: from, term: message.term, now });
  return state.role === "Candidate"
    ? announced({ ...voter, reason: "ELECTION_PREEMPTED" }, vote(received))
    : effect(voter, { cancelAllTimers: true, ...vote(received) });
};

/** 1.5, ELECTION_RESPONSE at a CANDIDATE or LEADER; a FOLLOWER ignores it. */
export const ApplyElectionResponseEvent: MessageAction = (state, received) => {
  if (received.message.term < state.term) return quiet(state);
  switch (state.role) {
    case "Candidate":
      return countVote(state, received);
    case "Leader":
      return hearSupporter(state, received);
    case "Follower":
    case "Dormant":
      return quiet(state);
  }
};

/** 1.5 LEADER, a response with a higher term, to a proposal or to a heartbeat. */
export const preempted = (state: ElectorState, term: number): Effect =>
  announced(
    { ...followerOfNobody(state, "LEADER_PREEMPTED"), term },
    { message: leadershipCession(term), destination: toAll, timer: "RANDOM_WAIT" },
  );

const vote = ({ from, message }: Received) =>
  ({
    message: electionResponse(message.term),
    destination: toNode(from),
    timer: "HEARTBEAT_CHECK",
  }) as const;

/** Wins on `==`, not `>=`: with quorum 1, or one lowered below the count, only ELECTION_RESULT decides (E2). */
const countVote = (state: ElectorState, { from }: Received): Effect => {
  const after = withSupporter(state, from);
  if (after === state) return quiet(state);
  return after.supporters.length === effectiveQuorum(after) ? BecomeLeader(after) : quiet(after);
};

const hearSupporter = (state: ElectorState, { from, message }: Received): Effect =>
  message.term > state.term ? preempted(state, message.term) : quiet(withSupporter(state, from));
