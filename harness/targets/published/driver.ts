import { step as trueStep } from "../../../impl/elector/step.ts";
import type {
  ElectorEvent,
  ElectorMessage,
  ElectorState,
  MessageKind,
  NodeId,
  StepFunction,
  TimerKind,
} from "../../../impl/elector/types.ts";
import type { Deviation, Performed, ReplayDriver, SpecStep } from "../../replay/driver.ts";
import type { TlaValue } from "../../tla/value.ts";
import { viewOf, type NodeView } from "../election/budgets.ts";
import { actionArguments, serversOf, takenArguments } from "../election/driver.ts";
import { DEVIATIONS } from "./deviations.ts";
import { loadPublished, startedElector } from "./load.ts";
import {
  bagOf,
  bagRecord,
  counted,
  fieldsOf,
  projectPublished,
  type BagEntry,
  type PublishedWorld,
} from "./world.ts";

/** Replays the published model against the product's elector, by the model's own network. */
export const publishedDriver = (
  step: StepFunction = trueStep,
  deviations: readonly Deviation[] = DEVIATIONS,
): ReplayDriver<PublishedWorld> => ({
  initial: (state) => {
    const nodes = serversOf(state);
    return {
      electors: Object.fromEntries(nodes.map((node) => [node, startedElector(node, nodes, 0)])),
      bag: new Map(),
    };
  },
  perform: (world, specStep) => perform(world, specStep, step),
  project: projectPublished,
  load: loadPublished,
  deviations,
  exempt: (action, args, state) => exemption(action, viewOf(actionArguments(args).i, state)),
});

/** Steps that the model forbids and the product may well take: rows of the disagreement table. */
const EXEMPT: Readonly<Record<string, string>> = {
  StartScouting: "the product scouts again without limit; the model once per server and term",
  SendHeartbeat: "the product sends heartbeats periodically; the model once per server and term",
  Restart: "the model bounds restarts",
  MakeUnavailable: "the model bounds notices of unavailability",
};

const exemption = (action: string, { role, leaderless }: NodeView): string | null => {
  const legal =
    action === "StartScouting"
      ? role === "Follower" && leaderless
      : action !== "SendHeartbeat" || role === "Leader";
  return legal ? (EXEMPT[action] ?? null) : null;
};

const TIMERS: Readonly<Record<string, TimerKind>> = {
  HeartbeatTimeout: "HEARTBEAT_CHECK",
  StartScouting: "RANDOM_WAIT",
  ScoutingTimeout: "SCOUTING_RESULT",
  ElectionTimeout: "ELECTION_RESULT",
  BecomeLeader: "ELECTION_RESULT",
  SendHeartbeat: "HEARTBEAT_BROADCAST",
};

const HANDLERS: Readonly<Record<string, MessageKind | "NodeUnavailable">> = {
  ApplyElectionProposalEvent: "ElectionProposal",
  ApplyElectionResponseEvent: "ElectionResponse",
  ApplyScoutingRequestEvent: "ScoutingRequest",
  ApplyScoutingResponseEvent: "ScoutingResponse",
  ApplyLeaderHeartbeatEvent: "LeaderHeartbeat",
  ApplyHeartbeatResponseEvent: "HeartbeatResponse",
  ApplyLeadershipCessionEvent: "LeadershipCession",
  ApplyAvailability: "NodeUnavailable",
};

const perform = (
  world: PublishedWorld,
  specStep: SpecStep,
  step: StepFunction,
): Performed<PublishedWorld> => {
  const { action, args } = specStep;
  const { i, j } = actionArguments(args);
  const timer = TIMERS[action];
  const kind = HANDLERS[action];
  if (timer !== undefined) return fired(world, { node: i, timer, specStep }, step);
  if (kind !== undefined && j !== null) return received(world, { node: i, from: j, kind, specStep }, step);
  if (action === "Restart") return restarted(world, i, specStep);
  return { kind: "refused", reason: `the product has no step of its own for ${action}` };
};

