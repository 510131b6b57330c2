import { COVER_EFFORT, coverOf, type Cover } from "./cover.ts";
import { coverWishes } from "./coverWishes.ts";
import { searchGraph } from "../search.ts";
import { endOf, type StateGraph } from "../stateGraph.ts";

/**
 * Tests that take every wanted edge (1 in `wanted`, by edge), in few steps: exact as a flow, and from there by
 * shortest ways to wanted round trips that nothing else passes. Wanted edges out of reach are counted in the goal's
 * total only.
 */
export const coverSome = (graph: StateGraph, wanted: Uint8Array, effort: number = COVER_EFFORT): Cover => {
  const reach = searchGraph(graph);
  const edges = wanted.map((one, edge) =>
    one === 1 && reach.reached[endOf(graph.from, edge)] === 1 ? 1 : 0,
  );
  const visits = new Uint8Array(graph.states);
  const { tests, ...bounds } = coverWishes({ graph, reach }, { edges, visits }, effort);
  return coverOf(tests, bounds, { kind: "wanted edges", total: count(wanted), covered: count(edges) });
};

const count = (wishes: Uint8Array): number => wishes.reduce((sum, one) => sum + (one === 1 ? 1 : 0), 0);
