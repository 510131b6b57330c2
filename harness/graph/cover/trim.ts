/** What an edge at the end of a test is good for. */
export interface Worth {
  /** Something would be missing without this use of the edge. */
  readonly isNeeded: (edge: number) => boolean;
  /** The edge is used once less. */
  readonly drop: (edge: number) => void;
}

/** Cuts off the end of each test what others do anyway; a test of which nothing is left is dropped. */
export const trimTests = (tests: readonly Int32Array[], { isNeeded, drop }: Worth): readonly Int32Array[] =>
  tests.flatMap((test) => {
    let length = test.length;
    for (; length > 0; length -= 1) {
      const last = test[length - 1] ?? 0;
      if (isNeeded(last)) break;
      drop(last);
    }
    return length === 0 ? [] : [length === test.length ? test : test.subarray(0, length)];
  });
