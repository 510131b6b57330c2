import { add, at } from "../intList.ts";
import type { StateGraph } from "../stateGraph.ts";

/** The strongly connected components of a graph: the largest sets of states that all lead to one another. */
export interface Components {
  readonly count: number;
  /** By state the number of its component; an edge leads to a component of the same or a smaller number. */
  readonly of: Int32Array;
  /** By component. */
  readonly sizes: Int32Array;
  /** By component: 1 when no edge leads out of it. */
  readonly closed: Uint8Array;
}

type Edges = Pick<StateGraph, "states" | "to" | "outStart" | "outEdges">;

/** Tarjan's algorithm without recursion, in four numbers a state. */
export const componentsOf = (graph: Edges): Components => {
  const search = createSearch(graph);
  for (let state = 0; state < graph.states; state += 1) if (at(search.of, state) < 0) search.from(state);
  const count = search.count();
  const sizes = new Int32Array(count);
  for (const component of search.of) add(sizes, component, 1);
  return { count, of: search.of, sizes, closed: closedOf(graph, search.of, count) };
};

const createSearch = ({ states, to, outStart, outEdges }: Edges) => {
  const marks = createMarks(states);
  const next = outStart.slice(0, states);
  const path = new Int32Array(states);
  let length = 0;
  const enter = (state: number): void => {
    marks.enter(state);
    path[length++] = state;
  };
  const leave = (state: number): void => {
    marks.leave(state);
    length -= 1;
    if (length > 0) marks.leadsTo(at(path, length - 1), state, marks.low);
  };
  const from = (start: number): void => {
    enter(start);
    while (length > 0) {
      const state = at(path, length - 1);
      const edge = at(next, state);
      next[state] = edge + 1;
      if (edge >= at(outStart, state + 1)) leave(state);
      else if (at(marks.order, at(to, at(outEdges, edge))) === 0) enter(at(to, at(outEdges, edge)));
      else marks.leadsTo(state, at(to, at(outEdges, edge)), marks.order);
    }
  };
  return { of: marks.of, from, count: marks.count };
};

/** The states of components that are not complete, and what is known of them. */
const createMarks = (states: number) => {
  const of = new Int32Array(states).fill(-1);
  /** The place of a state in the order of the search, from 1. */
  const order = new Int32Array(states);
  /** The earliest place in that order that the state is known to lead to, among incomplete components. */
  const low = new Int32Array(states);
  const open = new Int32Array(states);
  let [length, seen, count] = [0, 0, 0];
  const enter = (state: number): void => {
    seen += 1;
    order[state] = seen;
    low[state] = seen;
    open[length++] = state;
  };
  const leadsTo = (state: number, target: number, place: Int32Array): void => {
    if (at(of, target) < 0 && at(place, target) < at(low, state)) low[state] = at(place, target);
  };
  /** All its edges are seen: where it leads to nothing earlier, what was opened since is its component. */
  const leave = (state: number): void => {
    if (at(low, state) < at(order, state)) return;
    let member: number;
    do {
      length -= 1;
      member = at(open, length);
      of[member] = count;
    } while (member !== state);
    count += 1;
  };
  return { of, order, low, enter, leave, leadsTo, count: (): number => count };
};

const closedOf = ({ states, to, outStart, outEdges }: Edges, of: Int32Array, count: number): Uint8Array => {
  const closed = new Uint8Array(count).fill(1);
  for (let state = 0; state < states; state += 1)
    for (let index = at(outStart, state); index < at(outStart, state + 1); index += 1)
      if (at(of, at(to, at(outEdges, index))) !== at(of, state)) closed[at(of, state)] = 0;
  return closed;
};
