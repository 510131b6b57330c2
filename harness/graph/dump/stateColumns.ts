import { ValueSyntaxError } from "../../tla/valueParser.ts";
import { DotSyntaxError } from "./dot.ts";
import type { Span } from "./dumpLine.ts";
import { createIntList, type IntList } from "../intList.ts";
import { createByteTable } from "../values/byteTable.ts";
import { nameEnd } from "../values/cursor.ts";
import { createValueBuilder } from "../values/valueBuilder.ts";
import { createValueReader, type ReadValue } from "../values/valueReader.ts";
import type { ValueStore } from "../values/valueStore.ts";

/** States as rows of a table with a column of stored values for each variable. */
export interface StateColumns {
  /** Reads a printed state (`/\ x = 1`, line by line, or a lone `x = 1`) from the beginning of `bytes`. */
  readonly read: (state: number, bytes: Uint8Array, length: number) => void;
  readonly has: (state: number) => boolean;
  /** By variable, in the order of the dump: the value of each state. */
  readonly columns: () => ReadonlyMap<string, IntList>;
}

export const createStateColumns = (store: ValueStore): StateColumns => {
  const names: string[] = [];
  const lists: IntList[] = [];
  const filled = createIntList();
  const nameTable = createByteTable((name) => {
    lists.push(createIntList());
    return names.push(name) - 1;
  });
  const readValue = createValueReader(store, createValueBuilder(store));
  let variables = 0;
  const read = (state: number, bytes: Uint8Array, length: number): void => {
    const found = readState(bytes, length, (variable, value) => {
      lists[nameTable.number(bytes, variable.start, variable.end)]?.set(
        state,
        valueAt(readValue, bytes, value),
      );
    });
    if (variables === 0) variables = names.length;
    if (found === 0 || found !== variables || names.length !== variables)
      throw new DotSyntaxError(
        `a state does not assign the same variables as the others: ${shown(bytes, length)}`,
      );
    filled.set(state, 1);
  };
  return {
    read,
    has: (state) => filled.at(state) === 1,
    // Names beyond those of the first state are of one that could not be read.
    columns: () =>
      new Map(names.slice(0, variables).map((name, index) => [name, lists[index] ?? createIntList()])),
  };
};

const valueAt = (readValue: ReadValue, bytes: Uint8Array, { start, end }: Span): number => {
  try {
    return readValue(bytes, start, end);
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    throw new DotSyntaxError(`a value cannot be read (${error.message} of the state)`);
  }
};

const shown = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.subarray(0, Math.min(length, 200))).toString("utf8");

/**
 * Hands on variable after variable, and gives their number; 0 for text in no such form. Only a `/\` at the very start of
 * a line outside of a string begins a variable, so values that go on over lines stay whole.
 */
const readState = (bytes: Uint8Array, length: number, use: (variable: Span, value: Span) => void): number => {
  let found = 0;
  for (let place = 0; place < length;) {
    const start = beginsConjunct(bytes, place, length) ? place + 3 : place;
    const end = nameEnd({ bytes, place: start, end: length }, start);
    const equation = afterEquals(bytes, end, length);
    if (end === start || equation < 0) return 0;
    const next = conjunctEnd(bytes, equation, length);
    use({ start, end }, { start: equation, end: next });
    found += 1;
    place = next + 1;
  }
  return found;
};

/** Where the value begins, or negative. */
const afterEquals = (bytes: Uint8Array, start: number, length: number): number => {
  let place = start;
  while (place < length && (bytes[place] ?? 0) <= SPACE) place += 1;
  return bytes[place] === EQUALS && place < length ? place + 1 : -1;
};

/** The line end before the next variable, or the end. */
const conjunctEnd = (bytes: Uint8Array, start: number, length: number): number => {
  let inside = false;
  for (let place = start; place < length; place += 1) {
    const byte = bytes[place];
    if (inside && byte === BACKSLASH) place += 1;
    else if (byte === QUOTE) inside = !inside;
    else if (byte === LINE_END && !inside && beginsConjunct(bytes, place + 1, length)) return place;
  }
  return length;
};

const beginsConjunct = (bytes: Uint8Array, place: number, length: number): boolean =>
  place + 2 < length &&
  bytes[place] === SLASH &&
  bytes[place + 1] === BACKSLASH &&
  bytes[place + 2] === SPACE;

const [SPACE, QUOTE, SLASH, BACKSLASH, EQUALS, LINE_END] = [32, 34, 47, 92, 61, 10];
