import { endOf, type StateGraph } from "../graph/stateGraph.ts";
import type { Path } from "./walk.ts";

/**
 * Ways with fewer steps that end with the same edge, or in the same state, shortest first: a shortest path to a state on
 * the way and the rest of the way from there, and the way without what lies between two visits of a state.
 */
export const shorterWays = (
  graph: StateGraph,
  { start, edges }: Path,
  shortestTo: (state: number) => readonly number[],
): readonly Path[] => {
  const states = [start, ...edges.map((edge) => endOf(graph.to, edge))];
  // The last edge is what the path is about: nothing is cut off behind it.
  const last = edges.length - 1;
  const lastVisit = new Map(states.slice(0, last + 1).map((state, index) => [state, index]));
  const ways = states.slice(0, last + 1).flatMap((state, index) => {
    const again = lastVisit.get(state) ?? index;
    const beginning = { before: shortestTo(state), from: index };
    const loop = { before: edges.slice(0, index), from: again };
    return [beginning, loop].map(({ before, from }) => ({ state, edges: [...before, ...edges.slice(from)] }));
  });
  return ways
    .filter((way) => way.edges.length < edges.length)
    .sort((left, right) => left.edges.length - right.edges.length)
    .map((way) => ({ start: startOf(graph, way), edges: way.edges }));
};

const startOf = (
  graph: StateGraph,
  { state, edges }: { readonly state: number; readonly edges: readonly number[] },
): number => {
  const [first] = edges;
  return first === undefined ? state : endOf(graph.from, first);
};
