import type { ClusterActionName } from "../../../impl/cluster/cluster-action.ts";
import { available, linkDown, unavailable } from "../../../impl/cluster/connections.ts";
import { crash, setQuorum, start, stop } from "../../../impl/cluster/processes.ts";
import { deliver, electorOf, feed, type Fed, type Outcome, type World } from "../../../impl/cluster/world.ts";
import type { NodeId, StepFunction, TimerKind } from "../../../impl/elector/types.ts";
import type { Watch } from "./watch.ts";

/** A world, the clock of whoever drives it, and what is watched beside the spec. */
export interface ClockedWorld {
  readonly world: World;
  /** Milliseconds. */
  readonly now: number;
  readonly watch: Watch;
}

export interface ActionArguments {
  readonly i: NodeId;
  readonly j: NodeId | null;
  readonly quorum: number | null;
}

/** How an action of the spec is brought about: an input of an elector or a fault, never a change of its state. */
type Input = (clocked: ClockedWorld, args: ActionArguments, step: StepFunction) => Driven | null;

export interface Driven {
  readonly fed: Outcome & Partial<Fed>;
  readonly now: number;
  /** The timer that was the input. */
  readonly fired?: TimerKind;
}

const timer =
  (kind: TimerKind): Input =>
  ({ world, now }, { i }, step) => ({
    fed: feed(world, i, { event: { kind: "timer", timer: kind }, now, step }),
    now,
    fired: kind,
  });

/** Which of the two waits is over: to an elector they are the same (1.5). */
const wait: Input = (clocked, args, step) => {
  const isFirst = clocked.watch[args.i]?.armed.includes("INITIAL_WAIT") === true;
  return timer(isFirst ? "INITIAL_WAIT" : "RANDOM_WAIT")(clocked, args, step);
};

/** The check fires when the leader has been silent for long enough (1.6). */
const expiredCheck: Input = ({ world, now }, { i }, step) => {
  const { lastLeaderHeartbeat, leaderInactivityInterval } = electorOf(world, i);
  const later = Math.max(now, lastLeaderHeartbeat + leaderInactivityInterval);
  const event = { kind: "timer", timer: "HEARTBEAT_CHECK" } as const;
  return { fed: feed(world, i, { event, now: later, step }), now: later, fired: "HEARTBEAT_CHECK" };
};

const arrival: Input = ({ world, now }, { i, j }, step) => {
  if (j === null || i === j) return null;
  const fed = deliver(world, { from: j, to: i, now, step });
  return fed === undefined ? null : { fed, now };
};

/** Something done to the cluster that nothing but its guard can refuse. */
const deed =
  (act: (clocked: ClockedWorld, args: ActionArguments, step: StepFunction) => Outcome | undefined): Input =>
  (clocked, args, step) => {
    const fed = act(clocked, args, step);
    return fed === undefined ? null : { fed, now: clocked.now };
  };

const connection = (act: typeof available): Input =>
  deed(({ world, now }, { i, j }, step) =>
    j === null || i === j ? undefined : act(world, { node: i, peer: j }, { now, step }),
  );

const electionResult = timer("ELECTION_RESULT");

/** Action of the spec -> input of the implementation; the compiler lists a missing one. */
export const INPUTS: Readonly<Record<ClusterActionName, Input>> = {
  StartScouting: wait,
  RequestVote: wait,
  ScoutingTimeout: timer("SCOUTING_RESULT"),
  ElectionTimeout: electionResult,
  BecomeLeader: electionResult,
  SendHeartbeat: timer("HEARTBEAT_BROADCAST"),
  HeartbeatTimeout: expiredCheck,
  ApplyElectionProposalEvent: arrival,
  ApplyElectionResponseEvent: arrival,
  ApplyScoutingRequestEvent: arrival,
  ApplyScoutingResponseEvent: arrival,
  ApplyLeaderHeartbeatEvent: arrival,
  ApplyHeartbeatResponseEvent: arrival,
  ApplyLeadershipCessionEvent: arrival,
  ApplyNodeStatusEvent: arrival,
  ApplyNodeUnavailable: connection(unavailable),
  ApplyNodeAvailable: connection(available),
  LinkDown: deed(({ world }, { i, j }) => (j === null || i === j ? undefined : linkDown(world, i, j))),
  Crash: deed(({ world }, { i }) => crash(world, i)),
  Start: deed(({ world, now }, { i }, step) => start(world, i, { now, step })),
  Stop: deed(({ world, now }, { i }, step) => stop(world, i, { now, step })),
  SetQuorum: deed(({ world, now }, { i, quorum }, step) =>
    quorum === null ? undefined : setQuorum(world, i, { quorum, now, step }),
  ),
};

/** Whether a name is one of the spec's actions. */
export const isSpecAction = (name: string): name is ClusterActionName => Object.hasOwn(INPUTS, name);

/** What brings an action about, in words: equal for actions that are one input, such as all arrivals of one message. */
export const inputText = (action: string, { i, j, quorum }: ActionArguments): string => {
  const input = isSpecAction(action) ? Object.values(INPUTS).indexOf(INPUTS[action]) : action;
  return [input, i, j, quorum].join(" ");
};
