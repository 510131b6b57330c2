import { deliver, electorOf, feed, type Fed, type World } from "../../../impl/cluster/world.ts";
import type { ElectorActionName, NodeId, StepFunction, TimerKind } from "../../../impl/elector/types.ts";

/** The spec's actions, as the target drives them; the compiler lists a missing one. */
export type SpecActionName = Exclude<
  ElectorActionName,
  "ApplyNodeUnavailable" | "ApplyNodeAvailable" | "ApplyNodeStatusEvent" | "Start" | "Stop" | "SetQuorum"
>;

/** A world and the clock of whoever drives it. */
export interface ClockedWorld {
  readonly world: World;
  /** Milliseconds. */
  readonly now: number;
}

export interface ActionArguments {
  readonly i: NodeId;
  readonly j: NodeId | null;
}

/** How an action of the spec is brought about: an input of the elector, never a change of its state. */
type Input = (clocked: ClockedWorld, args: ActionArguments, step: StepFunction) => Driven | null;

export interface Driven {
  readonly fed: Fed;
  readonly now: number;
}

const timer =
  (kind: TimerKind): Input =>
  ({ world, now }, { i }, step) => ({
    fed: feed(world, i, { event: { kind: "timer", timer: kind }, now, step }),
    now,
  });

/** The check fires when the leader has been silent for long enough (1.6). */
const expiredCheck: Input = ({ world, now }, { i }, step) => {
  const { lastLeaderHeartbeat, leaderInactivityInterval } = electorOf(world, i);
  const later = Math.max(now, lastLeaderHeartbeat + leaderInactivityInterval);
  const event = { kind: "timer", timer: "HEARTBEAT_CHECK" } as const;
  return { fed: feed(world, i, { event, now: later, step }), now: later };
};

const arrival: Input = ({ world, now }, { i, j }, step) => {
  if (j === null || i === j) return null;
  const fed = deliver(world, { from: j, to: i, now, step });
  return fed === undefined ? null : { fed, now };
};

/** Action of the spec -> input of the implementation. */
export const INPUTS: Readonly<Record<SpecActionName, Input>> = {
  StartScouting: timer("RANDOM_WAIT"),
  RequestVote: timer("RANDOM_WAIT"),
  ScoutingTimeout: timer("SCOUTING_RESULT"),
  ElectionTimeout: timer("ELECTION_RESULT"),
  BecomeLeader: timer("ELECTION_RESULT"),
  SendHeartbeat: timer("HEARTBEAT_BROADCAST"),
  HeartbeatTimeout: expiredCheck,
  ApplyElectionProposalEvent: arrival,
  ApplyElectionResponseEvent: arrival,
  ApplyScoutingRequestEvent: arrival,
  ApplyScoutingResponseEvent: arrival,
  ApplyLeaderHeartbeatEvent: arrival,
  ApplyHeartbeatResponseEvent: arrival,
  ApplyLeadershipCessionEvent: arrival,
};

/** Whether a name is one of the spec's actions. */
export const isSpecAction = (name: string): name is SpecActionName => Object.hasOwn(INPUTS, name);
