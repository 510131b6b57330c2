import { canonicalText } from "../../tla/value.ts";
import { searchGraph, shortestPath, type Reached } from "../search.ts";
import { endOf, sortedBy, type StateGraph } from "../stateGraph.ts";
import type { NearestState } from "./checksReport.ts";

/** By state: 1 when an initial state can be reached from it. */
export const leadingBack = ({ states, initial, from, to }: StateGraph): Int32Array => {
  const { starts, order } = sortedBy(to, states);
  return searchGraph({ states, initial, to: from, outStart: starts, outEdges: order }).reached;
};

/** The first state in the order that fits, with the way to it. */
export const nearest = (
  graph: StateGraph,
  reach: Reached,
  fits: (state: number) => boolean,
): NearestState | null => {
  const state = reach.order.find(fits);
  if (state === undefined) return null;
  const path = shortestPath(graph, reach, state).map(
    (edge) => graph.labels[endOf(graph.label, edge)]?.text ?? "",
  );
  const values = [...graph.stateOf(state)].map(([name, value]) => [name, canonicalText(value)] as const);
  return { state, path, values: Object.fromEntries(values) };
};
