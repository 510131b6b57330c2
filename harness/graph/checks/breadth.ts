import { canonicalText } from "../../tla/value.ts";
import { at } from "../intList.ts";
import { endOf, sortedBy, type StateGraph } from "../stateGraph.ts";
import type { NearestState } from "./checksReport.ts";

/** States in the order of their distance from the initial ones, and how they are reached. */
export interface Breadth {
  /** Reachable states, nearest first. */
  readonly order: Int32Array;
  /** By state the last edge of a shortest path to it; -1 for initial and unreachable ones. */
  readonly by: Int32Array;
}

export const breadthFirst = (graph: StateGraph): Breadth => {
  const by = new Int32Array(graph.states).fill(-1);
  const spread = spreadFrom(graph.initial, graph.states, (state, reach) => {
    for (let index = at(graph.outStart, state); index < at(graph.outStart, state + 1); index += 1) {
      const edge = at(graph.outEdges, index);
      if (reach(at(graph.to, edge))) by[at(graph.to, edge)] = edge;
    }
  });
  return { order: spread, by };
};

/** By state: 1 when an initial state can be reached from it. */
export const leadingBack = ({ states, initial, from, to }: StateGraph): Uint8Array => {
  const { starts, order } = sortedBy(to, states);
  const back = new Uint8Array(states);
  const reached = spreadFrom(initial, states, (state, reach) => {
    for (let index = at(starts, state); index < at(starts, state + 1); index += 1)
      reach(at(from, at(order, index)));
  });
  for (const state of reached) back[state] = 1;
  return back;
};

/** The first state in the order that fits, with the way to it. */
export const nearest = (
  graph: StateGraph,
  { order, by }: Breadth,
  fits: (state: number) => boolean,
): NearestState | null => {
  const state = order.find(fits);
  if (state === undefined) return null;
  const path: string[] = [];
  for (let edge = at(by, state); edge >= 0; edge = at(by, endOf(graph.from, edge)))
    path.push(graph.labels[endOf(graph.label, edge)]?.text ?? "");
  const values = [...graph.stateOf(state)].map(([name, value]) => [name, canonicalText(value)] as const);
  return { state, path: path.reverse(), values: Object.fromEntries(values) };
};

/** All that is reached from some states, in the order in which it is. `reach` says whether a state is new. */
const spreadFrom = (
  starts: readonly number[],
  states: number,
  visit: (state: number, reach: (state: number) => boolean) => void,
): Int32Array => {
  const seen = new Uint8Array(states);
  const queue = new Int32Array(states);
  let end = 0;
  const reach = (state: number): boolean => {
    if (seen[state] === 1) return false;
    seen[state] = 1;
    queue[end++] = state;
    return true;
  };
  for (const state of starts) reach(state);
  for (let next = 0; next < end; next += 1) visit(at(queue, next), reach);
  return queue.subarray(0, end);
};
