import { componentsOf } from "../checks/components.ts";
import { coverDemand, type WalkGraph, type Wishes } from "./coverDemand.ts";
import { at } from "../intList.ts";
import { minCostFlow } from "./minCostFlow.ts";
import { provenCost } from "./network.ts";
import { sortedBy } from "../stateGraph.ts";

/** A number of tests that any cover needs, and whether some cover needs no more. */
export interface FewestTests {
  readonly minTests: number;
  readonly exact: boolean;
}

/**
 * How few walks fulfil all wishes when steps cost nothing. Inside a strong part a walk that comes by can then do all
 * there is to do, so that each part is one state of a graph without round trips; there, a flow is walks.
 */
export const fewestTests = (graph: WalkGraph, wishes: Wishes, effort: number): FewestTests => {
  const merged = mergeParts(graph, wishes);
  const demand = coverDemand(merged.graph, merged.wishes, { step: 0, start: 1 });
  const { price, cheapest } = minCostFlow(demand, effort);
  return { minTests: provenCost(demand, price), exact: cheapest };
};

const mergeParts = (graph: WalkGraph, wishes: Wishes) => {
  const { count, of } = componentsOf(graph);
  const merge = (state: number): number => at(of, state);
  const [from, to] = [graph.from.map(merge), graph.to.map(merge)];
  const { starts, order } = sortedBy(from, count);
  const visits = new Uint8Array(count);
  for (const [state, asked] of wishes.visits.entries()) if (asked === 1) visits[merge(state)] = 1;
  return {
    graph: {
      ...{ states: count, edges: graph.edges, initial: [...new Set(graph.initial.map(merge))] },
      ...{ from, to, outStart: starts, outEdges: order },
    },
    wishes: { edges: wishes.edges, visits },
  };
};
