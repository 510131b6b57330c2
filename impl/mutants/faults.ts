import { asIf, except, leaving, shrugged, unsent } from "./mutant.ts";
import type { Case, Mutant } from "./mutant.ts";

// Bugs that only faults bring out: lost connections, stops and starts, quorums set at run time.

const leadsBelowQuorum: Mutant = {
  name: "leads-below-quorum",
  description: "a leader that has lost too many supporters leads on (1.5 NODE_UNAVAILABLE: below quorum)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    if (before.role !== "Leader" || honest.state.reason !== "QUORUM_NOT_ACHIEVED") return undefined;
    const wrong = asIf(theCase, { quorum: 1 });
    return { ...wrong, state: { ...wrong.state, quorum: before.quorum } };
  }),
};

const keepsLostSupporters: Mutant = {
  name: "keeps-lost-supporters",
  description: "who has lost its connection goes on counting as a supporter (1.5 NODE_UNAVAILABLE: remove s)",
  step: except((theCase) => {
    const { before } = theCase;
    const isStanding = before.role === "Candidate" || before.role === "Leader";
    return isStanding && lost(theCase) !== undefined ? shrugged(theCase) : undefined;
  }),
};

const keepsLostLeader: Mutant = {
  name: "keeps-lost-leader",
  description:
    "a follower waits for its leader although the connection is gone (1.5 NODE_UNAVAILABLE: s = leader)",
  step: except((theCase) => {
    const node = lost(theCase);
    const { role, leaderId } = theCase.before;
    return role === "Follower" && node !== undefined && node === leaderId ? shrugged(theCase) : undefined;
  }),
};

const keepsLostAnswers: Mutant = {
  name: "keeps-lost-answers",
  description: "the scouting answer of a node that is gone still counts (1.5 NODE_UNAVAILABLE: drop s)",
  step: except((theCase) => {
    const node = lost(theCase);
    const { scouting } = theCase.before;
    if (node === undefined || !Object.hasOwn(scouting.responses, node)) return undefined;
    return leaving(theCase, { scouting });
  }),
};

const keepsLostRefusals: Mutant = {
  name: "keeps-lost-refusals",
  description:
    "the no of a node that is gone stays in the round, its yes does not (1.5 NODE_UNAVAILABLE: drop s)",
  step: except((theCase) => {
    const node = lost(theCase);
    const { scouting } = theCase.before;
    return node !== undefined && scouting.responses[node] === false
      ? leaving(theCase, { scouting })
      : undefined;
  }),
};

const greetsNobody: Mutant = {
  name: "greets-nobody",
  description: "a leader sends no heartbeat to a node that has come back (1.5 NODE_AVAILABLE)",
  step: except((theCase) => (theCase.input.event.kind === "nodeAvailable" ? unsent(theCase) : undefined)),
};

const forgetsTermAtStart: Mutant = {
  name: "forgets-term-at-start",
  description:
    "start() begins with term 0 although the ledger knows a higher one (1.5: term kept; bug 9 of 4.1)",
  step: except((theCase) => {
    const isForgotten = theCase.input.event.kind === "start" && theCase.before.term > 0;
    return isForgotten ? leaving(theCase, { term: 0 }) : undefined;
  }),
};

const leavesSilently: Mutant = {
  name: "leaves-silently",
  description: "a stopping elector says goodbye to nobody (1.5 stop(): electorNodeStatus)",
  step: except((theCase) => (theCase.input.event.kind === "stop" ? unsent(theCase) : undefined)),
};

const remembersTermWhenStopped: Mutant = {
  name: "remembers-term-when-stopped",
  description: "stop() keeps the term (1.5 stop(): term reset to 0; E6)",
  step: except((theCase) => {
    const { term } = theCase.before;
    return theCase.input.event.kind === "stop" && term > 0 ? leaving(theCase, { term }) : undefined;
  }),
};

const obeysRaisedQuorumAtOnce: Mutant = {
  name: "obeys-raised-quorum-at-once",
  description: "a leader steps down as soon as its quorum is raised above its supporters (1.6: it does not)",
  step: except((theCase) => {
    const { before, input } = theCase;
    if (input.event.kind !== "setQuorum" || before.role !== "Leader") return undefined;
    if (input.event.quorum <= before.supporters.length) return undefined;
    return leaving(theCase, {
      role: "Follower",
      reason: "QUORUM_NOT_ACHIEVED",
      leaderId: null,
      supporters: [],
    });
  }),
};

/** The node whose connection is lost, or which says goodbye: the two count alike (1.3). */
const lost = ({ input: { event } }: Case): string | undefined => {
  if (event.kind === "nodeUnavailable") return event.node;
  return event.kind === "message" && event.message.kind === "NodeStatus" ? event.from : undefined;
};

/** Every bug of this file: schedules without faults cannot show any of them. */
export const faultMutants: readonly Mutant[] = [
  leadsBelowQuorum,
  keepsLostSupporters,
  keepsLostLeader,
  keepsLostAnswers,
  keepsLostRefusals,
  greetsNobody,
  forgetsTermAtStart,
  leavesSilently,
  remembersTermWhenStopped,
  obeysRaisedQuorumAtOnce,
];