const fired = (
  world: PublishedWorld,
  {
    node,
    timer,
    specStep,
  }: { readonly node: NodeId; readonly timer: TimerKind; readonly specStep: SpecStep },
  step: StepFunction,
): Performed<PublishedWorld> => {
  const elector = electorAt(world, node);
  // The checker fires when the leader has been silent for long enough (1.6).
  const now = elector.lastLeaderHeartbeat + elector.leaderInactivityInterval;
  return stepped(world, { node, event: { kind: "timer", timer }, now, specStep }, step);
};

const received = (
  world: PublishedWorld,
  context: {
    readonly node: NodeId;
    readonly from: NodeId;
    readonly kind: MessageKind | "NodeUnavailable";
    readonly specStep: SpecStep;
  },
  step: StepFunction,
): Performed<PublishedWorld> => {
  const { node, from, kind, specStep } = context;
  const entry = consumedEntry(world, context);
  if (entry === undefined) return { kind: "refused", reason: "there is no such message to deliver" };
  const event: ElectorEvent =
    kind === "NodeUnavailable"
      ? { kind: "nodeUnavailable", node: from }
      : { kind: "message", from, message: wireMessage(kind, entry.record) };
  const taken = { ...world, bag: counted(world.bag, entry.record, -1) };
  return stepped(taken, { node, event, now: 1, specStep }, step);
};

/** Which of several pending messages the model's step consumed: the one whose count fell (any, off the graph). */
const consumedEntry = (
  world: PublishedWorld,
  { node, from, kind, specStep }: { node: NodeId; from: NodeId; kind: string; specStep: SpecStep },
): BagEntry | undefined => {
  const after = specStep.after === undefined ? null : bagOf(specStep.after);
  for (const [key, entry] of world.bag) {
    const { mtype, msource, mdest } = entry.fields;
    if (mtype !== kind || msource !== from || mdest !== node || entry.count <= 0) continue;
    if (after === null || (after.get(key)?.count ?? 0) < entry.count) return entry;
  }
  return undefined;
};

const wireMessage = (kind: MessageKind, record: TlaValue): ElectorMessage => ({
  kind,
  term: Number(fieldsOf(record).mterm),
  ...(kind === "ScoutingResponse" ? { willVote: true } : {}),
});

const stepped = (
  world: PublishedWorld,
  input: {
    readonly node: NodeId;
    readonly event: ElectorEvent;
    readonly now: number;
    readonly specStep: SpecStep;
  },
  step: StepFunction,
): Performed<PublishedWorld> => {
  const { node, event, now, specStep } = input;
  const { state, action, output } = step(electorAt(world, node), { event, now });
  if (action === null)
    return { kind: "refused", reason: `the elector did nothing on the input for ${specStep.action}` };
  const peers = Object.keys(world.electors).filter((peer) => peer !== node);
  const receivers =
    output.destination === null ? [] : output.destination.kind === "all" ? peers : [output.destination.node];
  const { message } = output;
  const bag = receivers.reduce(
    (current, to) =>
      message === null ? current : counted(current, bagRecord({ from: node, to, message }), 1),
    world.bag,
  );
  const name = action.name === "ApplyNodeUnavailable" ? "ApplyAvailability" : action.name;
  return {
    kind: "taken",
    world: { electors: { ...world.electors, [node]: state }, bag },
    action: name,
    args: takenArguments(action),
  };
};

/** 1.9, with a ledger that has just been written: the term is kept. What was on the node's links is lost. */
const restarted = (world: PublishedWorld, node: NodeId, specStep: SpecStep): Performed<PublishedWorld> => {
  const { nodes, term } = electorAt(world, node);
  const bag = new Map(
    [...world.bag].map(([key, entry]) => {
      const { msource, mdest } = entry.fields;
      return [key, [msource, mdest].includes(node) ? { ...entry, count: 0 } : entry] as const;
    }),
  );
  const electors = { ...world.electors, [node]: startedElector(node, nodes, term) };
  return { kind: "taken", world: { electors, bag }, action: specStep.action, args: specStep.args };
};

const electorAt = ({ electors }: PublishedWorld, node: NodeId): ElectorState => {
  const elector = electors[node];
  if (elector === undefined) throw new Error(`the model has no server ${node}`);
  return elector;
};
