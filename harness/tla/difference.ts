import { canonicalText, sameValue, string, type TlaValue } from "./value.ts";

/** One leaf at which two values differ; values in TLA+ syntax, "absent" where there is none. */
export interface LeafDifference {
  /** e.g. `scoutingInfo[S1].term`. */
  readonly path: string;
  readonly expected: string;
  readonly logged: string;
  /** Of two large sets, which nobody compares by eye: what only one of them has. */
  readonly sets?: SetDifference;
}

/** Elements in TLA+ syntax. */
export interface SetDifference {
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

/** Where `logged` differs from `expected`, leaf by leaf, under the given path. */
export const differences = (
  path: string,
  expected: TlaValue,
  logged: TlaValue,
): readonly LeafDifference[] => {
  if (sameValue(expected, logged)) return [];
  const left = branches(expected);
  const right = branches(logged);
  if (left === null || right === null || expected.kind !== logged.kind)
    return [
      { path, expected: canonicalText(expected), logged: canonicalText(logged), ...apart(expected, logged) },
    ];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.flatMap((key) => branchDifference(path + key, left.get(key), right.get(key)));
};

/** Sets of fewer elements are read at a glance. */
const LARGE_SET = 4;

const apart = (expected: TlaValue, logged: TlaValue): Pick<LeafDifference, "sets"> => {
  if (expected.kind !== "set" || logged.kind !== "set") return {};
  if (Math.max(expected.elements.length, logged.elements.length) < LARGE_SET) return {};
  const [left, right] = [expected, logged].map(({ elements }) => new Set(elements.map(canonicalText)));
  const without = (all: Iterable<string> = [], others?: ReadonlySet<string>): readonly string[] =>
    [...all].filter((element) => others?.has(element) !== true);
  return { sets: { missing: without(left, right), surplus: without(right, left) } };
};

const branchDifference = (
  path: string,
  expected: TlaValue | undefined,
  logged: TlaValue | undefined,
): readonly LeafDifference[] =>
  expected !== undefined && logged !== undefined
    ? differences(path, expected, logged)
    : [{ path, expected: textOrAbsent(expected), logged: textOrAbsent(logged) }];

const textOrAbsent = (value: TlaValue | undefined): string =>
  value === undefined ? "absent" : canonicalText(value);

/** One leaf of a value, in TLA+ syntax; sets are leaves, and so is what has no parts. */
export interface Leaf {
  readonly path: string;
  readonly text: string;
}

/** All leaves of a value, under the given path. */
export const leavesOfValue = (path: string, value: TlaValue): readonly Leaf[] => {
  const parts = branches(value);
  return parts === null || parts.size === 0
    ? [{ path, text: canonicalText(value) }]
    : [...parts].flatMap(([step, part]) => leavesOfValue(path + step, part));
};

/** The named parts of a value; null for one that is compared as a whole (sets are: no part has a name). */
const branches = (value: TlaValue): ReadonlyMap<string, TlaValue> | null => {
  switch (value.kind) {
    case "record":
      return new Map(value.fields.map(([name, field]) => [fieldStep(name), field]));
    case "function":
      return new Map(value.entries.map(([key, image]) => [`[${canonicalText(key)}]`, image]));
    case "seq":
      return new Map(value.elements.map((element, index) => [`[${index + 1}]`, element]));
    case "set":
    case "int":
    case "bool":
    case "string":
    case "model":
      return null;
  }
};

/** A function of strings is a record: its arguments need not be names. */
const fieldStep = (name: string): string =>
  /^\w+$/.test(name) ? `.${name}` : `[${canonicalText(string(name))}]`;
