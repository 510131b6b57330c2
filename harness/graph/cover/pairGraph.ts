import type { WalkGraph } from "./coverDemand.ts";
import { at, createIntList } from "../intList.ts";
import type { Reached } from "../search.ts";
import { sortedBy } from "../stateGraph.ts";

/** The edges of a graph as states, and its pairs of consecutive edges as edges between them. */
export interface PairGraph {
  readonly graph: WalkGraph;
  /** Pairs of the whole graph. */
  readonly total: number;
  /** Edges in reach that follow none and that none follows: in no pair. */
  readonly alone: readonly number[];
}

/** Pairs in reach, those that meet in the nearest states first, as far as there are no more than `most`. */
export const pairGraph = (graph: WalkGraph, reach: Reached, most: number): PairGraph => {
  const counts = countEdges(graph, reach);
  const meeting = meetingStates(reach, counts.pairs, most);
  const [from, to] = [createIntList(), createIntList()];
  const alone: number[] = [];
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const [before, state] = [at(graph.from, edge), at(graph.to, edge)];
    if (at(reach.reached, before) === 0) continue;
    if (at(counts.into, before) === 0 && at(counts.out, state) === 0) alone.push(edge);
    if (meeting[state] !== 1) continue;
    for (let place = at(graph.outStart, state); place < at(graph.outStart, state + 1); place += 1) {
      from.push(edge);
      to.push(at(graph.outEdges, place));
    }
  }
  const ends = { from: from.toArray(), to: to.toArray() };
  const { starts, order } = sortedBy(ends.from, graph.edges);
  const initial = graph.initial.flatMap((state) => [
    ...graph.outEdges.subarray(at(graph.outStart, state), at(graph.outStart, state + 1)),
  ]);
  const index = { outStart: starts, outEdges: order };
  return {
    graph: { states: graph.edges, edges: ends.from.length, initial, ...ends, ...index },
    total: counts.total,
    alone,
  };
};

const countEdges = (graph: WalkGraph, { reached }: Reached) => {
  const [into, out, all] = [
    new Int32Array(graph.states),
    new Int32Array(graph.states),
    new Int32Array(graph.states),
  ];
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const [from, to] = [at(graph.from, edge), at(graph.to, edge)];
    out[from] = at(out, from) + 1;
    into[to] = at(into, to) + at(reached, from);
    all[to] = at(all, to) + 1;
  }
  let total = 0;
  for (let state = 0; state < graph.states; state += 1) total += at(all, state) * at(out, state);
  return { into, out, total, pairs: (state: number): number => at(into, state) * at(out, state) };
};

/** By state: 1 where pairs meet that are not too many. */
const meetingStates = (
  { reached, order }: Reached,
  pairs: (state: number) => number,
  most: number,
): Uint8Array => {
  const meeting = new Uint8Array(reached.length);
  let sum = 0;
  for (const state of order) {
    sum += pairs(state);
    if (sum > most) break;
    meeting[state] = 1;
  }
  return meeting;
};
