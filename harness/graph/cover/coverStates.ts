import { COVER_EFFORT, coverOf, type Cover } from "./cover.ts";
import { coverWishes } from "./coverWishes.ts";
import { searchGraph } from "../search.ts";
import type { StateGraph } from "../stateGraph.ts";

/**
 * Tests that come to every state, in few steps. Initial states need none: whoever walks along a graph looks at them
 * anyway.
 */
export const coverStates = (graph: StateGraph, effort: number = COVER_EFFORT): Cover => {
  const reach = searchGraph(graph);
  const visits = Uint8Array.from(reach.reached);
  for (const state of graph.initial) visits[state] = 0;
  const edges = new Uint8Array(graph.edges);
  const { tests, ...bounds } = coverWishes({ graph, reach }, { edges, visits }, effort);
  return coverOf(tests, bounds, { kind: "states", total: graph.states, covered: reach.order.length });
};
