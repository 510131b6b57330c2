import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom, sample } from "./random.ts";

test("a sample is as large as it can be, without repetitions, and the same for the same seed", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(20), fc.string(), (length, count, seed) => {
      const items = Array.from({ length }, (_, index) => index);
      const chosen = sample(items, count, createRandom(seed));
      expect(chosen.length).toBe(Math.min(length, count));
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen.every((item) => items.includes(item))).toBe(true);
      expect(sample(items, count, createRandom(seed))).toEqual(chosen);
    }),
  );
});

test("every item has about the same chance", () => {
  const counts = new Map<number, number>();
  for (let seed = 0; seed < 2000; seed += 1)
    for (const item of sample([0, 1, 2, 3], 2, createRandom(String(seed))))
      counts.set(item, (counts.get(item) ?? 0) + 1);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(100);
  expect(counts.size).toBe(4);
});
