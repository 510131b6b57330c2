import type {
  ElectorState,
  NodeId,
  Reason,
  Role,
  StepFunction,
  TimerKind,
} from "../../../impl/elector/types.ts";
import { isRecurring } from "../../../impl/cluster/timers.ts";
import { electorOf, isCrashed, type Fed, type Outcome, type World } from "../../../impl/cluster/world.ts";

// What the spec, which has no clock, cannot say of an elector, and the protocol page does: its timers (1.3, 1.5), how
// long its leader may be silent (1.6), and what the layer above is told (1.2). A replay watches it beside the spec.

/** What whoever drives a node knows of it. */
export interface NodeWatch {
  /** Timers that run. */
  readonly armed: readonly TimerKind[];
  /** When it last heard what keeps its (tentative) leader alive; milliseconds of the driver's clock. */
  readonly heard: number;
  /** What the layer above was told last. */
  readonly told: Told;
  /** Whether it was told something now that it knew already. */
  readonly idle: boolean;
  /** How often it was told something, and why the role is what it is. */
  readonly age: number;
  readonly reason: Reason;
}

type Told = Pick<ElectorState, "role" | "leaderId" | "term">;

export type Watch = Readonly<Record<NodeId, NodeWatch>>;

/** A moment of a driven cluster. */
export interface WatchedWorld {
  readonly world: World;
  readonly watch: Watch;
}

/** What happened: `fired` is the timer that was the input. */
export interface Happening {
  readonly fed: Outcome & Partial<Fed>;
  readonly fired?: TimerKind;
  readonly now: number;
}

/** Every node just started: its INITIAL_WAIT runs. */
export const watchStarted = (world: World): Watch =>
  Object.fromEntries(
    Object.values(world.electors).map((elector) => [
      elector.self,
      { ...UNKNOWN, armed: ["INITIAL_WAIT"], told: elector, age: 1, reason: "STARTED" } satisfies NodeWatch,
    ]),
  );

/** What is known after a step of `node`, by its output and by what came in; never by what the elector noted itself. */
export const watchAfter = (
  { world: before, watch }: WatchedWorld,
  node: NodeId,
  happening: Happening,
): Watch => {
  const { fed } = happening;
  const after = electorOf(fed.world, node);
  const known = watch[node];
  if (known === undefined) throw new Error(`nobody watches ${node}`);
  if (fed.action?.name === "Crash") return { ...watch, [node]: { ...UNKNOWN, told: after } };
  const output = fed.step?.output;
  if (output === undefined) return watch;
  const { stateChanged, cancelAllTimers, timer } = output;
  const hears = isKeptAlive(electorOf(before, node), after, fed);
  const reason = reasonAfter(electorOf(before, node), after, { known, fed });
  const isNoted = stateChanged || cancelAllTimers || timer !== null || hears || happening.fired !== undefined;
  if (!isNoted && reason === known.reason && !known.idle) return watch;
  return {
    ...watch,
    [node]: {
      armed: armedAfter(known, happening),
      heard: hears ? happening.now : known.heard,
      told: stateChanged ? after : known.told,
      idle: stateChanged && isSameNews(known.told, after),
      age: known.age + (stateChanged ? 1 : 0),
      reason,
    },
  };
};

/** Of a process that has not begun. */
const UNKNOWN = { armed: [], heard: 0, idle: false, age: 0, reason: "NONE" } as const;

/** 1.1, 1.5: the reason is that of becoming a follower, or of losing the leader; in every other role there is none. */
const reasonAfter = (
  before: ElectorState,
  after: ElectorState,
  { known, fed }: { readonly known: NodeWatch; readonly fed: Happening["fed"] },
): Reason => {
  const name = fed.action?.name;
  if (after.role !== "Follower" || after.leaderId !== null) return "NONE";
  const isLost = name === "ApplyNodeUnavailable" || name === "ApplyNodeStatusEvent";
  switch (before.role) {
    case "Dormant":
      return "STARTED";
    case "Candidate":
      return name === "ElectionTimeout" ? "QUORUM_NOT_ACHIEVED" : "ELECTION_PREEMPTED";
    case "Leader":
      return isLost ? "QUORUM_NOT_ACHIEVED" : "LEADER_PREEMPTED";
    case "Follower":
      if (before.leaderId !== null) return isLost ? "LEADER_UNAVAILABLE" : "LEADER_NO_HEARTBEAT";
      // The loss of who was only voted for gives no reason, and by a closed connection leaves the old one.
      return name === "StartScouting" || (!isLost && before.tentativeLeaderId !== null && !follows(after))
        ? "NONE"
        : known.reason;
  }
};

const armedAfter = ({ armed }: NodeWatch, { fed, fired }: Happening): readonly TimerKind[] => {
  const { cancelAllTimers = false, timer = null } = fed.step?.output ?? {};
  const running = armed.filter(
    (one) => !cancelAllTimers && (one !== fired || isRecurring(one)) && one !== timer,
  );
  return timer === null ? running : [...running, timer].sort();
};

