import { componentsOf } from "../checks/components.ts";
import type { WalkGraph } from "./coverDemand.ts";
import { at } from "../intList.ts";
import { sortedBy } from "../stateGraph.ts";

/**
 * How many marked edges (at least 0 in `marks`, by edge) one walk takes at most, wherever it begins; Infinity when the
 * graph has a round trip.
 */
export const mostOnOneWalk = (graph: WalkGraph, marks: Int32Array): number => {
  const { count, of } = componentsOf(graph);
  if (count < graph.states) return Infinity;
  const ahead = new Int32Array(graph.states);
  let most = 0;
  // Edges lead to smaller numbers: what lies ahead of a state is known when it is its turn.
  for (const state of sortedBy(of, count).order) {
    for (let place = at(graph.outStart, state); place < at(graph.outStart, state + 1); place += 1) {
      const edge = at(graph.outEdges, place);
      const target = at(graph.to, edge);
      if (target === state) return Infinity;
      ahead[state] = Math.max(at(ahead, state), at(ahead, target) + (at(marks, edge) >= 0 ? 1 : 0));
    }
    most = Math.max(most, at(ahead, state));
  }
  return most;
};
