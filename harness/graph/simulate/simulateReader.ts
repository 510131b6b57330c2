import { PRINT_TAG } from "../../check/followModule.ts";
import type { TlaValue } from "../../tla/value.ts";
import { parseTlaValue, ValueSyntaxError } from "../../tla/valueParser.ts";

/** What TLC went through from an initial state on. */
export interface SimulatedBehaviour {
  /** From 1, in TLC's order. */
  readonly number: number;
  /** The initial state and the one after each step; without values when the run does not tell them. */
  readonly states: readonly ReadonlyMap<string, TlaValue>[];
  /** By step, from 0, the instance of an action (from 0) that TLC chose. */
  readonly chosen: readonly number[];
  /** By state the instances that were possible, one for each successor; null where TLC did not get to tell. */
  readonly possible: readonly (readonly number[] | null)[];
  /** By state the numbers of the laws that do not hold there. */
  readonly broken: readonly (readonly number[])[];
}

/** What the generated module prints, as it comes: behaviours out, each when the next one begins. */
export interface SimulateReader {
  readonly push: (text: string) => void;
  /** Gives out the last one, which may have been cut short. */
  readonly end: () => void;
  /** The first text that is not what the module prints, or holds a value that cannot be read. */
  readonly unreadable: () => string | null;
}

interface Draft {
  readonly number: number;
  readonly states: ReadonlyMap<string, TlaValue>[];
  readonly chosen: number[];
  readonly possible: (readonly number[] | null)[];
  readonly broken: (readonly number[])[];
}

export const createSimulateReader = (
  variables: readonly string[],
  use: (behaviour: SimulatedBehaviour) => void,
): SimulateReader => {
  let draft: Draft | null = null;
  let count = 0;
  let unreadable: string | null = null;
  const end = (): void => {
    if (draft !== null) use(draft);
    draft = null;
  };
  const add = (line: Line): void => {
    // What was possible in the state before is known once TLC has left it.
    if (draft !== null) draft.possible[draft.possible.length - 1] = line.possible;
    if (line.instance === 0) {
      end();
      count += 1;
      draft = { number: count, states: [], chosen: [], possible: [], broken: [] };
    }
    if (draft === null) throw new Error("TLC tells of a step before it tells where it begins");
    if (line.instance > 0) draft.chosen.push(line.instance - 1);
    draft.states.push(new Map(line.values.flatMap((value, index) => named(variables[index], value))));
    draft.possible.push(null);
    draft.broken.push(line.broken);
  };
  return {
    push: (text) => {
      if (unreadable !== null) return;
      const line = readLine(text);
      if (line === null) unreadable = text;
      else add(line);
    },
    end,
    unreadable: () => unreadable,
  };
};

const named = (name: string | undefined, value: TlaValue): readonly [string, TlaValue][] =>
  name === undefined ? [] : [[name, value]];

interface Line {
  /** From 1; 0 in an initial state. */
  readonly instance: number;
  /** From 0: of the state told before. */
  readonly possible: readonly number[];
  readonly broken: readonly number[];
  readonly values: readonly TlaValue[];
}

const readLine = (text: string): Line | null => {
  const [tag, instance, possible, laws, values] = elementsOf(parsed(text));
  if (tag?.kind !== "string" || tag.value !== PRINT_TAG || instance?.kind !== "int") return null;
  return {
    instance: instance.value,
    possible: elementsOf(possible).flatMap((number) => (number.kind === "int" ? [number.value - 1] : [])),
    broken: elementsOf(laws).flatMap((held, law) => (held.kind === "bool" && !held.value ? [law] : [])),
    values: elementsOf(values),
  };
};

const parsed = (text: string): TlaValue | undefined => {
  try {
    return parseTlaValue(text);
  } catch (error) {
    if (error instanceof ValueSyntaxError) return undefined;
    throw error;
  }
};

const elementsOf = (value: TlaValue | undefined): readonly TlaValue[] =>
  value?.kind === "seq" ? value.elements : [];
