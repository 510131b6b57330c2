import type { Transition } from "../../../impl/cluster/transition.ts";
import type { NewEvent } from "../../../traces/recorder.ts";
import type { Bridge } from "./bridges.ts";
import { caseOf, NOT_TOLD, plainly, type Case, type Plan } from "./tellCase.ts";
import { candidacy, heartbeat, leadership, round } from "./tellElection.ts";
import { connection, linkDown, process, unavailability } from "./tellFault.ts";
import { NOTHING_TOLD, toldPart } from "./telling.ts";
import { reception } from "./tellMessage.ts";

/** An event of the model's vocabulary, and which transition of the run it tells (from 0). */
export interface Told {
  readonly event: NewEvent;
  readonly step: number;
}

/**
 * Tells a run of the product in the words of the published model. What the two do differently is told as the product
 * does it, and the model will refuse it, unless it is bridged.
 */
export const tell = (transitions: readonly Transition[], bridges: ReadonlySet<Bridge>): readonly Told[] => {
  const told: Told[] = [];
  let telling = NOTHING_TOLD;
  for (const [step, transition] of transitions.entries()) {
    const later = transitions.slice(step + 1);
    const bridged = (bridge: Bridge): boolean => bridges.has(bridge);
    const { parts, untold = [], lost } = planOf(caseOf({ transition, telling, bridged, later }));
    let { bag } = telling;
    for (const part of parts) {
      const next = toldPart(bag, part, transition);
      bag = next.bag;
      told.push({ event: next.event, step });
    }
    telling = {
      bag,
      untold: new Set([...telling.untold, ...untold.map(({ id }) => id)]),
      lost: { ...telling.lost, ...lost },
    };
  }
  return told;
};

/** No variable of the model shows a quorum; what comes of it does. */
const planOf = (theCase: Case): Plan => {
  const { transition, bridged, before, after } = theCase;
  const becomes = (role: typeof after.role): boolean => before.role !== role && after.role === role;
  switch (transition.action.name) {
    case "SetQuorum":
      return NOT_TOLD;
    case "LinkDown":
      return linkDown(theCase);
    case "Crash":
    case "Start":
    case "Stop":
      return process(theCase);
    case "ApplyNodeAvailable":
      return connection(theCase);
    case "ApplyNodeUnavailable":
    case "ApplyNodeStatusEvent":
      return unavailability(theCase);
    case "StartScouting":
      return round(theCase);
    case "RequestVote":
      return candidacy(theCase);
    case "SendHeartbeat":
      return heartbeat(theCase);
    case "BecomeLeader":
    case "ScoutingTimeout":
    case "ElectionTimeout":
    case "HeartbeatTimeout":
      return becomes("Leader") && bridged("leader-at-once") ? leadership(theCase) : plainly(theCase);
    case "ApplyElectionResponseEvent":
      return becomes("Leader") && bridged("leader-at-once") ? leadership(theCase) : reception(theCase);
    case "ApplyScoutingResponseEvent":
      return becomes("Candidate") && bridged("candidate-at-once") ? candidacy(theCase) : reception(theCase);
    case "ApplyScoutingRequestEvent":
    case "ApplyElectionProposalEvent":
    case "ApplyLeaderHeartbeatEvent":
    case "ApplyHeartbeatResponseEvent":
    case "ApplyLeadershipCessionEvent":
      return reception(theCase);
  }
};
