import { at } from "./intList.ts";
import { hashOf } from "./values/valueStore.ts";

/** Finds the state with given values, in the order of the columns, or gives -1. */
export const createRowTable = (
  columns: readonly Int32Array[],
  states: number,
): ((row: Int32Array) => number) => {
  let size = 16;
  while (size < states * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const isRow = (state: number, row: Int32Array): boolean => {
    for (let index = 0; index < columns.length; index += 1)
      if (columns[index]?.[state] !== row[index]) return false;
    return true;
  };
  const find = (row: Int32Array): number => {
    let slot = hashOf(0, row, row.length) & (size - 1);
    while (at(slots, slot) >= 0 && !isRow(at(slots, slot), row)) slot = (slot + 1) & (size - 1);
    return slot;
  };
  const row = new Int32Array(columns.length);
  for (let state = 0; state < states; state += 1) {
    for (const [index, column] of columns.entries()) row[index] = at(column, state);
    slots[find(row)] = state;
  }
  return (wanted) => at(slots, find(wanted));
};
