import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../traces/schema.ts";
import type { Trace } from "../../../traces/trace.ts";
import type { CompositionStep } from "../../spec/declarations.ts";
import { composedArguments, countWhole, expandTrace } from "./composition.ts";

const COMPOSE = new Map<string, readonly CompositionStep[]>([
  ["Renamed", [{ action: "One", args: { i: "who" } }]],
  [
    "Pair",
    [
      { action: "One", args: { i: "i" } },
      { action: "Two", args: { i: "j", k: "k" } },
    ],
  ],
  ["Three", ["One", "Two", "Three"].map((action) => ({ action, args: {} }))],
]);

const trace = (events: readonly Omit<TraceEvent, "seq">[]): Trace => ({
  file: "run.ndjson",
  header: { format: "tla-trace", version: 1, spec: "Spec" },
  events: events.map((event, index) => ({ line: index + 2, event: { seq: index + 1, ...event } })),
});

describe("composed events", () => {
  test("become their steps: arguments mapped, the state after the last", () => {
    const whole = trace([
      { action: "Renamed", args: { who: "a", other: 1 } },
      { action: "Pair", args: { i: "a", j: "b" }, state: { x: 1 }, node: "n" },
      { action: "One", args: { i: "c" } },
      { state: { x: 2 } },
    ]);
    const { events } = expandTrace(whole, { compose: COMPOSE });
    expect(events.map(({ event: { action, args, state }, line }) => ({ action, args, state, line }))).toEqual(
      [
        { action: "One", args: { i: "a" }, state: undefined, line: 2 },
        { action: "One", args: { i: "a" }, state: undefined, line: 3 },
        { action: "Two", args: { i: "b" }, state: { x: 1 }, line: 3 },
        { action: "One", args: { i: "c" }, state: undefined, line: 4 },
        { action: undefined, args: undefined, state: { x: 2 }, line: 5 },
      ],
    );
    expect(events[2]).toMatchObject({
      event: { seq: 2, node: "n" },
      part: { event: "Pair", step: 2, of: 2 },
    });
  });

  test("a name of an object's own is no composition", () => {
    const whole = trace([{ action: "constructor" }, { action: "__proto__" }]);
    expect(expandTrace(whole, { compose: COMPOSE }).events).toEqual(whole.events);
  });

  test("give the arguments that some step takes", () => {
    expect(composedArguments("Pair", { compose: COMPOSE })).toEqual(["i", "j", "k"]);
    expect(composedArguments("One", { compose: COMPOSE })).toBeUndefined();
  });

  const event = fc.constantFrom("One", "Renamed", "Pair", "Three").map((action) => ({ action, args: {} }));

  test("positions map back: total, monotone, and every event counts once, when its last step is there", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const whole = trace(events);
        const { events: steps } = expandTrace(whole, { compose: COMPOSE });
        const counts = Array.from({ length: steps.length + 1 }, (_, count) =>
          countWhole(steps.slice(0, count)),
        );
        expect(counts[0]).toBe(0);
        expect(counts.at(-1)).toBe(events.length);
        for (const [index, located] of steps.entries()) {
          const before = counts[index] ?? -1;
          expect([before, before + 1]).toContain(counts[index + 1]);
          // The event that a step belongs to is the one after those that have ended.
          expect(located.event.seq).toBe(before + 1);
          expect(located.line).toBe(whole.events[before]?.line);
        }
      }),
    );
  });
});
