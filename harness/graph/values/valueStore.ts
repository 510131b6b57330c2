import { at, createIntList, type IntList } from "../intList.ts";

/** What a stored value is; the numbers are part of the order of values and of kept graphs. */
export const KIND = {
  bool: 0,
  int: 1,
  string: 2,
  model: 3,
  seq: 4,
  set: 5,
  record: 6,
  function: 7,
} as const;

export type Kind = (typeof KIND)[keyof typeof KIND];

/**
 * TLA+ values as numbers, each different value once (hash-consed): a million states share most of their parts, and two
 * values are equal when their numbers are. A number is the place of `[kind and length, parts...]` in one array; parts
 * are numbers of values, of texts (strings, model values, names of fields), or the value itself (int, bool).
 */
export interface ValueStore {
  /** The number of the value with these parts, which must be in normal form (valueBuilder.ts). */
  readonly intern: (kind: Kind, parts: Int32Array, count: number) => number;
  readonly kind: (value: number) => Kind;
  /** How many parts there are; two for each field of a record and each argument of a function. */
  readonly length: (value: number) => number;
  readonly part: (value: number, index: number) => number;
  /** The number of a text. */
  readonly text: (text: string) => number;
  readonly textOf: (text: number) => string;
  /** For a kept graph. */
  readonly contents: () => StoreContents;
}

/** A store as it is kept. */
export interface StoreContents {
  readonly data: Int32Array;
  readonly texts: readonly string[];
}

export const createValueStore = (contents?: StoreContents): ValueStore => {
  const data = createIntList();
  const { text, textOf, texts } = createTexts();
  const intern = createIntern(data);
  if (contents !== undefined) refill(contents, { text, intern });
  return {
    ...{ intern, text, textOf },
    kind: (value) => (data.at(value) & KIND_MASK) as Kind,
    length: (value) => data.at(value) >>> KIND_BITS,
    part: (value, index) => data.at(value + 1 + index),
    contents: () => ({ data: data.toArray(), texts }),
  };
};

const createTexts = () => {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    texts,
    text: (own: string): number => {
      const known = numbers.get(own);
      if (known !== undefined) return known;
      numbers.set(own, texts.length);
      return texts.push(own) - 1;
    },
    textOf: (number: number): string => texts[number] ?? "",
  };
};

const createIntern = (data: IntList): ValueStore["intern"] => {
  const table = createHashTable();
  const isStored = (value: number, header: number, parts: Int32Array): boolean => {
    if (data.at(value) !== header) return false;
    const count = header >>> KIND_BITS;
    for (let index = 0; index < count; index += 1)
      if (data.at(value + 1 + index) !== at(parts, index)) return false;
    return true;
  };
  return (kind, parts, count) => {
    const header = (count << KIND_BITS) | kind;
    const hash = hashOf(header, parts, count);
    for (let slot = table.first(hash); ; slot = table.next(slot)) {
      const value = table.at(slot);
      if (value >= 0 && !isStored(value, header, parts)) continue;
      if (value >= 0) return value;
      const added = data.length();
      data.push(header);
      for (let index = 0; index < count; index += 1) data.push(at(parts, index));
      table.put(slot, added, hash);
      return added;
    }
  };
};

const KIND_BITS = 3;
const KIND_MASK = 7;

/** Values come in the order in which they were stored, so that each gets the number it had. */
const refill = (
  { data, texts }: StoreContents,
  { text, intern }: Pick<ValueStore, "text" | "intern">,
): void => {
  for (const own of texts) text(own);
  for (let place = 0; place < data.length;) {
    const header = at(data, place);
    const count = header >>> KIND_BITS;
    const value = intern((header & KIND_MASK) as Kind, data.subarray(place + 1, place + 1 + count), count);
    if (value !== place) throw new Error("the values of a kept graph are not as they were stored");
    place += 1 + count;
  }
};

/** A number for a row of numbers and what stands before it, for tables. */
export const hashOf = (header: number, parts: Int32Array, count: number): number => {
  let hash = Math.imul(header ^ 0x2545f491, 0x9e3779b1);
  for (let index = 0; index < count; index += 1)
    hash = Math.imul((hash ^ (hash >>> 15)) + at(parts, index), 0x85ebca6b);
  return hash ^ (hash >>> 13);
};

/** Open addressing; at most half full. Hashes are kept beside the values, so that growing need not work them out again. */
const createHashTable = () => {
  let values = new Int32Array(1 << 12).fill(-1);
  let hashes = new Int32Array(1 << 12);
  let used = 0;
  const grow = (): void => {
    const [oldValues, oldHashes] = [values, hashes];
    values = new Int32Array(oldValues.length * 2).fill(-1);
    hashes = new Int32Array(oldValues.length * 2);
    for (let slot = 0; slot < oldValues.length; slot += 1) {
      const value = at(oldValues, slot);
      if (value < 0) continue;
      let free = at(oldHashes, slot) & (values.length - 1);
      while (at(values, free) >= 0) free = (free + 1) & (values.length - 1);
      values[free] = value;
      hashes[free] = at(oldHashes, slot);
    }
  };
  return {
    first: (hash: number): number => hash & (values.length - 1),
    next: (slot: number): number => (slot + 1) & (values.length - 1),
    at: (slot: number): number => at(values, slot),
    put: (slot: number, value: number, hash: number): void => {
      values[slot] = value;
      hashes[slot] = hash;
      used += 1;
      if (used * 2 > values.length) grow();
    },
  };
};
