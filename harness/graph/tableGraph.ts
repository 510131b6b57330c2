import { at } from "./intList.ts";
import { indexGraph, type GraphParts, type StateGraph, type StateValues } from "./stateGraph.ts";
import { createValueView } from "./values/valueView.ts";

/** A graph whose states are rows of stored values, and all that is said of it is in arrays. */
export interface TableGraph extends Pick<
  GraphParts,
  "initial" | "labels" | "from" | "to" | "label" | "beyond"
> {
  readonly states: number;
  readonly values: StateValues;
  /** The cut labels of state n are `cuts[cutStart[n]]` up to, without, `cuts[cutStart[n + 1]]`, in order. */
  readonly cutStart: Int32Array;
  readonly cuts: Int32Array;
  /** By state: 1 where the steps are unknown; null when all are known. */
  readonly unexplored: Uint8Array | null;
}

/** The graph with its index and its views. */
export const graphOfTable = ({ unexplored, cutStart, cuts, ...table }: TableGraph): StateGraph => {
  const { store, columns } = table.values;
  const view = createValueView(store);
  return indexGraph({
    ...table,
    cutLabels: (state) => [...cuts.subarray(at(cutStart, state), at(cutStart, state + 1))],
    stateOf: (state) =>
      new Map(Array.from(columns, ([name, values]) => [name, view(at(values, state))] as const)),
    ...(unexplored === null ? {} : { isUnexplored: (state) => unexplored[state] === 1 }),
  });
};
