import { at } from "./intList.ts";
import { endOf, type StateGraph } from "./stateGraph.ts";

type Searched = Pick<StateGraph, "states" | "initial" | "to" | "outStart" | "outEdges">;

/** What breadth-first search from the initial states finds. */
export interface Reached {
  /** By state: 1 when some initial state leads there. */
  readonly reached: Int32Array;
  /** By state: the last edge of a shortest path to it, -1 for initial and unreachable states. */
  readonly by: Int32Array;
  /** By state: edges of a shortest path to it; 0 for unreachable states too. */
  readonly depth: Int32Array;
  /** The reachable states, nearest first. */
  readonly order: Int32Array;
}

export const searchGraph = (graph: Searched): Reached => {
  const reached = new Int32Array(graph.states);
  const by = new Int32Array(graph.states).fill(-1);
  const depth = new Int32Array(graph.states);
  const order = new Int32Array(graph.states);
  let found = 0;
  const reach = (state: number): void => {
    reached[state] = 1;
    order[found] = state;
    found += 1;
  };
  for (const state of graph.initial) if (at(reached, state) === 0) reach(state);
  for (let place = 0; place < found; place += 1) {
    const state = at(order, place);
    const end = at(graph.outStart, state + 1);
    for (let index = at(graph.outStart, state); index < end; index += 1) {
      const edge = at(graph.outEdges, index);
      const target = at(graph.to, edge);
      if (at(reached, target) === 1) continue;
      by[target] = edge;
      depth[target] = at(depth, state) + 1;
      reach(target);
    }
  }
  return { reached, by, depth, order: order.subarray(0, found) };
};

/** The edges of a shortest path from an initial state to a reachable one. */
export const shortestPath = (
  graph: Pick<StateGraph, "from">,
  { by }: Pick<Reached, "by">,
  state: number,
): readonly number[] => {
  const path: number[] = [];
  for (let edge = at(by, state); edge >= 0; edge = at(by, endOf(graph.from, edge))) path.push(edge);
  return path.reverse();
};
