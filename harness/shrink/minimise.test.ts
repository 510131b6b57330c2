import fc from "fast-check";
import { expect, test } from "vitest";
import { minimise } from "./minimise.ts";

type Holds = (items: readonly number[]) => boolean;

const minimiseBy = async (items: readonly number[], holds: Holds, most = 100) => {
  let judged = 0;
  const found = await minimise(items, {
    most,
    stop: () => false,
    judge: (candidates) => {
      judged += 1;
      return Promise.resolve(candidates.map(holds));
    },
  });
  return { ...found, judged };
};

const without = (items: readonly number[], index: number): readonly number[] => items.toSpliced(index, 1);

const needing =
  (needed: readonly number[]): Holds =>
  (items) =>
    needed.every((item) => items.includes(item));
const summing =
  (sum: number): Holds =>
  (items) =>
    items.reduce((total, item) => total + item, 0) >= sum;
const counting =
  ([modulus, rest]: readonly [number, number]): Holds =>
  (items) =>
    items.length % modulus === rest % modulus;

test("the result holds and is 1-minimal, for any judge", async () => {
  const judges: fc.Arbitrary<Holds> = fc.oneof(
    fc.uniqueArray(fc.nat(20)).map(needing),
    fc.nat(30).map(summing),
    // Not monotone: what holds for a list need not hold for a longer one.
    fc.tuple(fc.integer({ min: 2, max: 4 }), fc.nat(3)).map(counting),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(20)),
      judges,
      fc.integer({ min: 1, max: 200 }),
      async (items, holds, most) => {
        fc.pre(holds(items));
        const { items: found, whole } = await minimiseBy(items, holds, most);
        expect(whole).toBe(true);
        expect(holds(found)).toBe(true);
        expect(found.filter((_, index) => holds(without(found, index)))).toEqual([]);
        expect(items.filter((item) => found.includes(item))).toEqual(found);
      },
    ),
  );
});

test("finds two needed items among a thousand in few rounds", async () => {
  const items = Array.from({ length: 1000 }, (_, index) => index);
  const needs: Holds = (some) => some.includes(13) && some.includes(777);
  const { items: found, judged } = await minimiseBy(items, needs, 40_000);
  expect(found).toEqual([13, 777]);
  expect(judged).toBeLessThan(40);
});

test("what several removals make together is not taken for granted", async () => {
  const either: Holds = (some) => some.includes(1) || some.includes(2);
  const { items } = await minimiseBy([1, 2], either);
  expect(items).toHaveLength(1);
});

test("what nobody could judge is not proven minimal", async () => {
  const found = await minimise([1, 2], {
    most: 100,
    stop: () => false,
    judge: (candidates) => Promise.resolve(candidates.map(() => null)),
  });
  expect(found).toEqual({ items: [1, 2], whole: false });
});

test("told to stop, it keeps what it has", async () => {
  let rounds = 0;
  const { items, whole } = await minimise([1, 2, 3, 4], {
    most: 100,
    stop: () => rounds > 0,
    judge: (candidates) => {
      rounds += 1;
      return Promise.resolve(candidates.map((some) => some.includes(4)));
    },
  });
  expect(whole).toBe(false);
  expect(items).toEqual([3, 4]);
});
