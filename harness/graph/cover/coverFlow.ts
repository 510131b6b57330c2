import { coverDemand, type WalkGraph, type Wishes } from "./coverDemand.ts";
import { add, at } from "../intList.ts";
import { minCostFlow } from "./minCostFlow.ts";
import { provenCost, type Demand } from "./network.ts";

/** How often walks from initial states use each edge, and start at each state. */
export interface CoverFlow {
  readonly uses: Int32Array;
  readonly starts: Int32Array;
}

/** A flow that fulfils wishes, and how few steps are proven to be necessary. */
export interface BoundedFlow extends CoverFlow {
  readonly minSteps: number;
  /** No flow has fewer steps. */
  readonly cheapest: boolean;
}

/**
 * The flow with the fewest steps and, among those, the fewest starts that fulfils all wishes; parts of it may be
 * round trips that no start leads to. With prices of 2 and 1 fewer steps always come before fewer starts, for a
 * change for the better that cannot be split needs one start more at most. Looks at about `effort` edges; then it
 * may be dearer than `minSteps`, which is true all the same. A start may cost steps, too.
 */
export const coverFlow = (
  graph: WalkGraph,
  wishes: Wishes,
  { effort, startSteps = 0 }: { readonly effort: number; readonly startSteps?: number },
): BoundedFlow => {
  const demand = coverDemand(graph, wishes, { step: 2, start: 2 * startSteps + 1 });
  const flow = minCostFlow(demand, effort);
  const uses = Int32Array.from(wishes.edges);
  for (let arc = 0; arc < demand.edgeOf.length; arc += 1)
    if (at(demand.edgeOf, arc) >= 0) add(uses, at(demand.edgeOf, arc), at(flow.through, arc));
  const wanted = wishes.edges.reduce((sum, one) => sum + one, 0);
  const minSteps = wanted + provenCost(inSteps(demand), flow.price.map(halved));
  return { uses, starts: flow.started.slice(0, graph.states), minSteps, cheapest: flow.cheapest };
};

/** Whole steps only: half the prices, rounded down, prove as much about half the costs, rounded down. */
const inSteps = (demand: Demand): Demand => ({
  ...demand,
  network: { ...demand.network, cost: demand.network.cost.map(halved) },
  startCost: halved(demand.startCost),
});

const halved = (value: number): number => value >> 1;
