import { electionResponse, toNode } from "../elector/messages.ts";
import { asIf, except, leaving, received, saying, shrugged, unsent } from "./mutant.ts";
import type { Case, Mutant } from "./mutant.ts";

// Further bugs of leaders, of those who follow them, and of how leadership ends.

const desertsLeaderForProposal: Mutant = {
  name: "deserts-leader-for-proposal",
  description: "a follower with a leader votes for a proposal of a higher term (1.5: sticky leader)",
  step: except((theCase) => {
    const { role, leaderId } = theCase.before;
    const isSticky = role === "Follower" && leaderId !== null;
    return isSticky && received(theCase, "ElectionProposal") !== undefined
      ? asIf(theCase, { leaderId: null })
      : undefined;
  }),
};

const obeysOldHeartbeat: Mutant = {
  name: "obeys-old-heartbeat",
  description: "a follower of nobody follows a leader of a lower term (1.5 LEADER_HEARTBEAT: t < T)",
  step: except((theCase) => {
    const heartbeat = received(theCase, "LeaderHeartbeat");
    const { role, leaderId, tentativeLeaderId, term } = theCase.before;
    const isFree = role === "Follower" && leaderId === null && tentativeLeaderId === null;
    if (!isFree || heartbeat === undefined || heartbeat.message.term >= term) return undefined;
    return asIf(theCase, { term: heartbeat.message.term });
  }),
};

const followsSilently: Mutant = {
  name: "follows-silently",
  description: "who follows a leader it did not vote for does not tell it so (1.4: fake vote)",
  step: except((theCase) => (isFakeVote(theCase) ? unsent(theCase) : undefined)),
};

const votesWhenConfirmed: Mutant = {
  name: "votes-when-confirmed",
  description: "a voter votes once more on the first heartbeat of its candidate (1.5: no message)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const heartbeat = received(theCase, "LeaderHeartbeat");
    if (heartbeat === undefined || before.tentativeLeaderId !== heartbeat.from) return undefined;
    if (heartbeat.message.term !== before.term) return undefined;
    const message = electionResponse(before.term);
    return { ...honest, output: { ...honest.output, message, destination: toNode(heartbeat.from) } };
  }),
};

const followsInOldTerm: Mutant = {
  name: "follows-in-old-term",
  description: "who follows a leader of a higher term keeps its own (1.5 LEADER_HEARTBEAT(t > T): T := t)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const isHigher = (received(theCase, "LeaderHeartbeat")?.message.term ?? 0) > before.term;
    return isHigher && honest.state.role === "Follower" ? leaving(theCase, { term: before.term }) : undefined;
  }),
};

const keepsTentative: Mutant = {
  name: "keeps-tentative",
  description:
    "a voter that follows a leader keeps its candidate, too (1.5 LEADER_HEARTBEAT: tentative none)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const { tentativeLeaderId } = before;
    const follows = tentativeLeaderId !== null && honest.state.leaderId !== null;
    return follows ? leaving(theCase, { tentativeLeaderId }) : undefined;
  }),
};

const rivalsEqualLeader: Mutant = {
  name: "rivals-equal-leader",
  description: "a candidate ignores the leader of its own term (1.5 CANDIDATE, LEADER_HEARTBEAT: t >= T)",
  step: except((theCase) => {
    const { role, term } = theCase.before;
    const isEqual = received(theCase, "LeaderHeartbeat")?.message.term === term;
    return role === "Candidate" && isEqual ? shrugged(theCase) : undefined;
  }),
};

const outranksHigherLeader: Mutant = {
  name: "outranks-higher-leader",
  description: "a leader answers a leader of a higher term as if it were lower (1.5 LEADER_HEARTBEAT: t > T)",
  step: except((theCase) => {
    const heartbeat = received(theCase, "LeaderHeartbeat");
    const { role, term } = theCase.before;
    if (role !== "Leader" || heartbeat === undefined || heartbeat.message.term <= term) return undefined;
    const wrong = asIf(theCase, { term: heartbeat.message.term });
    return saying({ ...wrong, state: theCase.before }, { term });
  }),
};

const votesInsteadOfCeding: Mutant = {
  name: "votes-instead-of-ceding",
  description:
    "a leader that follows a higher one votes for it and cedes to nobody (1.5: no electionResponse; E8)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const heartbeat = received(theCase, "LeaderHeartbeat");
    if (before.role !== "Leader" || heartbeat === undefined || honest.state.role === "Leader")
      return undefined;
    const message = electionResponse(heartbeat.message.term);
    return { ...honest, output: { ...honest.output, message, destination: toNode(heartbeat.from) } };
  }),
};

