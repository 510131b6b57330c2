import { COVER_EFFORT, coverOf, type Cover } from "./cover.ts";
import { boundWishes } from "./coverWishes.ts";
import { at, createIntList } from "../intList.ts";
import { searchGraph, type Reached } from "../search.ts";
import type { StateGraph } from "../stateGraph.ts";

/** Of all tests together; what lies too deep for it is left out. */
const MOST_STEPS = 20_000_000;

/**
 * Tests that take every edge as early as it can be taken, shortest first: each is a shortest path to a state and one
 * more edge. Only edges that others need as their way have no test of their own. The first tests show something
 * within moments; for that, all together have far more steps than necessary.
 */
export const coverShort = (graph: StateGraph, mostSteps: number = MOST_STEPS): Cover => {
  const reach = searchGraph(graph);
  const { last, steps } = lastEdges(graph, reach, mostSteps);
  const tape = new Int32Array(steps);
  const edges = new Uint8Array(graph.edges);
  let end = 0;
  const tests = Array.from(last, (edge) => {
    const first = end;
    end += at(reach.depth, at(graph.from, edge)) + 1;
    let by = edge;
    for (let place = end - 1; place >= first; place -= 1) {
      tape[place] = by;
      edges[by] = 1;
      by = at(reach.by, at(graph.from, by));
    }
    return tape.subarray(first, end);
  });
  const wishes = { edges, visits: new Uint8Array(graph.states) };
  const bounds = boundWishes({ graph, reach }, wishes, COVER_EFFORT);
  const covered = edges.reduce((sum, one) => sum + one, 0);
  return { ...coverOf(tests, bounds, { kind: "edges", total: graph.edges, covered }), inOrder: true };
};

/** The edges that tests end with, by the length of the tests. */
const lastEdges = (graph: StateGraph, { order, by, depth }: Reached, mostSteps: number) => {
  const last = createIntList();
  let steps = 0;
  for (const state of order) {
    const length = at(depth, state) + 1;
    const end = at(graph.outStart, state + 1);
    for (let place = at(graph.outStart, state); place < end; place += 1) {
      const edge = at(graph.outEdges, place);
      const target = at(graph.to, edge);
      const leadsOn = at(graph.outStart, target + 1) > at(graph.outStart, target);
      if (at(by, target) === edge && leadsOn) continue;
      if (steps + length > mostSteps) return { last: last.toArray(), steps };
      steps += length;
      last.push(edge);
    }
  }
  return { last: last.toArray(), steps };
};
