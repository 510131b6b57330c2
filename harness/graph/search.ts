import { at } from "./intList.ts";
import { edgesFrom, endOf, type StateGraph } from "./stateGraph.ts";

/** What breadth-first search from the initial states finds. */
export interface Reached {
  /** By state: 1 when some initial state leads there. */
  readonly reached: Int32Array;
  /** By state: the last edge of a shortest path to it, -1 for initial and unreachable states. */
  readonly by: Int32Array;
}

export const searchGraph = (graph: StateGraph): Reached => {
  const reached = new Int32Array(graph.states);
  const by = new Int32Array(graph.states).fill(-1);
  const queue = [...graph.initial];
  for (const state of queue) reached[state] = 1;
  for (const state of queue)
    for (const edge of edgesFrom(graph, state)) {
      const target = at(graph.to, edge);
      if (at(reached, target) === 1) continue;
      reached[target] = 1;
      by[target] = edge;
      queue.push(target);
    }
  return { reached, by };
};

/** The edges of a shortest path from an initial state to a reachable one. */
export const shortestPath = (graph: StateGraph, { by }: Reached, state: number): readonly number[] => {
  const path: number[] = [];
  for (let edge = at(by, state); edge >= 0; edge = at(by, endOf(graph.from, edge))) path.push(edge);
  return path.reverse();
};

/**
 * By state the number of its part: states are in one part when reachable edges, whatever their direction, link
 * them.
 */
export const connectedParts = (graph: StateGraph, reached: Int32Array): Int32Array => {
  const parent = Int32Array.from({ length: graph.states }, (_, state) => state);
  const root = (state: number): number => {
    let current = state;
    while (at(parent, current) !== current) {
      parent[current] = at(parent, at(parent, current));
      current = at(parent, current);
    }
    return current;
  };
  for (let edge = 0; edge < graph.edges; edge += 1)
    if (at(reached, at(graph.from, edge)) === 1)
      parent[root(at(graph.from, edge))] = root(at(graph.to, edge));
  return parent.map((_, state) => root(state));
};