/** 1.5, wherever it says "stamp": a heartbeat of whom it follows now in its term, or the proposal it voted for. */
const isKeptAlive = (
  before: ElectorState,
  after: ElectorState,
  { received, action }: Happening["fed"],
): boolean => {
  if (received === undefined) return false;
  const { kind, term } = received.message;
  const isMine = [after.leaderId, after.tentativeLeaderId].includes(action?.args.j ?? null);
  if (after.role !== "Follower" || !isMine || term !== after.term) return false;
  return kind === "LeaderHeartbeat" || (kind === "ElectionProposal" && before.term < term);
};

/** Which promises that the spec cannot state are broken at this moment; in words. */
export const brokenPromises = (watched: WatchedWorld, step: StepFunction): readonly string[] =>
  Object.values(watched.world.electors).flatMap((elector) =>
    isCrashed(watched.world, elector.self) ? [] : brokenAt(elector, watched.watch[elector.self], step),
  );

const brokenAt = (
  elector: ElectorState,
  watch: NodeWatch | undefined,
  step: StepFunction,
): readonly string[] =>
  watch === undefined
    ? []
    : [
        ...timerPromises(elector, watch),
        ...silencePromises(elector, watch, step),
        ...news(elector, watch),
        ...tellingPromises(elector, watch),
      ].map((broken) => `${elector.self}: ${broken}`);

const WAITS: readonly TimerKind[] = ["INITIAL_WAIT", "RANDOM_WAIT"];

/** 1.5: one of these must run, or the elector waits for ever. */
const neededTimers = (elector: ElectorState): readonly TimerKind[] => {
  switch (elector.role) {
    case "Dormant":
      return [];
    case "Candidate":
      return ["ELECTION_RESULT"];
    case "Leader":
      return ["HEARTBEAT_BROADCAST"];
    case "Follower":
      if (follows(elector)) return ["HEARTBEAT_CHECK"];
      // A round that outlived stop() has no timer of its own: the wait after start() begins another (E6).
      return elector.scouting.term === 0 ? WAITS : ["SCOUTING_RESULT", ...WAITS];
  }
};

/** 1.5: whatever leads to one of these roles cancels all timers, so that no other runs there. */
const runsAlone = (elector: ElectorState): boolean => elector.role !== "Follower" || follows(elector);

const timerPromises = (elector: ElectorState, { armed }: NodeWatch): readonly string[] => {
  const needed = neededTimers(elector);
  const who =
    follows(elector) && elector.role === "Follower" ? "a Follower of somebody" : `a ${elector.role}`;
  const missing = needed.length > 0 && !needed.some((timer) => armed.includes(timer));
  const left = runsAlone(elector) ? armed.filter((timer) => !needed.includes(timer)) : [];
  return [
    ...(missing ? [`${who} without ${needed.join(" or ")} (1.5)`] : []),
    ...(left.length > 0 ? [`${who} whose ${left.join(", ")} was not cancelled (1.3, 1.5)`] : []),
  ];
};

/** 1.6: given up neither before the interval since the last heartbeat is over, nor later than the next check. */
const silencePromises = (
  elector: ElectorState,
  { heard }: NodeWatch,
  step: StepFunction,
): readonly string[] => {
  if (elector.role !== "Follower" || !follows(elector)) return [];
  const event = { kind: "timer", timer: "HEARTBEAT_CHECK" } as const;
  const due = heard + elector.leaderInactivityInterval;
  const givesUp = (now: number): boolean => step(elector, { event, now }).action !== null;
  const whom = elector.leaderId ?? elector.tentativeLeaderId ?? "";
  return [
    ...(givesUp(due - 1) ? [`gives ${whom} up before it has been silent for the interval (1.6)`] : []),
    ...(givesUp(due) ? [] : [`does not give ${whom} up after the interval (1.6)`]),
  ];
};

/** 1.2, 1.5 "cb": the layer above knows the role, the leader, and the term of whoever leads or stands. */
const news = ({ role, leaderId, term }: ElectorState, { told }: NodeWatch): readonly string[] => {
  const text = (one: { role: Role; leaderId: NodeId | null; term: number }): string =>
    `${one.role} of leader ${one.leaderId ?? "Nil"} in term ${one.term}`;
  return isSameNews(told, { role, leaderId, term })
    ? []
    : [`the layer above believes it ${text(told)}, it is ${text({ role, leaderId, term })} (1.2)`];
};

/** The term matters only of whoever leads or stands. */
const isSameNews = (told: Told, { role, leaderId, term }: Told): boolean =>
  told.role === role &&
  told.leaderId === leaderId &&
  ((leaderId === null && role !== "Candidate") || told.term === term);

/** 1.2: whoever asks is told once of each change, and why (1.1). */
const tellingPromises = (elector: ElectorState, { idle, age, reason }: NodeWatch): readonly string[] => [
  ...(idle ? ["tells the layer above what it knows already (1.2)"] : []),
  ...(elector.age === age ? [] : [`its age is ${elector.age} after ${age} changes that were told (1.2)`]),
  ...(elector.reason === reason ? [] : [`gives ${elector.reason} as the reason, it is ${reason} (1.1, 1.5)`]),
];

const follows = ({ leaderId, tentativeLeaderId }: ElectorState): boolean =>
  leaderId !== null || tentativeLeaderId !== null;
