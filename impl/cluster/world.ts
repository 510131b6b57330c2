import type { ElectorConfig } from "../elector/config.ts";
import { createElector } from "../elector/create.ts";
import { quiet } from "../elector/effect.ts";
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
import type { ClusterAction } from "./cluster-action.ts";

/** A message on its way. */
export interface InFlight {
  /** Sender and its running number: "S1.1", "S1.2". */
  readonly id: string;
  readonly message: ElectorMessage;
}

/**
 * What a crash leaves of a node's term (1.9): all of it; some of it, for only ledger records are on the disk; nothing.
 */
export type TermMemory = "durable" | "ledger" | "volatile";

/**
 * All electors and everything between them, as one value. No time, no timers: those are the driver's. By node and by
 * ordered pair (`channelKey`); every node and every pair of two nodes is there.
 */
export interface World {
  /** Of a crashed node: the Dormant elector its next process will start. */
  readonly electors: Readonly<Record<NodeId, ElectorState>>;
  /** Oldest message first (FIFO per pair, 1.3). */
  readonly channels: Readonly<Record<string, readonly InFlight[]>>;
  /** How many messages each node has sent so far: the next id. */
  readonly sentCount: Readonly<Record<NodeId, number>>;
  /** The peers that a node's driver has a connection to, as far as it knows; in the order of the configuration. */
  readonly connected: Readonly<Record<NodeId, readonly NodeId[]>>;
  /** Whether what the first of the pair writes reaches the second. The channel of a dead direction is empty. */
  readonly links: Readonly<Record<string, boolean>>;
  /** Nodes without a process, in the order of the configuration. */
  readonly crashed: readonly NodeId[];
  /** The term on each node's disk, as the last stop or crash left it. */
  readonly durableTerms: Readonly<Record<NodeId, number>>;
  /** The quorum each process starts with (1.7); set at run time, it is not persisted (1.8). */
  readonly configuredQuorums: Readonly<Record<NodeId, number>>;
  readonly memory: TermMemory;
}

export interface WorldOptions {
  readonly nodes: readonly NodeId[];
  /** What processes start with: one for all, or by node; 0 = majority. */
  readonly quorum?: number | Readonly<Record<NodeId, number>>;
  readonly config?: ElectorConfig;
  /** Initial terms (1.9); 0 unless said. */
  readonly terms?: Readonly<Record<NodeId, number>>;
  /** "durable" unless said. */
  readonly memory?: TermMemory;
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

/** What happened to the world. */
export interface Outcome {
  readonly world: World;
  /** Null where nothing observable happened. */
  readonly action: ClusterAction | null;
  /** Only what reached a channel: what is written to an unconnected peer is dropped (1.3). */
  readonly sent: readonly Sent[];
}

/** What one event of an elector did to the world. */
export interface Fed extends Outcome {
  readonly step: ElectorStep;
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

/** All nodes started (Follower) at time 0 and connected to each other, nothing in flight. */
export const createWorld = (options: WorldOptions): World => {
  const { nodes, memory = "durable" } = options;
  const pairs = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => channelKey(from, to)));
  const forEach = <Value>(names: readonly string[], valueOf: (name: string) => Value) =>
    Object.fromEntries(names.map((name) => [name, valueOf(name)]));
  const electors = forEach(nodes, (node) => startedElector(node, options));
  return {
    electors,
    channels: forEach(pairs, () => []),
    sentCount: forEach(nodes, () => 0),
    connected: forEach(nodes, (node) => nodes.filter((peer) => peer !== node)),
    links: forEach(pairs, () => true),
    crashed: [],
    durableTerms: forEach(nodes, (node) => options.terms?.[node] ?? 0),
    configuredQuorums: forEach(nodes, (node) => electors[node]?.quorum ?? 0),
    memory,
  };
};

/**
 * Lets `node` handle `event` and puts what it sends into the channels. It touches no connection, and a crashed node
 * handles nothing: for those events see connections.ts and processes.ts.
 */
export const feed = (
  world: World,
  node: NodeId,
  { event, now, step }: Stepping & { event: ElectorEvent },
): Fed => {
  const elector = electorOf(world, node);
  const outcome = isCrashed(world, node)
    ? { action: null, ...quiet(elector) }
    : step(elector, { event, now });
  const sent = addressed(world, outcome);
  const electors = { ...world.electors, [node]: outcome.state };
  const after = posted({ ...world, electors }, node, sent);
  return { world: after, action: outcome.action, step: outcome, sent };
};

/**
 * Takes the oldest message from `from` to `to` and lets `to` handle it; undefined when there is none, or `to` has no
 * connection to hear it by.
 */
export const deliver = (
  world: World,
  { from, to, ...stepping }: Stepping & { readonly from: NodeId; readonly to: NodeId },
): Delivered | undefined => {
  const key = channelKey(from, to);
  const [received, ...rest] = world.channels[key] ?? [];
  if (received === undefined || !isConnected(world, to, from)) return undefined;
  const event = { kind: "message", from, message: received.message } as const;
  const emptied = { ...world, channels: { ...world.channels, [key]: rest } };
  return { ...feed(emptied, to, { event, ...stepping }), received };
};

/** The other nodes, in the order of the configuration. */
export const peersOf = (world: World, node: NodeId): readonly NodeId[] =>
  Object.keys(world.electors).filter((other) => other !== node);

/** The elector of a node of this world; asking for another node is a bug. */
export const electorOf = (world: World, node: NodeId): ElectorState => {
  const elector = world.electors[node];
  if (elector === undefined) throw new Error(`no node ${node} in this world`);
  return elector;
};

/** Whether `node` has no process. */
export const isCrashed = (world: World, node: NodeId): boolean => world.crashed.includes(node);

/** Whether `node` has a connection to `peer`, as far as it knows. */
export const isConnected = (world: World, node: NodeId, peer: NodeId): boolean =>
  world.connected[node]?.includes(peer) === true;

/** Whether what `from` writes to a connection with `to` arrives. */
export const isUp = (world: World, from: NodeId, to: NodeId): boolean =>
  world.links[channelKey(from, to)] === true;

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

/**
 * 1.3: a broadcast is one unicast per configured peer, self excluded, in the order of the configuration; what is
 * written to an unconnected peer, or into a dead direction, is lost without a sign.
 */
const addressed = (world: World, { state, output }: ElectorStep): readonly Sent[] => {
  const { message } = output;
  if (message === null) return [];
  const first = (world.sentCount[state.self] ?? 0) + 1;
  return receivers(state, output)
    .filter((to) => isConnected(world, state.self, to) && isUp(world, state.self, to))
    .map((to, index) => ({ id: `${state.self}.${first + index}`, to, message }));
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
