import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTests, firstSteps, sharedSteps } from "./sharedSteps.ts";

const tests = fc
  .array(fc.array(fc.nat(2), { minLength: 1, maxLength: 8 }), { maxLength: 12 })
  .map((all) => all.map((edges) => Int32Array.from(edges)));

/** Every different beginning is one step. */
const beginnings = (all: readonly Int32Array[]): number =>
  new Set(all.flatMap((test) => [...test].map((_, end) => test.subarray(0, end + 1).join()))).size;

describe("steps of tests that begin alike", () => {
  it("count once", () => {
    fc.assert(
      fc.property(tests, (all) => {
        expect(sharedSteps(all)).toBe(beginnings(all));
      }),
    );
    expect(sharedSteps([])).toBe(0);
  });

  it("are given out up to a number, in the order of the tests, to the last one", () => {
    fc.assert(
      fc.property(tests, fc.integer({ min: 1, max: 60 }), (all, maxSteps) => {
        const first = firstSteps(all, maxSteps);
        expect(beginnings(first)).toBe(Math.min(maxSteps, beginnings(all)));
        const whole = first.slice(0, -1);
        expect(whole).toEqual(all.slice(0, whole.length));
        const last = first.at(-1) ?? new Int32Array(0);
        expect(all[whole.length]?.subarray(0, last.length) ?? new Int32Array(0)).toEqual(last);
        if (beginnings(all) <= maxSteps) expect(first).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  it("come one after the other in order", () => {
    fc.assert(
      fc.property(tests, (all) => {
        const sorted = all
          .map((test) => [...test])
          .sort((left, right) => compareTests(Int32Array.from(left), Int32Array.from(right)));
        const seen = new Set<string>();
        let before = "";
        for (const [first] of sorted) {
          if (String(first) !== before) expect(seen.has(String(first))).toBe(false);
          before = String(first);
          seen.add(before);
        }
      }),
    );
  });
});
