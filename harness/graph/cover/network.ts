import { add, at } from "../intList.ts";
import { sortedBy } from "../stateGraph.ts";

/** Nodes and arcs between them, each with a cost of 0 to 255 a unit and room for any number of units. */
export interface Network {
  readonly nodes: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Uint8Array;
  /** The arcs out of node n are those from `outStart[n]` up to, without, `outStart[n + 1]`. */
  readonly outStart: Int32Array;
  /** The arcs into node n are `inArcs[inStart[n]]` up to, without, `inArcs[inStart[n + 1]]`. */
  readonly inStart: Int32Array;
  readonly inArcs: Int32Array;
}

/** Arcs in ascending order of `from`. */
export type NetworkArcs = Pick<Network, "nodes" | "from" | "to" | "cost">;

/** Adds the indices of both directions. */
export const indexNetwork = (arcs: NetworkArcs): Network => {
  const outStart = new Int32Array(arcs.nodes + 1);
  for (let arc = 0; arc < arcs.from.length; arc += 1) {
    if (arc > 0 && at(arcs.from, arc) < at(arcs.from, arc - 1)) throw new Error(`arc ${arc} is out of order`);
    add(outStart, at(arcs.from, arc) + 1, 1);
  }
  for (let node = 0; node < arcs.nodes; node += 1) add(outStart, node + 1, at(outStart, node));
  const { starts, order } = sortedBy(arcs.to, arcs.nodes);
  return { ...arcs, outStart, inStart: starts, inArcs: order };
};

/**
 * What is to be sent through a network: from nodes where there is too much of it, and without limit from the
 * `starts`, to those that need it. What is left over may stay where it is.
 */
export interface Demand {
  readonly network: Network;
  /** By node: how many units are to spare, or, below 0, are needed; a needy node must be in reach of a start. */
  readonly supply: Int32Array;
  /** Each node once. */
  readonly starts: readonly number[];
  /** Of one unit from a start. */
  readonly startCost: number;
}

/**
 * What a demand costs at least, for prices by node that prove it: nobody gains by carrying a unit along an arc, nor
 * by bringing one in at a start, and what is to spare is worth no less than nothing. Then whatever is sent costs no
 * less than what the needy pay above what the others are paid. Throws when the prices prove nothing. A node at -1
 * is out of reach.
 */
export const provenCost = (demand: Demand, price: Int32Array): number => {
  const { network, supply, starts, startCost } = demand;
  for (let arc = 0; arc < network.from.length; arc += 1) {
    const paid = at(price, at(network.from, arc));
    const reached = at(price, at(network.to, arc));
    if (paid >= 0 && (reached < 0 || reached > paid + (network.cost[arc] ?? 0)))
      throw new Error(`prices prove nothing: arc ${arc}`);
  }
  for (const node of starts)
    if (at(price, node) < 0 || at(price, node) > startCost)
      throw new Error(`prices prove nothing: start ${node}`);
  let cost = 0;
  for (const [node, units] of supply.entries()) cost -= units * Math.max(0, at(price, node));
  return cost;
};
