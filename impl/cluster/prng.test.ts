import fc from "fast-check";
import { expect, test } from "vitest";
import { drawInteger, drawMany, drawOne, seeded } from "./prng.ts";

const dice = (seed: number, count: number) =>
  drawMany(seeded(seed), count, (random) => drawInteger(random, { min: 1, max: 6 })).value;

test("the same seed, the same numbers: these, on every machine", () => {
  expect(dice(7, 12)).toEqual(dice(7, 12));
  expect(dice(7, 12)).toEqual([3, 5, 5, 3, 6, 4, 6, 4, 3, 4, 3, 2]);
});

test("neighbouring seeds and seeds beyond 32 bits differ", () => {
  const sequences = [1, 2, 3, 2 ** 32 + 1, 2 ** 40 + 1].map((seed) => dice(seed, 20).join(""));
  expect(new Set(sequences).size).toBe(sequences.length);
});

test("draws stay in their range and reach both ends", () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.integer({ min: -50, max: 50 }),
      fc.nat({ max: 100 }),
      (seed, min, width) => {
        const { value } = drawInteger(seeded(seed), { min, max: min + width });
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(min + width);
      },
    ),
  );
  expect(new Set(dice(1, 200))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

test("every face comes up about as often", () => {
  const rolls = dice(3, 6000);
  for (const face of [1, 2, 3, 4, 5, 6]) {
    const share = rolls.filter((roll) => roll === face).length;
    expect(share).toBeGreaterThan(850);
    expect(share).toBeLessThan(1150);
  }
});

test("drawing from nothing is a bug", () => {
  expect(() => drawOne(seeded(1), [])).toThrow("empty list");
});
