import { at, type IntList } from "./intList.ts";
import { sortedBy } from "./stateGraph.ts";
import { compareValues } from "./values/valueOrder.ts";
import type { ValueStore } from "./values/valueStore.ts";

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

/** The same edges, by source, then label, then target. */
export const sortEdges = (edges: EdgeArrays, states: number, labels: number): EdgeArrays => {
  const by = ({ from, to, label }: EdgeArrays, order: Int32Array): EdgeArrays => ({
    from: reordered(from, order),
    to: reordered(to, order),
    label: reordered(label, order),
  });
  const byTarget = by(edges, sortedBy(edges.to, states).order);
  const byLabel = by(byTarget, sortedBy(byTarget.label, labels).order);
  return by(byLabel, sortedBy(byLabel.from, states).order);
};

const reordered = (values: Int32Array, order: Int32Array): Int32Array =>
  order.map((place) => at(values, place));