const clingsToLeadership: Mutant = {
  name: "clings-to-leadership",
  description: "a leader ignores answers of a higher term (1.5 HEARTBEAT_RESPONSE, ELECTION_RESPONSE: t > T)",
  step: except((theCase) =>
    theCase.honest.state.reason === "LEADER_PREEMPTED" && isLeader(theCase) ? shrugged(theCase) : undefined,
  ),
};

const keepsTermWhenPreempted: Mutant = {
  name: "keeps-term-when-preempted",
  description: "a leader preempted by an answer of a higher term keeps its own (1.5 LEADER: T := t)",
  step: except((theCase) =>
    theCase.honest.state.reason === "LEADER_PREEMPTED" && isLeader(theCase)
      ? leaving(theCase, { term: theCase.before.term })
      : undefined,
  ),
};

const cedesInOldTerm: Mutant = {
  name: "cedes-in-old-term",
  description:
    "a cession carries the term before it instead of the one after (1.4: own term after the transition)",
  step: except((theCase) =>
    theCase.honest.output.message?.kind === "LeadershipCession"
      ? saying(theCase.honest, { term: theCase.before.term })
      : undefined,
  ),
};

const ignoresCession: Mutant = {
  name: "ignores-cession",
  description: "a follower keeps the leader that has ceded (1.5 LEADERSHIP_CESSION: s = leader)",
  step: except((theCase) => {
    const cession = received(theCase, "LeadershipCession");
    const { role, leaderId } = theCase.before;
    return role === "Follower" && cession !== undefined && cession.from === leaderId
      ? shrugged(theCase)
      : undefined;
  }),
};

const obeysOldCession: Mutant = {
  name: "obeys-old-cession",
  description:
    "a follower loses its leader by a cession of a lower term (1.5 LEADERSHIP_CESSION: t < T ignored)",
  step: except((theCase) => {
    const cession = received(theCase, "LeadershipCession");
    const { role, term } = theCase.before;
    if (role !== "Follower" || cession === undefined || cession.message.term >= term) return undefined;
    const wrong = asIf(theCase, { term: cession.message.term });
    return { ...wrong, state: { ...wrong.state, term } };
  }),
};

const snubsCedingPeer: Mutant = {
  name: "snubs-ceding-peer",
  description: "a leader does not show itself to who has ceded (1.5 LEADER, LEADERSHIP_CESSION(t <= T))",
  step: except((theCase) =>
    isLeader(theCase) && received(theCase, "LeadershipCession") !== undefined ? unsent(theCase) : undefined,
  ),
};

const countsNoFollowers: Mutant = {
  name: "counts-no-followers",
  description: "a leader does not count who follows it later (1.5 LEADER, ELECTION_RESPONSE(t = T): add s)",
  step: except((theCase) => {
    const { before } = theCase;
    const isOfTerm = received(theCase, "ElectionResponse")?.message.term === before.term;
    return isLeader(theCase) && isOfTerm ? leaving(theCase, { supporters: before.supporters }) : undefined;
  }),
};

const yieldsToEqualAnswer: Mutant = {
  name: "yields-to-equal-answer",
  description: "a leader gives up for a late answer that names its own term (1.5 HEARTBEAT_RESPONSE: t > T)",
  step: except((theCase) => {
    const { term } = theCase.before;
    const isEqual = received(theCase, "HeartbeatResponse")?.message.term === term;
    return isLeader(theCase) && isEqual ? asIf(theCase, { term: term - 1 }) : undefined;
  }),
};

/** Every bug of this file. */
export const leadingMutants: readonly Mutant[] = [
  desertsLeaderForProposal,
  obeysOldHeartbeat,
  followsSilently,
  votesWhenConfirmed,
  followsInOldTerm,
  keepsTentative,
  rivalsEqualLeader,
  outranksHigherLeader,
  votesInsteadOfCeding,
  clingsToLeadership,
  keepsTermWhenPreempted,
  cedesInOldTerm,
  ignoresCession,
  obeysOldCession,
  snubsCedingPeer,
  countsNoFollowers,
  yieldsToEqualAnswer,
];

const isLeader = ({ before }: Case): boolean => before.role === "Leader";

/** An electionResponse that answers a heartbeat. */
const isFakeVote = (theCase: Case): boolean =>
  received(theCase, "LeaderHeartbeat") !== undefined &&
  theCase.honest.output.message?.kind === "ElectionResponse";
