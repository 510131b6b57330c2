import { at } from "../intList.ts";
import { compareTexts, compareValues } from "./valueOrder.ts";
import { KIND, type ValueStore } from "./valueStore.ts";

/**
 * Puts values into a store in the normal form of `TlaValue`: sets in order and without duplicates, a function with
 * domain 1..n as a sequence, one with only strings in its domain as a record, the empty ones as the empty sequence.
 */
export interface ValueBuilder {
  readonly bool: (value: boolean) => number;
  readonly int: (value: number) => number;
  readonly string: (text: string) => number;
  readonly model: (name: string) => number;
  /** Parts of composite values, from `from` up to the end of what was pushed; they are taken off again. */
  readonly stack: Stack;
  readonly seq: (from: number) => number;
  readonly set: (from: number) => number;
  /** Parts: number of the field's name, value, in turn. */
  readonly record: (from: number) => number;
  /** Parts: argument, value, in turn. */
  readonly fn: (from: number) => number;
}

/** Parts of the values that are being put together, inner ones behind outer ones. */
export interface Stack {
  readonly push: (part: number) => void;
  /** Pushes parts and says from where on: all are worked out before, for the stack belongs to the innermost value. */
  readonly pushAll: (parts: readonly number[]) => number;
  readonly height: () => number;
}

export const createValueBuilder = (store: ValueStore): ValueBuilder => {
  const { push, pushAll, height, take } = createStack();
  const single = new Int32Array(1);
  const leaf = (kind: 0 | 1 | 2 | 3, part: number): number => {
    single[0] = part;
    return store.intern(kind, single, 1);
  };
  return {
    bool: (value) => leaf(KIND.bool, value ? 1 : 0),
    int: (value) => leaf(KIND.int, value),
    string: (text) => leaf(KIND.string, store.text(text)),
    model: (name) => leaf(KIND.model, store.text(name)),
    stack: { push, pushAll, height },
    seq: (from) => sequence(store, take(from)),
    set: (from) => setOf(store, take(from)),
    record: (from) => recordOf(store, take(from)),
    fn: (from) => functionOf(store, take(from)),
  };
};

const createStack = () => {
  let parts = new Int32Array(1024);
  let height = 0;
  const push = (part: number): void => {
    if (height === parts.length) {
      const larger = new Int32Array(parts.length * 2);
      larger.set(parts);
      parts = larger;
    }
    parts[height] = part;
    height += 1;
  };
  return {
    push,
    pushAll: (more: readonly number[]): number => {
      const from = height;
      more.forEach(push);
      return from;
    },
    height: (): number => height,
    /** The parts from there up, which may be put in another order: they are taken off. */
    take: (from: number): Int32Array => {
      const own = parts.subarray(from, height);
      height = from;
      return own;
    },
  };
};

const sequence = (store: ValueStore, parts: Int32Array): number =>
  store.intern(KIND.seq, parts, parts.length);

const setOf = (store: ValueStore, parts: Int32Array): number => {
  const count = sortUnique(parts, (left, right) => compareValues(store, left, right));
  return store.intern(KIND.set, parts, count);
};

const recordOf = (store: ValueStore, parts: Int32Array): number => {
  const count = sortPairs(parts, (left, right) => compareTexts(store, left, right));
  return count === 0 ? sequence(store, parts) : store.intern(KIND.record, parts, count);
};

const functionOf = (store: ValueStore, parts: Int32Array): number => {
  const count = sortPairs(parts, (left, right) => compareValues(store, left, right));
  const pairs = parts.subarray(0, count);
  if (isNumbered(store, pairs))
    return sequence(
      store,
      pairs.filter((_, index) => index % 2 === 1),
    );
  if (hasOnlyStrings(store, pairs))
    return recordOf(
      store,
      pairs.map((part, index) => (index % 2 === 0 ? store.part(part, 0) : part)),
    );
  return store.intern(KIND.function, pairs, count);
};

/** Arguments in order are 1, 2, 3, ...; so are none. */
const isNumbered = (store: ValueStore, pairs: Int32Array): boolean => {
  for (let index = 0; index < pairs.length; index += 2) {
    const argument = at(pairs, index);
    if (store.kind(argument) !== KIND.int || store.part(argument, 0) !== index / 2 + 1) return false;
  }
  return true;
};

const hasOnlyStrings = (store: ValueStore, pairs: Int32Array): boolean => {
  for (let index = 0; index < pairs.length; index += 2)
    if (store.kind(at(pairs, index)) !== KIND.string) return false;
  return true;
};

type Compare = (left: number, right: number) => number;

/** Sorts by insertion, for TLC prints in nearly the same order every time; gives the number without duplicates. */
const sortUnique = (values: Int32Array, compare: Compare): number => {
  let count = 0;
  for (const value of values) {
    let place = count;
    let order = -1;
    while (place > 0 && (order = compare(value, at(values, place - 1))) < 0) place -= 1;
    if (place > 0 && order === 0) continue;
    values.copyWithin(place + 1, place, count);
    values[place] = value;
    count += 1;
  }
  return count;
};

/** The same for pairs, by their first parts; of two with the same one the later wins. Gives the number of parts. */
const sortPairs = (parts: Int32Array, compare: Compare): number => {
  let count = 0;
  for (let index = 0; index < parts.length; index += 2) {
    const [first, second] = [at(parts, index), at(parts, index + 1)];
    let place = count;
    let order = -1;
    while (place > 0 && (order = compare(first, at(parts, place - 2))) < 0) place -= 2;
    if (place > 0 && order === 0) {
      parts[place - 1] = second;
      continue;
    }
    parts.copyWithin(place + 2, place, count);
    parts[place] = first;
    parts[place + 1] = second;
    count += 2;
  }
  return count;
};
