import { splitState } from "../tlc/splitState.ts";
import type { TlaValue } from "../tla/value.ts";
import { parseTlaValue } from "../tla/valueParser.ts";
import { DotSyntaxError } from "./dot.ts";
import { createIntList } from "./intList.ts";

/** States by number, as printed; each distinct text of a variable's value is kept and parsed once. */
export interface StateTable {
  readonly set: (state: number, text: string) => void;
  readonly has: (state: number) => boolean;
  readonly get: (state: number) => ReadonlyMap<string, TlaValue>;
}

export const createStateTable = (): StateTable => {
  const columns = new Map<string, Column>();
  const filled = createIntList();
  const parsed: (ReadonlyMap<string, TlaValue> | undefined)[] = [];
  return {
    set: (state, text) => {
      const assignments = splitState(text);
      if (columns.size === 0) for (const [name] of assignments) columns.set(name, createColumn());
      const same = assignments.length === columns.size && assignments.every(([name]) => columns.has(name));
      if (!same || assignments.length === 0)
        throw new DotSyntaxError(`a state does not assign the same variables as the others: ${text}`);
      for (const [name, value] of assignments) columns.get(name)?.set(state, value);
      filled.set(state, 1);
    },
    has: (state) => filled.at(state) === 1,
    get: (state) =>
      (parsed[state] ??= new Map([...columns].map(([name, column]) => [name, column.get(state)]))),
  };
};

interface Column {
  readonly set: (state: number, text: string) => void;
  readonly get: (state: number) => TlaValue;
}

const createColumn = (): Column => {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const values: (TlaValue | undefined)[] = [];
  const byState = createIntList();
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const own = ownCopy(text);
    numbers.set(own, texts.length);
    return texts.push(own) - 1;
  };
  return {
    set: (state, text) => byState.set(state, numberOf(text)),
    get: (state) => {
      const number = byState.at(state);
      return (values[number] ??= parseTlaValue(texts[number] ?? ""));
    },
  };
};

/** A part of a string keeps the whole alive, here a piece of the file; a copy does not. */
export const ownCopy = (text: string): string => Buffer.from(text, "utf8").toString("utf8");
