import { asIf, except, leaving, received, shrugged, unsent } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";

// Bugs of leaders, and of those who follow them.

const ignoresHigherHeartbeat: Mutant = {
  name: "ignores-higher-heartbeat",
  description:
    "a follower with a leader ignores another leader's heartbeat of a higher term (1.5: whatever the leader)",
  step: except((theCase) => {
    const heartbeat = received(theCase, "LeaderHeartbeat");
    const { role, leaderId, term } = theCase.before;
    if (heartbeat === undefined || role !== "Follower" || leaderId === null) return undefined;
    return heartbeat.from !== leaderId && heartbeat.message.term > term ? shrugged(theCase) : undefined;
  }),
};

const obeysHigherProposal: Mutant = {
  name: "obeys-higher-proposal",
  description: "a leader steps down for a proposal of a higher term and votes for it (1.5: sticky leader)",
  step: except((theCase) => {
    const proposal = received(theCase, "ElectionProposal");
    const { role, term } = theCase.before;
    if (proposal === undefined || role !== "Leader" || proposal.message.term <= term) return undefined;
    return asIf(theCase, { role: "Candidate", leaderId: null });
  }),
};

const yieldsToEqualTerm: Mutant = {
  name: "yields-to-equal-term",
  description: "a leader follows another leader of its own term instead of answering with a heartbeat (E1)",
  step: except((theCase) => {
    const heartbeat = received(theCase, "LeaderHeartbeat");
    const { role, term } = theCase.before;
    if (role !== "Leader" || heartbeat?.message.term !== term) return undefined;
    return asIf(theCase, { role: "Candidate", leaderId: null });
  }),
};

const keepsSupporters: Mutant = {
  name: "keeps-supporters",
  description: "who steps down keeps its supporters (1.5: supporters cleared)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const stepsDown = before.supporters.length > 0 && honest.state.role === "Follower";
    return stepsDown ? leaving(theCase, { supporters: before.supporters }) : undefined;
  }),
};

const cedesSilently: Mutant = {
  name: "cedes-silently",
  description: "a leader that steps down tells nobody (1.4: cession on every loss of leadership)",
  step: except((theCase) =>
    theCase.honest.output.message?.kind === "LeadershipCession" ? unsent(theCase) : undefined,
  ),
};

const sparesStaleLeader: Mutant = {
  name: "spares-stale-leader",
  description: "a heartbeat of a lower term is not answered (1.5: heartbeatResponse)",
  step: except((theCase) =>
    theCase.honest.output.message?.kind === "HeartbeatResponse" ? unsent(theCase) : undefined,
  ),
};

const forgetsToStamp: Mutant = {
  name: "forgets-to-stamp",
  description: "the leader's repeated heartbeats do not refresh the time of the last one (1.5: stamp time)",
  step: except((theCase) => {
    const { leaderId, lastLeaderHeartbeat } = theCase.before;
    const isLeaders = received(theCase, "LeaderHeartbeat")?.from === leaderId;
    return isLeaders && !theCase.honest.output.stateChanged
      ? leaving(theCase, { lastLeaderHeartbeat })
      : undefined;
  }),
};

const adoptsTermOfCession: Mutant = {
  name: "adopts-term-of-cession",
  description:
    "a follower takes over the higher term of its leader's cession (1.5: T unchanged even if t > T)",
  step: except((theCase) => {
    const cession = received(theCase, "LeadershipCession");
    const { before, honest } = theCase;
    if (cession === undefined || honest.state === before) return undefined;
    return cession.message.term > before.term ? leaving(theCase, { term: cession.message.term }) : undefined;
  }),
};

/** Every bug of this file. */
export const leadershipMutants: readonly Mutant[] = [
  ignoresHigherHeartbeat,
  obeysHigherProposal,
  yieldsToEqualTerm,
  keepsSupporters,
  cedesSilently,
  sparesStaleLeader,
  forgetsToStamp,
  adoptsTermOfCession,
];
