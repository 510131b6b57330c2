import type { TlaValue } from "../tla/value.ts";
import { createRowTable } from "./rowTable.ts";
import type { StateGraph } from "./stateGraph.ts";
import { createValueStorer } from "./values/storeValue.ts";

/** A state from elsewhere, among those of a graph. */
export interface FoundState {
  /** The graph's number for it; -1 when the graph does not have it. */
  readonly number: number;
  /** Equal for equal states, those that the graph does not have included. */
  readonly key: string;
}

/** Finds states by their values. The graph must have its values at hand, as those that TLC has explored have. */
export const createStateFinder = ({
  states,
  values,
}: Pick<StateGraph, "states" | "values">): ((state: ReadonlyMap<string, TlaValue>) => FoundState) => {
  if (values === undefined) throw new Error("the values of the graph's states are not at hand");
  const names = [...values.columns.keys()];
  const find = createRowTable([...values.columns.values()], states);
  const numberOf = createValueStorer(values.store);
  const row = new Int32Array(names.length);
  return (state) => {
    for (const [index, name] of names.entries()) {
      const value = state.get(name);
      if (value === undefined) throw new Error(`a state without ${name}`);
      row[index] = numberOf(value);
    }
    return { number: find(row), key: row.join() };
  };
};
