import { effectiveQuorum } from "../elector/quorum.ts";
import { asIf, except, leaving, received, saying, shrugged, withQuorum } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";

// Further bugs of scouting rounds, and of answering them.

const scoutsWithTooFew: Mutant = {
  name: "scouts-with-too-few",
  description: "a scout is content with one yes less than the quorum (1.5: #yes >= quorum)",
  step: except((theCase) =>
    received(theCase, "ScoutingResponse") === undefined
      ? undefined
      : withQuorum(theCase, Math.max(1, effectiveQuorum(theCase.before) - 1)),
  ),
};

const scoutsWithTooMany: Mutant = {
  name: "scouts-with-too-many",
  description: "a scout wants one yes more than the quorum (1.5: #yes >= quorum)",
  step: except((theCase) =>
    received(theCase, "ScoutingResponse") === undefined
      ? undefined
      : withQuorum(theCase, effectiveQuorum(theCase.before) + 1),
  ),
};

const scoutsOwnTerm: Mutant = {
  name: "scouts-own-term",
  description: "a scout asks for the term it is in already (1.4: scoutingRequest carries own term + 1)",
  step: except((theCase) =>
    theCase.honest.action?.name === "StartScouting" && theCase.before.term > 0
      ? asIf(theCase, { term: theCase.before.term - 1 })
      : undefined,
  ),
};

const ignoresNoAnswers: Mutant = {
  name: "ignores-no-answers",
  description: "a scout does not record who said no (1.5 SCOUTING_RESPONSE: record s)",
  step: except((theCase) =>
    received(theCase, "ScoutingResponse")?.message.willVote === false ? shrugged(theCase) : undefined,
  ),
};

const waitsOutRefusedRound: Mutant = {
  name: "waits-out-refused-round",
  description:
    "a round that all have answered without a quorum goes on (1.5: #answers = numTotalPeers fails it)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const answer = received(theCase, "ScoutingResponse");
    const hasFailed = honest.state.role === "Follower" && honest.state.scouting.term === 0;
    if (answer === undefined || before.scouting.term === 0 || !hasFailed) return undefined;
    const responses = { ...before.scouting.responses, [answer.from]: answer.message.willVote === true };
    return { ...shrugged(theCase), state: { ...before, scouting: { ...before.scouting, responses } } };
  }),
};

const firstAnswerCounts: Mutant = {
  name: "first-answer-counts",
  description: "a second answer of the same node does not replace its first (1.2: later answer overwrites)",
  step: except((theCase) => {
    const answer = received(theCase, "ScoutingResponse");
    const { role, scouting } = theCase.before;
    if (role !== "Follower" || answer === undefined || scouting.responses[answer.from] === undefined)
      return undefined;
    return shrugged(theCase);
  }),
};

const keepsRoundWhenFollowing: Mutant = {
  name: "keeps-round-when-following",
  description: "a scout that finds a leader goes on with its round (1.5 LEADER_HEARTBEAT: scouting reset)",
  step: except((theCase) => {
    const { before } = theCase;
    const follows = received(theCase, "LeaderHeartbeat") !== undefined && before.scouting.term > 0;
    return follows ? leaving(theCase, { scouting: before.scouting }) : undefined;
  }),
};

const keepsRoundAsCandidate: Mutant = {
  name: "keeps-round-as-candidate",
  description: "a new candidate keeps the round that made it one (1.5 SCOUTING_RESPONSE: scouting reset)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const stands =
      before.role === "Follower" && honest.state.role === "Candidate" && before.scouting.term > 0;
    return stands ? leaving(theCase, { scouting: before.scouting }) : undefined;
  }),
};

const refusesScoutsAfterVoting: Mutant = {
  name: "refuses-scouts-after-voting",
  description: "who has voted says no to the scouting of a higher term (1.5: tentative does not matter)",
  step: except((theCase) => {
    const { leaderId, tentativeLeaderId } = theCase.before;
    if (received(theCase, "ScoutingRequest") === undefined || tentativeLeaderId === null) return undefined;
    const wrong = asIf(theCase, { leaderId: tentativeLeaderId });
    return { ...wrong, state: { ...wrong.state, leaderId } };
  }),
};

const welcomesScoutsOfOwnTerm: Mutant = {
  name: "welcomes-scouts-of-own-term",
  description: "who has no leader says yes to the scouting of its own term (1.5: yes iff t > T)",
  step: except((theCase) => {
    const request = received(theCase, "ScoutingRequest");
    const { leaderId, term } = theCase.before;
    if (leaderId !== null || request?.message.term !== term) return undefined;
    return saying(theCase.honest, { willVote: true });
  }),
};

const answersInScoutedTerm: Mutant = {
  name: "answers-in-scouted-term",
  description: "an answer to a scout carries the term it asked for (1.4: responder's own term; E5)",
  step: except((theCase) => {
    const request = received(theCase, "ScoutingRequest");
    return request === undefined ? undefined : saying(theCase.honest, { term: request.message.term });
  }),
};

const neverEndsRound: Mutant = {
  name: "never-ends-round",
  description: "a round goes on when its time is over (1.5 SCOUTING_RESULT: reset scouting)",
  step: except((theCase) =>
    theCase.honest.action?.name === "ScoutingTimeout" ? shrugged(theCase) : undefined,
  ),
};

/** Every bug of this file. */
export const roundMutants: readonly Mutant[] = [
  scoutsWithTooFew,
  scoutsWithTooMany,
  scoutsOwnTerm,
  ignoresNoAnswers,
  waitsOutRefusedRound,
  firstAnswerCounts,
  keepsRoundWhenFollowing,
  keepsRoundAsCandidate,
  refusesScoutsAfterVoting,
  welcomesScoutsOfOwnTerm,
  answersInScoutedTerm,
  neverEndsRound,
];
