import fc from "fast-check";
import { expect, test } from "vitest";
import { inParallel } from "./inParallel.ts";

test("everything is done once, in order of begin, never more than so many at a time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3)), fc.integer({ min: 1, max: 4 }), async (waits, jobs) => {
      let running = 0;
      let most = 0;
      const begun: number[] = [];
      const results = await inParallel(waits, jobs, async (wait, index) => {
        begun.push(index);
        most = Math.max(most, ++running);
        for (let turn = 0; turn < wait; turn++) await Promise.resolve();
        running--;
        return `${index}:${wait}`;
      });
      expect(results).toEqual(waits.map((wait, index) => `${index}:${wait}`));
      expect(begun).toEqual(waits.map((_, index) => index));
      expect(most).toBeLessThanOrEqual(jobs);
    }),
  );
});

test("a failure is the caller's", async () => {
  await expect(inParallel([1], 2, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
