import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ItfValue } from "../../traces/itf.ts";
import type { TraceEvent } from "../../traces/schema.ts";
import type { Trace } from "../../traces/trace.ts";
import { fromItf } from "../tla/itfValue.ts";
import { canBeHeld, clashing, eventKinds, isHomogeneous } from "./kinds.ts";
import { createSuspicion } from "./suspicion.ts";

const NAMES: ReadonlySet<string> = new Set(["Nil"]);

describe("kinds of an event", () => {
  test("scalars and containers by place; model values have none", () => {
    const event: TraceEvent = {
      ...{ seq: 1, action: "A", args: { i: "Nil", m: { t: 1 } } },
      state: { x: [1, "a"], y: { "#set": ["Nil"] }, z: { "#at": [["Nil", true]] } },
    };
    expect([...eventKinds(event, NAMES)].sort()).toEqual([
      ...["A(m).t:int", "A(m):function", "x:function", "x[]:int", "x[]:string"],
      ...["y:set", "z[]:bool"],
    ]);
  });

  test("points have a kind by their keys, too", () => {
    const event: TraceEvent = { seq: 1, state: { x: { "#at": [[1, "Nil"]] } } };
    expect(eventKinds(event, NAMES)).toEqual(["x[key]:int"]);
  });

  test("clashing kinds share a place", () => {
    expect([...clashing(["x:int", "y:int", "x:string"])].sort()).toEqual(["x:int", "x:string"]);
  });

  test.each([
    [{ "#set": [1, "a"] }, false],
    [{ "#set": [{ a: 1 }, { a: "1" }] }, false],
    [{ "#set": [[1], ["1"]] }, false],
    [
      {
        "#map": [
          [1, 1],
          ["a", 1],
        ] as const,
      },
      false,
    ],
    [[{ "#set": [true, 1] }], false],
    [{ "#set": [1, "Nil", 2] }, true],
    [[1, "a"], true],
    [{ a: 1, b: "x" }, true],
  ])("%j can be held by TLC: %s", (value, held) => {
    expect(canBeHeld({ seq: 1, state: { x: value } }, NAMES)).toBe(held);
  });
});

const { value } = fc.letrec<{ value: ItfValue }>((tie) => {
  const some = fc.array(tie("value"), { maxLength: 3 });
  const scalar = fc.constantFrom<ItfValue>(1, 2, "a", "Nil", true, { "#bigint": "3" });
  return {
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      some,
      some.map((items) => ({ "#tup": items })),
      some.map((items) => ({ "#set": items })),
      fc.array(scalar, { maxLength: 3 }).map((items) => ({ "#set": items })),
      fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((items) => ({ "#map": items })),
      some.map((items) => Object.fromEntries(items.map((item, index) => [`f${index}`, item]))),
    ),
  };
});

test("the quick look at an event says what the close one says", () => {
  const seen = { held: 0, not: 0 };
  fc.assert(
    fc.property(value, fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 2 }), (one, points) => {
      const values = [one, ...points.flat()];
      const held = values.every((each) => isHomogeneous(fromItf(each, NAMES)));
      seen[held ? "held" : "not"] += 1;
      expect(canBeHeld({ seq: 1, args: { a: one }, state: { x: { "#at": points } } }, NAMES)).toBe(held);
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(seen.held, seen.not)).toBeGreaterThan(100);
});

describe("suspicion", () => {
  const trace = (...values: readonly (number | string)[]): Trace => ({
    ...{ file: "t", header: { format: "tla-trace", version: 1, spec: "S" } },
    events: values.map((value, index) => ({
      line: index + 2,
      event: { seq: index + 1, state: { x: value } },
    })),
  });
  const [good, bad, wrong] = [trace(1, 2, 3), trace(1, "b", 3), trace("a", 1)];

  test("nobody is suspect before something failed", () => {
    const suspicion = createSuspicion(NAMES);
    expect([good, bad, wrong].map(suspicion.limit)).toEqual([3, 3, 2]);
  });

  test("after a failure every event with such a value is", () => {
    const suspicion = createSuspicion(NAMES);
    suspicion.learn({
      trace: bad,
      event: 2,
      matched: new Map([
        [good, 1],
        [bad, 1],
        [wrong, 0],
      ]),
    });
    expect([good, bad, wrong].map(suspicion.limit)).toEqual([3, 1, 0]);
  });

  test("kinds that were matched without trouble are above suspicion", () => {
    const suspicion = createSuspicion(NAMES);
    suspicion.learn({
      trace: bad,
      event: 2,
      matched: new Map([
        [good, 1],
        [bad, 1],
        [wrong, 1],
      ]),
    });
    expect([good, bad, wrong].map(suspicion.limit)).toEqual([3, 3, 2]);
  });

  test("a failure of all alike makes what is new suspect", () => {
    const suspicion = createSuspicion(NAMES);
    const all = trace("a");
    suspicion.learn({ trace: all, event: 1, matched: new Map([[all, 0]]) });
    expect(suspicion.limit(all)).toBe(0);
  });
});
