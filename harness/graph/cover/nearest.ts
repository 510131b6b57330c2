import type { WalkGraph } from "./coverDemand.ts";
import { at, createIntList } from "../intList.ts";

/** A breadth-first search that can be made again and again, each at the cost of what it looks at. */
export interface Nearest {
  /** The first state, by distance from the sources, that is what is looked for; null when none in reach is. */
  readonly search: (sources: Iterable<number>, wanted: Wanted) => number | null;
  /** Calls for each edge of the shortest path to a state that the last search came to, the last edge first. */
  readonly walkBack: (state: number, visit: (edge: number) => void) => void;
  /** Where that path begins. */
  readonly sourceOf: (state: number) => number;
  /** Edges looked at by all searches together. */
  readonly spent: () => number;
}

/** Looks at a state: true ends the search; "stop" ends it with nothing. */
export type Wanted = (state: number, distance: number) => boolean | "stop";

/** Searches of a graph that share their memory. */
export const createNearest = (graph: WalkGraph): Nearest => {
  const by = new Int32Array(graph.states).fill(-1);
  const distance = new Int32Array(graph.states);
  const seen = new Int32Array(graph.states);
  const queue = createIntList();
  let [round, spent] = [0, 0];
  const reach = (state: number, edge: number, steps: number): void => {
    if (at(seen, state) === round) return;
    seen[state] = round;
    by[state] = edge;
    distance[state] = steps;
    queue.push(state);
  };
  const search = (sources: Iterable<number>, wanted: Wanted): number | null => {
    round += 1;
    queue.cut(0);
    for (const state of sources) reach(state, -1, 0);
    for (let place = 0; place < queue.length(); place += 1) {
      const state = queue.at(place);
      const answer = wanted(state, at(distance, state));
      if (answer !== false) return answer === true ? state : null;
      const [first, end] = [at(graph.outStart, state), at(graph.outStart, state + 1)];
      for (let index = first; index < end; index += 1) {
        const edge = at(graph.outEdges, index);
        reach(at(graph.to, edge), edge, at(distance, state) + 1);
      }
      spent += end - first + 1;
    }
    return null;
  };
  return { search, ...waysBack(graph, by), spent: () => spent };
};

const waysBack = (graph: WalkGraph, by: Int32Array) => {
  const walkBack = (state: number, visit: (edge: number) => void): void => {
    for (let edge = at(by, state); edge >= 0; edge = at(by, at(graph.from, edge))) visit(edge);
  };
  const sourceOf = (state: number): number => {
    let source = state;
    walkBack(state, (edge) => {
      source = at(graph.from, edge);
    });
    return source;
  };
  return { walkBack, sourceOf };
};
