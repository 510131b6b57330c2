import type { NodeId } from "../elector/types.ts";
import { channelKey, feed, isConnected, isCrashed, isUp } from "./world.ts";
import type { Fed, Outcome, Stepping, World } from "./world.ts";

// Connections as the drivers at their two ends see them, and as they are. Each end learns by itself that one is gone
// or that there is a new one, and after a break both must have learnt it before either gets a new one.

/** One end of a connection: `node` has, had or gets one to `peer`. */
export interface End {
  readonly node: NodeId;
  readonly peer: NodeId;
}

/** The direction from `from` to `to` dies unnoticed with all that is in flight in it. Undefined when it is dead. */
export const linkDown = (world: World, from: NodeId, to: NodeId): Outcome | undefined =>
  isUp(world, from, to)
    ? { world: severed(world, from, to), action: { name: "LinkDown", args: { i: from, j: to } }, sent: [] }
    : undefined;

/**
 * NODE_UNAVAILABLE: `node` sees its connection to `peer` close. It reads no more; what it wrote may still arrive.
 * Undefined when it has none.
 */
export const unavailable = (world: World, { node, peer }: End, stepping: Stepping): Fed | undefined => {
  if (isCrashed(world, node) || !isConnected(world, node, peer)) return undefined;
  const closed = { ...severed(world, peer, node), connected: withoutPeer(world, node, peer) };
  return feed(closed, node, { event: { kind: "nodeUnavailable", node: peer }, ...stepping });
};

/**
 * NODE_AVAILABLE: `node` has a new connection to `peer`, as the first of the two or after it. Undefined when it has one,
 * when either is crashed, when `peer` has not noticed the end of the old one, and when the new one is dead already.
 */
export const available = (world: World, { node, peer }: End, stepping: Stepping): Fed | undefined => {
  if (!mayConnect(world, { node, peer })) return undefined;
  const opened = isConnected(world, peer, node) ? world : renewed(world, node, peer);
  const known = { ...opened, connected: withPeer(opened, node, peer) };
  return feed(known, node, { event: { kind: "nodeAvailable", node: peer }, ...stepping });
};

/** Whether `available` would do something. */
export const mayConnect = (world: World, { node, peer }: End): boolean =>
  node !== peer &&
  !isConnected(world, node, peer) &&
  !isCrashed(world, node) &&
  !isCrashed(world, peer) &&
  (!isConnected(world, peer, node) || isUp(world, peer, node));

/** Whether the connection that `node` believes to have cannot last: a direction of it is dead. */
export const isBroken = (world: World, { node, peer }: End): boolean =>
  isConnected(world, node, peer) && !(isUp(world, node, peer) && isUp(world, peer, node));

/** The world with one direction dead. */
export const severed = (world: World, from: NodeId, to: NodeId): World => {
  const key = channelKey(from, to);
  return {
    ...world,
    links: { ...world.links, [key]: false },
    channels: { ...world.channels, [key]: [] },
  };
};

const renewed = (world: World, one: NodeId, other: NodeId): World => {
  const [there, back] = [channelKey(one, other), channelKey(other, one)];
  return {
    ...world,
    links: { ...world.links, [there]: true, [back]: true },
    channels: { ...world.channels, [there]: [], [back]: [] },
  };
};

const withoutPeer = ({ connected }: World, node: NodeId, peer: NodeId): World["connected"] => ({
  ...connected,
  [node]: (connected[node] ?? []).filter((other) => other !== peer),
});

/** In the order of the configuration, so that equal sets are equal values. */
const withPeer = ({ connected, electors }: World, node: NodeId, peer: NodeId): World["connected"] => ({
  ...connected,
  [node]: Object.keys(electors).filter((other) => other === peer || connected[node]?.includes(other)),
});
