import fc from "fast-check";
import { expect, test } from "vitest";
import { localTime, virtualDelay, withRate } from "./clocks.ts";
import type { Clocks } from "./clocks.ts";

test("without a skew a clock shows virtual time", () => {
  expect(localTime({ now: 77, clocks: {} }, "S1")).toBe(77);
  expect(virtualDelay({ clocks: {} }, "S1", 500)).toBe(500);
});

test("twice as fast from 1000 on, then at half speed from 2000 on", () => {
  const fast = withRate({ now: 1000, clocks: {} }, "S1", 2);
  expect(localTime({ now: 1500, clocks: fast }, "S1")).toBe(2000);
  expect(localTime({ now: 1500, clocks: fast }, "S2")).toBe(1500);
  expect(virtualDelay({ clocks: fast }, "S1", 500)).toBe(250);
  const slow = withRate({ now: 2000, clocks: fast }, "S1", 0.5);
  expect(localTime({ now: 2000, clocks: slow }, "S1")).toBe(3000);
  expect(localTime({ now: 2100, clocks: slow }, "S1")).toBe(3050);
});

test("no clock ever goes back, and a timer fires when its time has passed on its own clock", () => {
  const change = fc.record({ wait: fc.nat({ max: 500 }), rate: fc.constantFrom(0.1, 0.5, 1, 1.1, 3, 10) });
  fc.assert(
    fc.property(fc.array(change), fc.nat({ max: 5000 }), (changes, ms) => {
      let [now, shown, clocks]: [number, number, Clocks] = [0, 0, {}];
      for (const { wait, rate } of changes) {
        now += wait;
        expect(localTime({ now, clocks }, "S1")).toBeGreaterThanOrEqual(shown);
        shown = localTime({ now, clocks }, "S1");
        clocks = withRate({ now, clocks }, "S1", rate);
      }
      const later = now + virtualDelay({ clocks }, "S1", ms);
      expect(localTime({ now: later, clocks }, "S1") - shown).toBeGreaterThanOrEqual(ms - 1);
    }),
  );
});
