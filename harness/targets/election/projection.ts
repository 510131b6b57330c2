import type { ElectorMessage, ElectorState, NodeId } from "../../../impl/elector/types.ts";
import { channelKey, electorOf, isCrashed, isUp, type World } from "../../../impl/cluster/world.ts";
import type { ItfValue, LoggedValue } from "../../../traces/itf.ts";

/** What the spec says of one node: each variable is a function on Server, this is its value at a node. */
export const NODE_VARIABLES: Readonly<Record<string, (elector: ElectorState) => ItfValue>> = {
  currentTerm: ({ term }) => term,
  state: ({ role }) => role,
  leaderId: ({ leaderId }) => leaderId ?? "Nil",
  tentativeLeaderId: ({ tentativeLeaderId }) => tentativeLeaderId ?? "Nil",
  supporters: ({ supporters }) => ({ "#set": supporters }),
  scoutingInfo: ({ scouting }) => ({ term: scouting.term, responses: answers(scouting, true) }),
  scoutingRefusals: ({ scouting }) => answers(scouting, false),
  quorumSetting: ({ quorum }) => quorum,
};

/** The product keeps one map of answers; the spec splits it by answer, as the published model has only "yes". */
const answers = ({ responses }: ElectorState["scouting"], wanted: boolean): ItfValue => ({
  "#set": Object.keys(responses)
    .filter((node) => responses[node] === wanted)
    .sort(),
});

/** The record by which the spec knows a wire message (1.4). */
export const messageRecord = ({ kind, term, willVote, isAvailable }: ElectorMessage): ItfValue => ({
  mtype: kind,
  mterm: term,
  ...(willVote === undefined ? {} : { mvote: willVote }),
  ...(isAvailable === undefined ? {} : { mavailable: isAvailable }),
});

/** The messages in flight from one node to another, oldest first. */
const channelValue = (world: World, from: NodeId, to: NodeId): ItfValue =>
  (world.channels[channelKey(from, to)] ?? []).map(({ message }) => messageRecord(message));

/** An elector's variables as an event logs them: a point of each function. */
export const nodeState = (elector: ElectorState): Readonly<Record<string, LoggedValue>> => {
  // Filled in one by one: recording is on the hot path, and fromEntries with spreads took twice as long.
  const logged: Record<string, LoggedValue> = {};
  for (const [name, valueOf] of NODE_ENTRIES) logged[name] = pointAt(elector.self, valueOf(elector));
  return logged;
};

const NODE_ENTRIES = Object.entries(NODE_VARIABLES);

const pointAt = (at: ItfValue, value: ItfValue): LoggedValue => ({ "#at": [[at, value]] });

/** A node of a world as an event logs it: its elector, whether it has a process, and its connections. */
export const nodeOfWorld = (world: World, node: NodeId): Readonly<Record<string, LoggedValue>> => ({
  ...nodeState(electorOf(world, node)),
  state: pointAt(node, roleOf(world, node)),
  connected: pointAt(node, connectedValue(world, node)),
});

/** What an event logs of channels: what is in flight, and where a direction may have changed, whether it is up. */
export const channelsOfWorld = (
  world: World,
  touched: readonly Channel[],
  changed: readonly Channel[],
): Readonly<Record<string, LoggedValue>> => ({
  ...points("messages", touched, ([from, to]) => channelValue(world, from, to)),
  ...points("links", changed, ([from, to]) => isUp(world, from, to)),
});

/** From, to. */
export type Channel = readonly [NodeId, NodeId];

/** Every ordered pair of two nodes. */
export const channelsOf = (world: World): readonly Channel[] => {
  const nodes = Object.keys(world.electors);
  return nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => [from, to] as const));
};

/**
 * A whole world, as a replay compares it: variable -> value. Only `spent`, the budgets of the model, is not there.
 * The term on a node's disk is known to the cluster alone, so events do not log it.
 */
export const worldState = (world: World): Readonly<Record<string, ItfValue>> => {
  const electors = Object.values(world.electors);
  const byChannel = (valueOf: (channel: Channel) => ItfValue): ItfValue => ({
    "#map": channelsOf(world).map((channel) => [{ "#tup": [...channel] }, valueOf(channel)] as const),
  });
  const byNode = (valueOf: (elector: ElectorState) => ItfValue): ItfValue => ({
    "#map": electors.map((elector) => [elector.self, valueOf(elector)] as const),
  });
  return {
    messages: byChannel(([from, to]) => channelValue(world, from, to)),
    ...Object.fromEntries(Object.entries(NODE_VARIABLES).map(([name, valueOf]) => [name, byNode(valueOf)])),
    state: byNode(({ self }) => roleOf(world, self)),
    connected: byNode(({ self }) => connectedValue(world, self)),
    links: byChannel(([from, to]) => isUp(world, from, to)),
    durableTerm: byNode(({ self }) => world.durableTerms[self] ?? 0),
  };
};

const points = (
  variable: string,
  channels: readonly Channel[],
  valueOf: (channel: Channel) => ItfValue,
): Readonly<Record<string, LoggedValue>> =>
  channels.length === 0
    ? {}
    : { [variable]: { "#at": channels.map((channel) => [{ "#tup": channel }, valueOf(channel)]) } };

/** A node without a process has no role. */
export const roleOf = (world: World, node: NodeId): string =>
  isCrashed(world, node) ? "Crashed" : electorOf(world, node).role;

export const connectedValue = (world: World, node: NodeId): ItfValue => ({
  "#set": [...(world.connected[node] ?? [])].sort(),
});
