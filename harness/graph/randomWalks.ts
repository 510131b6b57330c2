import { createRandom } from "../mutate/random.ts";
import { COVER_EFFORT, coverOf, type Cover } from "./cover/cover.ts";
import { boundWishes } from "./cover/coverWishes.ts";
import { at } from "./intList.ts";
import { searchGraph } from "./search.ts";
import type { StateGraph } from "./stateGraph.ts";

/** So that also a graph without depth is walked for a while. */
const FEWEST_STEPS = 20;

export interface WalksRequest {
  readonly walks: number;
  readonly seed: number;
}

/**
 * Walks at random: from any initial state, along any edge out of where they are, until there is none or the walk is
 * twice as long as the way to the deepest state. The same for the same seed on every machine. The bounds are those of
 * what they take.
 */
export const randomWalks = (graph: StateGraph, { walks, seed }: WalksRequest): Cover => {
  const reach = searchGraph(graph);
  const most = Math.max(FEWEST_STEPS, 2 * reach.depth.reduce((one, other) => Math.max(one, other), 0));
  const random = createRandom(`walks ${seed}`);
  const choose = (count: number): number => Math.floor(random() * count);
  const edges = new Uint8Array(graph.edges);
  const path = new Int32Array(most);
  const walk = (): Int32Array => {
    let state = graph.initial[choose(graph.initial.length)] ?? 0;
    let length = 0;
    for (; length < most; length += 1) {
      const first = at(graph.outStart, state);
      const count = at(graph.outStart, state + 1) - first;
      if (count === 0) break;
      const edge = at(graph.outEdges, first + choose(count));
      edges[edge] = 1;
      path[length] = edge;
      state = at(graph.to, edge);
    }
    return path.slice(0, length);
  };
  const tests = Array.from({ length: walks }, walk).filter(({ length }) => length > 0);
  const wishes = { edges, visits: new Uint8Array(graph.states) };
  const bounds = boundWishes({ graph, reach }, wishes, COVER_EFFORT);
  const covered = edges.reduce((sum, one) => sum + one, 0);
  const cover = coverOf(tests, bounds, { kind: "edges", total: graph.edges, covered });
  const states = { total: graph.states, covered: countStates(graph, edges) };
  return { ...cover, figures: { ...cover.figures, states } };
};

/** Initial states, and where the edges lead. */
const countStates = (graph: StateGraph, edges: Uint8Array): number => {
  const visited = new Uint8Array(graph.states);
  for (const state of graph.initial) visited[state] = 1;
  for (const [edge, taken] of edges.entries()) if (taken === 1) visited[at(graph.to, edge)] = 1;
  return visited.reduce((sum, one) => sum + one, 0);
};
