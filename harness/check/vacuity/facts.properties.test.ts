import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../traces/schema.ts";
import { createFacts, mergeFacts, NO_FACTS, type Facts } from "./facts.ts";
import { MAX_POINTS } from "./seen.ts";

const name = fc.constantFrom("x", "y", "__proto__", "1");
const value = fc.oneof(
  fc.constantFrom(1, 2, "a", true),
  fc.constantFrom({ "#set": [1, 2] }, { "#set": [2, 1] }, "long".repeat(30), "long".repeat(31)),
);
const points = fc
  .uniqueArray(fc.tuple(fc.constantFrom(1, 2, "k", "__proto__"), value), {
    minLength: 1,
    selector: ([key]) => key,
  })
  .map((pairs) => ({ "#at": pairs }));
const record = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.array(fc.tuple(name, values), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs));
const event: fc.Arbitrary<TraceEvent> = fc
  .tuple(fc.constantFrom("A", "B", undefined), record(value), record(fc.oneof(value, points)))
  .map(([action, args, state]) => ({
    seq: 1,
    ...(action === undefined ? {} : { action, args }),
    ...(Object.keys(state).length === 0 ? {} : { state }),
  }));
const events = fc.array(event, { maxLength: 6 });

/** Without what belongs to a trace and not to a set. */
const factsOf = (some: readonly TraceEvent[]): Facts => {
  const collector = createFacts();
  some.forEach(collector.add);
  const { content, ...facts } = collector.facts();
  expect(content).toMatch(/^[0-9a-f]{32}$/);
  return facts;
};

describe("facts of events", () => {
  test("of two sets are those of the sets together, in any order and grouping", () => {
    fc.assert(
      fc.property(events, events, events, (a, b, c) => {
        const [left, middle, right] = [factsOf(a), factsOf(b), factsOf(c)];
        const whole = { ...factsOf([...a, ...b]), traces: 2 };
        expect(mergeFacts(left, middle)).toEqual(whole);
        expect(mergeFacts(middle, left)).toEqual(whole);
        expect(mergeFacts(mergeFacts(left, middle), right)).toEqual(
          mergeFacts(left, mergeFacts(middle, right)),
        );
        expect(mergeFacts(left, NO_FACTS)).toEqual(left);
      }),
    );
  });

  test("survive JSON", () => {
    fc.assert(
      fc.property(events, (some) => {
        const facts = factsOf(some);
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      }),
    );
  });
});

const at = (...pairs: readonly [number, number][]): TraceEvent => ({
  seq: 1,
  state: { f: { "#at": pairs } },
});

describe("whether something varies", () => {
  test.each<readonly [string, readonly TraceEvent[], boolean]>([
    [
      "one value, however it is written",
      [
        { seq: 1, state: { f: [1] } },
        { seq: 2, state: { f: { "#tup": [1] } } },
      ],
      false,
    ],
    [
      "two values",
      [
        { seq: 1, state: { f: 1 } },
        { seq: 2, state: { f: 2 } },
      ],
      true,
    ],
    ["different points, each with one value", [at([1, 1]), at([2, 7]), at([1, 1], [2, 7])], false],
    ["a point with two values", [at([1, 1]), at([1, 2])], true],
  ])("%s", (_name, some, varies) => {
    expect(factsOf(some).variables["f"]).toMatchObject({ varies, events: some.length });
  });

  test("is not known of too many points", () => {
    const many = Array.from({ length: MAX_POINTS + 1 }, (_, index) => at([index, 0]));
    expect(factsOf(many).variables["f"]?.varies).toBe(true);
    expect(factsOf(many.slice(1)).variables["f"]?.varies).toBe(false);
    const [half, rest] = [factsOf(many.slice(0, 250)), factsOf(many.slice(250))];
    expect(mergeFacts(half, rest).variables["f"]?.varies).toBe(true);
  });
});

test("traces say the same when their events do, whenever and by whom", () => {
  const content = (event: TraceEvent, constants = {}): string => {
    const collector = createFacts(constants);
    collector.add(event);
    return collector.facts().content;
  };
  const plain = content({ seq: 1, action: "A" });
  expect(content({ seq: 1, action: "A", node: "n", at: 4 })).toBe(plain);
  expect(content({ seq: 1, action: "B" })).not.toBe(plain);
  expect(content({ seq: 1, action: "A" }, { N: 1 })).not.toBe(plain);
});
