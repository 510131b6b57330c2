import { add, at } from "./intList.ts";
import type { Network } from "./network.ts";

const UNREACHED = -1;

/**
 * Sends as much as fits from source to sink, at the least cost; costs of arcs are not negative. Works on the
 * network's `room`. Primal-dual: for each length of a shortest path one maximal flow along arcs that lie on
 * such paths, so that there are as many rounds as lengths, and these are short in state graphs.
 */
export const minCostFlow = (network: Network, source: number, sink: number): void => {
  const potential = new Int32Array(network.nodes);
  const ends = { source, sink };
  while (raisePotential(network, potential, ends))
    while (levelled(network, potential, ends)) {
      // One blocking flow after the other, until no admissible path is left.
    }
};

interface Ends {
  readonly source: number;
  readonly sink: number;
}

/** Adds the distances from the source, by reduced cost; false when the sink is out of reach. */
const raisePotential = (network: Network, potential: Int32Array, ends: Ends): boolean => {
  const distance = distances(network, potential, ends);
  const reached = at(distance, ends.sink);
  if (reached === UNREACHED) return false;
  for (let node = 0; node < network.nodes; node += 1) {
    const own = at(distance, node);
    add(potential, node, own === UNREACHED || own > reached ? reached : own);
  }
  return true;
};

const reducedCost = ({ to, cost }: Network, potential: Int32Array, arc: number): number =>
  at(cost, arc) + at(potential, at(to, arc ^ 1)) - at(potential, at(to, arc));

/** Shortest distances up to the sink's; buckets by distance, for all costs are small integers. */
const distances = (network: Network, potential: Int32Array, { source, sink }: Ends): Int32Array => {
  const distance = new Int32Array(network.nodes).fill(UNREACHED);
  distance[source] = 0;
  const buckets: number[][] = [[source]];
  for (let length = 0; length < buckets.length; length += 1) {
    for (const node of (buckets[length] ??= [])) {
      if (at(distance, node) !== length) continue;
      for (let place = at(network.start, node); place < at(network.start, node + 1); place += 1) {
        const arc = at(network.arcs, place);
        if (at(network.room, arc) === 0) continue;
        const target = at(network.to, arc);
        const further = length + reducedCost(network, potential, arc);
        const known = at(distance, target);
        if (known !== UNREACHED && known <= further) continue;
        distance[target] = further;
        (buckets[further] ??= []).push(target);
      }
    }
    if (at(distance, sink) === length) break;
  }
  return distance;
};

/** One blocking flow along arcs of reduced cost 0; false when they lead to the sink no more. */
const levelled = (network: Network, potential: Int32Array, ends: Ends): boolean => {
  const admissible = (arc: number): boolean =>
    at(network.room, arc) > 0 && reducedCost(network, potential, arc) === 0;
  const level = levels(network, admissible, ends);
  if (at(level, ends.sink) === UNREACHED) return false;
  block(network, { admissible, level, next: network.start.slice(), ...ends });
  return true;
};

const levels = (
  network: Network,
  admissible: (arc: number) => boolean,
  { source, sink }: Ends,
): Int32Array => {
  const level = new Int32Array(network.nodes).fill(UNREACHED);
  level[source] = 0;
  const queue = [source];
  for (const node of queue) {
    if (node === sink) break;
    for (let place = at(network.start, node); place < at(network.start, node + 1); place += 1) {
      const arc = at(network.arcs, place);
      const target = at(network.to, arc);
      if (at(level, target) !== UNREACHED || !admissible(arc)) continue;
      level[target] = at(level, node) + 1;
      queue.push(target);
    }
  }
  return level;
};

interface Search extends Ends {
  readonly admissible: (arc: number) => boolean;
  readonly level: Int32Array;
  /** Per node the place of the first arc that was not found useless. */
  readonly next: Int32Array;
}

/** Depth first with a stack of its own: paths may be longer than JavaScript's. */
const block = (network: Network, search: Search): void => {
  const path: number[] = [];
  for (;;) {
    const last = path.at(-1);
    const node = last === undefined ? search.source : at(network.to, last);
    if (node === search.sink) {
      path.length = augment(network, path);
      continue;
    }
    const arc = nextArc(network, search, node);
    if (arc !== null) path.push(arc);
    else if (path.pop() === undefined) return;
    else search.level[node] = UNREACHED;
  }
};

const nextArc = (network: Network, { admissible, level, next }: Search, node: number): number | null => {
  for (let place = at(next, node); place < at(network.start, node + 1); place += 1) {
    const arc = at(network.arcs, place);
    next[node] = place;
    if (at(level, at(network.to, arc)) === at(level, node) + 1 && admissible(arc)) return arc;
  }
  next[node] = at(network.start, node + 1);
  return null;
};

/** Fills a path; returns how much of it, from the source on, still has room. */
const augment = ({ room }: Network, path: readonly number[]): number => {
  const amount = path.reduce((least, arc) => Math.min(least, at(room, arc)), at(room, path[0] ?? 0));
  for (const arc of path) {
    add(room, arc, -amount);
    add(room, arc ^ 1, amount);
  }
  return path.findIndex((arc) => at(room, arc) === 0);
};
