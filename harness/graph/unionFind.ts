import { at } from "./intList.ts";

/** Numbers from 0 on in classes, each alone at first. */
export interface Classes {
  /** The number of a class that stands for all of it. */
  readonly root: (number: number) => number;
  readonly join: (one: number, other: number) => void;
  /** By number its class; classes by the order of their first members. */
  readonly numbered: () => { readonly numbers: Int32Array; readonly count: number };
}

/** Union and find over numbers. */
export const createClasses = (size: number): Classes => {
  const parent = new Int32Array(size).map((_, number) => number);
  const root = (number: number): number => {
    let current = number;
    while (at(parent, current) !== current) {
      parent[current] = at(parent, at(parent, current));
      current = at(parent, current);
    }
    return current;
  };
  return {
    root,
    join: (one, other) => {
      parent[root(one)] = root(other);
    },
    numbered: () => {
      const byRoot = new Int32Array(size).fill(-1);
      let count = 0;
      const numbers = parent.map((_, number) => {
        const own = root(number);
        if (at(byRoot, own) < 0) {
          byRoot[own] = count;
          count += 1;
        }
        return at(byRoot, own);
      });
      return { numbers, count };
    },
  };
};
