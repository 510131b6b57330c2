import { coverFlow, type CoverFlow } from "./coverFlow.ts";
import { add, at } from "./intList.ts";
import { connectedParts, searchGraph } from "./search.ts";
import type { StateGraph } from "./stateGraph.ts";
import { walksOf } from "./walks.ts";

export interface CoverFigures {
  readonly tests: number;
  /** Edges walked by all tests together. */
  readonly steps: number;
  /** Fewer tests cannot cover the graph, whatever their length. */
  readonly minTests: number;
  /** Fewer steps cannot cover the graph, however many tests they are spread over. */
  readonly minSteps: number;
}

/** Tests that together use every edge that can be reached from an initial state. */
export interface Cover {
  /** Edge numbers; each test is a path that begins in an initial state. */
  readonly tests: readonly Int32Array[];
  readonly figures: CoverFigures;
}

/**
 * A cover with as few steps as possible and, among those, as few tests as possible. Both bounds are exact: every
 * cover is a flow that uses each edge at least once, so none is cheaper than the cheapest flow; and a flow can be
 * walked, for each part of the graph hangs together by its edges, all of which the flow uses. (Prices of 2 and 1:
 * a shortest path of the search begins with one start at most, so fewer steps always come before fewer starts.)
 */
export const coverGraph = (graph: StateGraph): Cover => {
  const { reached } = searchGraph(graph);
  const parts = connectedParts(graph, reached);
  const solve = (prices: { readonly step: number; readonly start: number }): CoverFlow =>
    withStartEverywhere(graph, parts, coverFlow(graph, reached, prices));
  const shortest = solve({ step: 2, start: 1 });
  const fewest = solve({ step: 0, start: 1 });
  const tests = walksOf(graph, shortest);
  const steps = tests.reduce((sum, { length }) => sum + length, 0);
  return {
    tests,
    figures: {
      tests: tests.length,
      steps,
      minTests: sum(fewest.starts),
      minSteps: sum(shortest.uses),
    },
  };
};

/** A part of the graph that needs no start to be balanced is one round trip: it needs one to be visited. */
const withStartEverywhere = (graph: StateGraph, parts: Int32Array, flow: CoverFlow): CoverFlow => {
  const started = new Set<number>();
  for (const [state, count] of flow.starts.entries()) if (count > 0) started.add(at(parts, state));
  const starts = flow.starts.slice();
  for (const state of graph.initial) {
    const part = at(parts, state);
    const hasEdges = at(graph.outStart, state + 1) > at(graph.outStart, state);
    if (started.has(part) || !hasEdges) continue;
    started.add(part);
    add(starts, state, 1);
  }
  return { ...flow, starts };
};

const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0);
