import { at } from "../intList.ts";

// Tests that begin alike are run so that what they have in common is done once.

/** An order in which tests that begin alike come one after the other. */
export const compareTests = (left: Int32Array, right: Int32Array): number => {
  const common = commonLength(left, right);
  return common < Math.min(left.length, right.length)
    ? at(left, common) - at(right, common)
    : left.length - right.length;
};

/** Steps of some tests. */
export const stepsOf = (tests: readonly Int32Array[]): number =>
  tests.reduce((sum, { length }) => sum + length, 0);

/** Steps of some tests, beginnings in common counted once. */
export const sharedSteps = (tests: readonly Int32Array[]): number => createCounter(tests)(tests.length).steps;

/**
 * The first tests, as many as have so many steps together, beginnings in common counted once; of the next one, as much as
 * there is room for.
 */
export const firstSteps = (tests: readonly Int32Array[], maxSteps: number): readonly Int32Array[] => {
  const count = createCounter(tests);
  let [few, many] = [0, tests.length];
  while (few < many) {
    const middle = Math.ceil((few + many) / 2);
    if (count(middle).steps <= maxSteps) few = middle;
    else many = middle - 1;
  }
  const { steps, shared } = count(few);
  const rest = tests[few]?.subarray(0, shared + maxSteps - steps);
  return [...tests.slice(0, few), ...(rest === undefined || rest.length === 0 ? [] : [rest])];
};

interface Counted {
  readonly steps: number;
  /** Steps with which the next test begins, and that some of the first ones begin with too. */
  readonly shared: number;
}

/** Counts the steps of the first tests: in order, each adds what it does not have in common with the one before. */
const createCounter = (tests: readonly Int32Array[]): ((count: number) => Counted) => {
  const order = [...tests.keys()].sort((left, right) =>
    compareTests(testAt(tests, left), testAt(tests, right)),
  );
  const common = order.map((test, place) =>
    place === 0 ? 0 : commonLength(testAt(tests, order[place - 1] ?? -1), testAt(tests, test)),
  );
  return (count) => {
    let [steps, least, shared] = [0, 0, 0];
    // Behind the next test: what it has in common with the tests that come then.
    let behind = -1;
    for (const [place, test] of order.entries()) {
      least = Math.min(least, common[place] ?? 0);
      if (behind >= 0) behind = Math.min(behind, common[place] ?? 0);
      if (test === count) {
        shared = least;
        behind = testAt(tests, test).length;
      }
      if (test >= count) continue;
      if (behind >= 0) shared = Math.max(shared, behind);
      behind = -1;
      const { length } = testAt(tests, test);
      steps += length - least;
      least = length;
    }
    return { steps, shared };
  };
};

const testAt = (tests: readonly Int32Array[], number: number): Int32Array => {
  const test = tests[number];
  if (test === undefined) throw new Error(`there is no test ${number}`);
  return test;
};

const commonLength = (left: Int32Array, right: Int32Array): number => {
  const end = Math.min(left.length, right.length);
  let common = 0;
  while (common < end && left[common] === right[common]) common += 1;
  return common;
};
