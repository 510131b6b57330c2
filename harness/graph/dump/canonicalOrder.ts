import { at, type IntList } from "../intList.ts";
import { sortedBy } from "../stateGraph.ts";
import { compareValues } from "../values/valueOrder.ts";
import type { ValueStore } from "../values/valueStore.ts";

// TLC's order of states depends on its fingerprints and workers. This one depends on the model alone.

/**
 * The given states in the order of their values, variable after variable by name: as an array of their numbers. Sorted
 * from the last variable to the first, each time stable.
 */
export const orderOfStates = (
  store: ValueStore,
  columns: ReadonlyMap<string, IntList>,
  states: Int32Array,
): Int32Array => {
  const names = [...columns.keys()].sort().reverse();
  return names.reduce((order, name) => {
    const values = order.map((state) => columns.get(name)?.at(state) ?? 0);
    const ranks = ranksOf(store, values);
    const keys = values.map((value) => ranks.get(value) ?? 0);
    return reordered(order, sortedBy(keys, ranks.size).order);
  }, states);
};

const ranksOf = (store: ValueStore, values: Int32Array): ReadonlyMap<number, number> => {
  const distinct = Int32Array.from(new Set(values)).sort((left, right) => compareValues(store, left, right));
  return new Map(Array.from(distinct, (value, rank) => [value, rank]));
};

/** Edges as three arrays of equal length. */
export interface EdgeArrays {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly label: Int32Array;
}

/** The numbers of edges by source, then label, then target; equal ones stay in their order. */
export const orderOfEdges = (
  { from, to, label }: EdgeArrays,
  { states, labels }: { readonly states: number; readonly labels: number },
): Int32Array => {
  const byTarget = sortedBy(to, states).order;
  const byLabel = reordered(byTarget, sortedBy(reordered(label, byTarget), labels).order);
  return reordered(byLabel, sortedBy(reordered(from, byLabel), states).order);
};

/** The same edges in that order. */
export const sortEdges = (edges: EdgeArrays, states: number, labels: number): EdgeArrays => {
  const order = orderOfEdges(edges, { states, labels });
  return {
    from: reordered(edges.from, order),
    to: reordered(edges.to, order),
    label: reordered(edges.label, order),
  };
};

/** The entry at each place of an order. */
const reordered = (values: Int32Array, order: Int32Array): Int32Array =>
  order.map((place) => at(values, place));
