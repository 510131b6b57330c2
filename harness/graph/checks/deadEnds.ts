import { at } from "../intList.ts";
import type { StateGraph } from "../stateGraph.ts";
import type { Reached } from "../search.ts";
import { nearest } from "./breadth.ts";
import type { DeadEnds, FoundStates } from "./checksReport.ts";

/** What a state's steps come to: 0 some lead to other states, 1 none at all, 2 loops only, 3 only out of the model. */
type Kind = 0 | 1 | 2 | 3;

/** States from which no step leads to another state; those whose steps are not known are left out. */
export const deadEndsOf = (
  graph: StateGraph,
  breadth: Reached,
  isUnexplored: (state: number) => boolean,
): DeadEnds => {
  const kinds = new Uint8Array(graph.states);
  const counts = [0, 0, 0, 0];
  for (const state of breadth.order) {
    if (isUnexplored(state)) continue;
    const kind = kindOf(graph, state);
    kinds[state] = kind;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const found = (kind: Kind): FoundStates => ({
    states: counts[kind] ?? 0,
    nearest: counts[kind] === 0 ? null : nearest(graph, breadth, (state) => kinds[state] === kind),
  });
  return { stuck: found(1), loopsOnly: found(2), leaving: found(3) };
};

const kindOf = (graph: StateGraph, state: number): Kind => {
  const [start, end] = [at(graph.outStart, state), at(graph.outStart, state + 1)];
  for (let index = start; index < end; index += 1)
    if (at(graph.to, at(graph.outEdges, index)) !== state) return 0;
  if (graph.cutLabels(state).length > 0) return 3;
  return start === end ? 1 : 2;
};
