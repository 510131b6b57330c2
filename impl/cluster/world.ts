import type { ElectorConfig } from "../elector/config.ts";
import { createElector } from "../elector/create.ts";
import { step as trueStep } from "../elector/step.ts";
import type {
  ElectorEvent,
  ElectorMessage,
  ElectorOutput,
  ElectorState,
  ElectorStep,
  NodeId,
  StepFunction,
} from "../elector/types.ts";

/** A message on its way. */
export interface InFlight {
  /** Sender and its running number: "S1.1", "S1.2". */
  readonly id: string;
  readonly message: ElectorMessage;
}

/** All electors and everything in flight between them, as one value. No time, no timers: those are the driver's. */
export interface World {
  readonly electors: Readonly<Record<NodeId, ElectorState>>;
  /** By `channelKey`; every ordered pair of two nodes has one. Oldest message first (FIFO per pair, 1.3). */
  readonly channels: Readonly<Record<string, readonly InFlight[]>>;
  /** How many messages each node has sent so far: the next id. */
  readonly sentCount: Readonly<Record<NodeId, number>>;
}

export interface WorldOptions {
  readonly nodes: readonly NodeId[];
  /** One for all, or by node; 0 = majority. */
  readonly quorum?: number | Readonly<Record<NodeId, number>>;
  readonly config?: ElectorConfig;
  /** Initial terms (1.9); 0 unless said. */
  readonly terms?: Readonly<Record<NodeId, number>>;
}

/** When, and by which step function: a mutant has the same shape as the true one. */
export interface Stepping {
  readonly now: number;
  readonly step: StepFunction;
}

export interface Sent {
  readonly id: string;
  readonly to: NodeId;
  readonly message: ElectorMessage;
}

/** What one event did to the world. */
export interface Fed {
  readonly world: World;
  readonly step: ElectorStep;
  readonly sent: readonly Sent[];
  /** Only where the event was a delivery. */
  readonly received?: InFlight;
}

export interface Delivered extends Fed {
  readonly received: InFlight;
}

/** Name of the one-way channel between two nodes: "S1>S2". */
export const channelKey = (from: NodeId, to: NodeId): string => `${from}>${to}`;

/** S1 .. Sn. */
export const serverNames = (count: number): readonly NodeId[] =>
  Array.from({ length: count }, (_, index) => `S${index + 1}`);

/** All nodes started (Follower) at time 0, nothing in flight. */
export const createWorld = (options: WorldOptions): World => {
  const { nodes } = options;
  const pairs = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => channelKey(from, to)));
  return {
    electors: Object.fromEntries(nodes.map((node) => [node, startedElector(node, options)])),
    channels: Object.fromEntries(pairs.map((key) => [key, []])),
    sentCount: Object.fromEntries(nodes.map((node) => [node, 0])),
  };
};

/** Lets `node` handle `event` and puts what it sends into the channels. */
export const feed = (
  world: World,
  node: NodeId,
  { event, now, step }: Stepping & { event: ElectorEvent },
): Fed => {
  const outcome = step(electorOf(world, node), { event, now });
  const sent = addressed(world, outcome);
  const electors = { ...world.electors, [node]: outcome.state };
  return { world: posted({ ...world, electors }, node, sent), step: outcome, sent };
};

/** Takes the oldest message from `from` to `to` and lets `to` handle it; undefined when there is none. */
export const deliver = (
  world: World,
  { from, to, ...stepping }: Stepping & { readonly from: NodeId; readonly to: NodeId },
): Delivered | undefined => {
  const key = channelKey(from, to);
  const [received, ...rest] = world.channels[key] ?? [];
  if (received === undefined) return undefined;
  const event = { kind: "message", from, message: received.message } as const;
  const emptied = { ...world, channels: { ...world.channels, [key]: rest } };
  return { ...feed(emptied, to, { event, ...stepping }), received };
};

/** The elector of a node of this world; asking for another node is a bug. */
export const electorOf = (world: World, node: NodeId): ElectorState => {
  const elector = world.electors[node];
  if (elector === undefined) throw new Error(`no node ${node} in this world`);
  return elector;
};

const startedElector = (self: NodeId, { nodes, config, quorum, terms }: WorldOptions): ElectorState => {
  const own = typeof quorum === "object" ? quorum[self] : quorum;
  const elector = createElector({
    self,
    nodes,
    term: terms?.[self] ?? 0,
    ...(own === undefined ? {} : { quorum: own }),
    ...(config === undefined ? {} : { config }),
  });
  return trueStep(elector, { event: { kind: "start" }, now: 0 }).state;
};

/** 1.3: a broadcast is one unicast per configured peer, self excluded, in the order of the configuration. */
const addressed = (world: World, { state, output }: ElectorStep): readonly Sent[] => {
  const { message } = output;
  if (message === null) return [];
  const first = (world.sentCount[state.self] ?? 0) + 1;
  return receivers(state, output).map((to, index) => ({ id: `${state.self}.${first + index}`, to, message }));
};

const receivers = ({ self, nodes }: ElectorState, { destination }: ElectorOutput): readonly NodeId[] => {
  if (destination === null) return [];
  return destination.kind === "node" ? [destination.node] : nodes.filter((node) => node !== self);
};

const posted = (world: World, from: NodeId, sent: readonly Sent[]): World => {
  if (sent.length === 0) return world;
  const longer = sent.map(({ id, to, message }) => {
    const key = channelKey(from, to);
    return [key, [...(world.channels[key] ?? []), { id, message }]] as const;
  });
  return {
    ...world,
    channels: { ...world.channels, ...Object.fromEntries(longer) },
    sentCount: { ...world.sentCount, [from]: (world.sentCount[from] ?? 0) + sent.length },
  };
};
