import type { ElectorState, Role } from "../elector/types.ts";
import { asIf, except, leaving, received, saying, shrugged, withQuorum } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";

// Further bugs of stops and starts, of lost and new connections, and of quorums set at run time.

/** What only this bug remembers: the role at the last stop(). */
interface Remembering extends ElectorState {
  readonly stoppedAs?: Role;
}

const resumesItsRole: Mutant = {
  name: "resumes-its-role",
  description: "a restarted elector is again what it was when it stopped (1.5 DORMANT, start(): -> FOLLOWER)",
  step: except((theCase) => {
    const { before, honest, input } = theCase;
    if (input.event.kind === "stop") {
      const stopped: Remembering = { ...honest.state, stoppedAs: before.role };
      return { ...honest, state: stopped };
    }
    const { stoppedAs = "Follower" }: Remembering = before;
    if (input.event.kind !== "start" || stoppedAs === "Follower") return undefined;
    const leaderId = stoppedAs === "Leader" ? before.self : null;
    return leaving(theCase, { role: stoppedAs, reason: "NONE", leaderId, supporters: [before.self] });
  }),
};

const losesRoundWhenStopped: Mutant = {
  name: "loses-round-when-stopped",
  description: "stop() forgets the scouting round, too (1.5 stop(): all but the scouting record; E6)",
  step: except((theCase) =>
    theCase.input.event.kind === "stop" && theCase.before.scouting.term > 0
      ? leaving(theCase, { scouting: { term: 0, responses: {} } })
      : undefined,
  ),
};

const saysGoodbyeForLater: Mutant = {
  name: "says-goodbye-as-available",
  description: "a stopping elector announces that it is available (1.4 electorNodeStatus: isAvailable=false)",
  step: except((theCase) =>
    theCase.input.event.kind === "stop" ? saying(theCase.honest, { isAvailable: true }) : undefined,
  ),
};

const ignoresGoodbye: Mutant = {
  name: "ignores-goodbye",
  description:
    "the goodbye of a stopping elector has no effect (1.3: NODE_UNAVAILABLE comes from the wire, too)",
  step: except((theCase) => (received(theCase, "NodeStatus") === undefined ? undefined : shrugged(theCase))),
};

const ignoresClosedConnections: Mutant = {
  name: "ignores-closed-connections",
  description: "only goodbyes count, not connections that close (1.3: NODE_UNAVAILABLE comes from channels)",
  step: except((theCase) => (theCase.input.event.kind === "nodeUnavailable" ? shrugged(theCase) : undefined)),
};

const keepsLostCandidate: Mutant = {
  name: "keeps-lost-candidate",
  description:
    "a voter waits for its candidate although the connection is gone (1.5 NODE_UNAVAILABLE: s = tentative)",
  step: except((theCase) => {
    const { event } = theCase.input;
    const { role, tentativeLeaderId } = theCase.before;
    const isLost = event.kind === "nodeUnavailable" && event.node === tentativeLeaderId;
    return role === "Follower" && isLost ? shrugged(theCase) : undefined;
  }),
};

const greetsAsSupporter: Mutant = {
  name: "greets-as-supporter",
  description:
    "a leader counts a node that is back before it answers (1.5 NODE_AVAILABLE: not yet a supporter)",
  step: except((theCase) => {
    const { before, input } = theCase;
    if (before.role !== "Leader" || input.event.kind !== "nodeAvailable") return undefined;
    const supporters = [...new Set([...before.supporters, input.event.node])].sort();
    return leaving(theCase, { supporters });
  }),
};

const stepsDownWithQuorum: Mutant = {
  name: "steps-down-with-quorum",
  description:
    "a leader steps down for any node that is lost (1.5 LEADER: #supporters >= quorum nothing else)",
  step: except((theCase) =>
    theCase.before.role === "Leader" && theCase.input.event.kind === "nodeUnavailable"
      ? withQuorum(theCase, theCase.before.nodes.length + 1)
      : undefined,
  ),
};

const losesTermWithQuorum: Mutant = {
  name: "bumps-term-when-ceding",
  description:
    "a leader below its quorum cedes in a new term (1.5 NODE_UNAVAILABLE, below quorum: T unchanged)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    if (before.role !== "Leader" || honest.state.reason !== "QUORUM_NOT_ACHIEVED") return undefined;
    const term = before.term + 1;
    return saying(leaving(theCase, { term }), { term });
  }),
};

const ignoresQuorum: Mutant = {
  name: "ignores-quorum",
  description: "the operator's quorum has no effect (1.8: read live)",
  step: except((theCase) => (theCase.input.event.kind === "setQuorum" ? shrugged(theCase) : undefined)),
};

const scoutsWithQuorumOne: Mutant = {
  name: "scouts-with-quorum-one",
  description: "a follower of quorum 1 scouts all the same (1.5: if 1 >= quorum go straight to CANDIDATE)",
  step: except((theCase) => {
    if (theCase.honest.action?.name !== "RequestVote") return undefined;
    const wrong = asIf(theCase, { quorum: theCase.before.nodes.length });
    return { ...wrong, state: { ...wrong.state, quorum: theCase.before.quorum } };
  }),
};

/** Every bug of this file. */
export const lifecycleMutants: readonly Mutant[] = [
  resumesItsRole,
  losesRoundWhenStopped,
  saysGoodbyeForLater,
  ignoresGoodbye,
  ignoresClosedConnections,
  keepsLostCandidate,
  greetsAsSupporter,
  stepsDownWithQuorum,
  losesTermWithQuorum,
  ignoresQuorum,
  scoutsWithQuorumOne,
];
