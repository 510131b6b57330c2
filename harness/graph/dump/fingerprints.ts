import { at } from "../intList.ts";

/** Numbers, in order of appearance, for TLC's 64-bit names of states: twelve bytes each at least, no text. */
export interface Fingerprints {
  /** The number of the name with these halves; a new one for a name that is new. */
  readonly number: (high: number, low: number) => number;
  readonly count: () => number;
  /** The name of a number, as TLC writes it. */
  readonly text: (number: number) => string;
}

export const createFingerprints = (): Fingerprints => {
  let slots = new Int32Array(1 << 12).fill(-1);
  let [highs, lows] = [new Int32Array(1 << 11), new Int32Array(1 << 11)];
  let count = 0;
  const free = (low: number): number => {
    let slot = hashOf(low) & (slots.length - 1);
    while (at(slots, slot) >= 0) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    [highs, lows] = [longer(highs), longer(lows)];
    for (let number = 0; number < count; number += 1) slots[free(at(lows, number))] = number;
  };
  return {
    number: (high, low) => {
      let slot = hashOf(low) & (slots.length - 1);
      for (let known = at(slots, slot); known >= 0; known = at(slots, slot)) {
        if (at(lows, known) === low && at(highs, known) === high) return known;
        slot = (slot + 1) & (slots.length - 1);
      }
      if (count === highs.length) {
        grow();
        slot = free(low);
      }
      slots[slot] = count;
      highs[count] = high;
      lows[count] = low;
      count += 1;
      return count - 1;
    },
    count: () => count,
    text: (number) =>
      BigInt.asIntN(64, (BigInt(at(highs, number)) << 32n) | BigInt(at(lows, number) >>> 0)).toString(),
  };
};

/** Fingerprints are random enough but for those that people write in tests. */
const hashOf = (low: number): number => {
  const mixed = Math.imul(low, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};

const longer = (values: Int32Array): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
};
