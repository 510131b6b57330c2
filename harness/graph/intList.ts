/** A list of 32-bit integers that grows; millions of them cost four bytes each. */
export interface IntList {
  readonly push: (value: number) => void;
  /** Sets a value at any place, also beyond the end; what lies between is 0. */
  readonly set: (index: number, value: number) => void;
  readonly at: (index: number) => number;
  readonly length: () => number;
  /** Takes the last value off; 0 when there is none. */
  readonly pop: () => number;
  /** Forgets all values from a place on. */
  readonly cut: (length: number) => void;
  /** The values so far, in an array of their own. */
  readonly toArray: () => Int32Array;
}

export const createIntList = (): IntList => {
  let values = new Int32Array(1024);
  let length = 0;
  const set = (index: number, value: number): void => {
    if (index >= values.length) {
      const larger = new Int32Array(Math.max(values.length * 2, index + 1));
      larger.set(values);
      values = larger;
    }
    if (index > length) values.fill(0, length, index);
    values[index] = value;
    length = Math.max(length, index + 1);
  };
  return {
    push: (value) => set(length, value),
    set,
    at: (index) => values[index] ?? 0,
    length: () => length,
    pop: () => {
      if (length === 0) return 0;
      length -= 1;
      return values[length] ?? 0;
    },
    cut: (shorter) => {
      length = Math.min(length, shorter);
    },
    toArray: () => values.slice(0, length),
  };
};

/** An entry of an array whose index is known to be inside. */
export const at = (values: Int32Array, index: number): number => values[index] ?? 0;

/** Adds to an entry. */
export const add = (values: Int32Array, index: number, amount: number): void => {
  values[index] = at(values, index) + amount;
};
