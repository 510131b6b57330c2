import type { CoverFlow } from "./coverFlow.ts";
import { add, at } from "./intList.ts";
import { edgesFrom, type StateGraph } from "./stateGraph.ts";

/** Entries of a tour that are no edges: the jump to an initial state, and back to where jumps start. */
const START = -1;
const END = -2;

/**
 * Walks that together use each edge as often as the flow says, each from a start to where more arrives than
 * leaves: an Euler tour (Hierholzer's) through one more state, at which the tour is cut. Every part of the graph
 * must hold a start.
 */
export const walksOf = (graph: StateGraph, flow: CoverFlow): readonly Int32Array[] =>
  cut(tour(createTourist(graph, flow)));

interface Tourist {
  /** Where jumps start. */
  readonly hub: number;
  /** Uses up a way out of a state: the entry for the tour and where it leads; null when all are used. */
  readonly leave: (state: number) => { readonly entry: number; readonly target: number } | null;
}

const createTourist = (graph: StateGraph, { uses, starts }: CoverFlow): Tourist => {
  const hub = graph.states;
  const edgesLeft = uses.slice();
  const startsLeft = starts.slice();
  const endsLeft = ends(graph, { uses, starts });
  const next = new Int32Array(graph.states + 1);
  const jump = () => {
    while (next[hub] !== undefined && at(next, hub) < hub && at(startsLeft, at(next, hub)) === 0)
      add(next, hub, 1);
    const target = at(next, hub);
    if (target >= hub) return null;
    add(startsLeft, target, -1);
    return { entry: START, target };
  };
  const leave = (state: number) => {
    if (state === hub) return jump();
    const edges = edgesFrom(graph, state);
    while (at(next, state) < edges.length && at(edgesLeft, at(edges, at(next, state))) === 0)
      add(next, state, 1);
    const edge = edges[at(next, state)];
    if (edge !== undefined) {
      add(edgesLeft, edge, -1);
      return { entry: edge, target: at(graph.to, edge) };
    }
    if (at(endsLeft, state) === 0) return null;
    add(endsLeft, state, -1);
    return { entry: END, target: hub };
  };
  return { hub, leave };
};

/** By state: how many walks end there. */
const ends = (graph: StateGraph, { uses, starts }: CoverFlow): Int32Array => {
  const left = starts.slice();
  for (let edge = 0; edge < graph.edges; edge += 1) {
    add(left, at(graph.to, edge), at(uses, edge));
    add(left, at(graph.from, edge), -at(uses, edge));
  }
  return left;
};

/** The tour from the hub back to the hub: go on until stuck, then look for a way out further back. */
const tour = ({ hub, leave }: Tourist): readonly number[] => {
  const backwards: number[] = [];
  const stack: { readonly entry: number; readonly target: number }[] = [{ entry: END, target: hub }];
  for (let here = stack.at(-1); here !== undefined; here = stack.at(-1)) {
    const way = leave(here.target);
    if (way !== null) stack.push(way);
    else {
      stack.pop();
      backwards.push(here.entry);
    }
  }
  return backwards.reverse();
};

const cut = (entries: readonly number[]): readonly Int32Array[] => {
  const walks: number[][] = [];
  for (const entry of entries) {
    if (entry === START) walks.push([]);
    else if (entry !== END) walks.at(-1)?.push(entry);
  }
  return walks.map((walk) => Int32Array.from(walk));
};
