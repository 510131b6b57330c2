import type { StateGraph } from "../stateGraph.ts";
import type { NeverTaken } from "./checksReport.ts";

/** Actions, and actions with arguments, that no edge takes. */
export interface NeverTakenOf {
  readonly actions: readonly NeverTaken[];
  /** Of actions that are taken with other arguments. */
  readonly labels: readonly NeverTaken[];
}

/** `actions`: the names of all actions of Next. Steps that lead out of the constraint are no edges. */
export const neverTaken = (graph: StateGraph, actions: readonly string[]): NeverTakenOf => {
  const taken = new Set<number>(new Set(graph.label));
  const dead = graph.labels.flatMap((label, number) => (taken.has(number) ? [] : [{ ...label, number }]));
  const alive = new Set([...taken].map((number) => graph.labels[number]?.action));
  const names = [...new Set(actions)].filter((name) => !alive.has(name));
  const outside = dead.length === 0 ? new Set<number>() : cutLabels(graph);
  const outsideActions = new Set([...outside].map((number) => graph.labels[number]?.action));
  return {
    actions: names.map((name) => ({ name, enabled: outsideActions.has(name) ? "outside" : "never" })),
    labels: dead.flatMap(({ action, text, number }) =>
      alive.has(action) ? [{ name: text, enabled: outside.has(number) ? "outside" : "never" } as const] : [],
    ),
  };
};

const cutLabels = (graph: StateGraph): ReadonlySet<number> => {
  const found = new Set<number>();
  for (let state = 0; state < graph.states; state += 1)
    for (const label of graph.cutLabels(state)) found.add(label);
  return found;
};
