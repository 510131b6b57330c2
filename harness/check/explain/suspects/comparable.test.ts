import { expect, test } from "vitest";
import type { LoggedValue } from "../../../../traces/itf.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import { fn, int, model, seq, set, string, type TlaValue } from "../../../tla/value.ts";
import type { Findings } from "../probeRun.ts";
import { isComparable } from "./comparable.ts";

const spec = {
  model: { variables: [{ name: "n" }, { name: "held" }] },
  modelValues: new Set(["Nil", "a", "b"]),
} as unknown as LoadedSpec;
const findings = (n: TlaValue, held: TlaValue): Pick<Findings, "frontier" | "successors"> => ({
  frontier: [[n, held]],
  successors: [],
});
const HELD = fn([
  [model("a"), int(1)],
  [model("b"), model("Nil")],
]);

test.each<readonly [string, Readonly<Record<string, LoggedValue>>, boolean]>([
  ["the same kind", { n: 7 }, true],
  ["a string for a number", { n: "7" }, false],
  ["a set for a number", { n: { "#set": [1] } }, false],
  ["what TLC cannot even hold", { n: { "#set": [1, "a"] } }, false],
  ["a model value compares with everything", { n: "Nil" }, true],
  ["a point of a function", { held: { "#at": [["Nil", 3]] } }, true],
  ["a point of another kind", { held: { "#at": [["Nil", "three"]] } }, false],
  ["a place that the spec leaves empty", { held: [] }, true],
  ["nothing", {}, true],
])("%s", (_, state, comparable) => {
  expect(isComparable({ seq: 1, action: "Act", state }, findings(int(1), HELD), spec)).toBe(comparable);
});

test("a point of a function of strings, which is a record", () => {
  const record = fn([[string("x"), int(1)]]);
  const state = (value: string | number): Readonly<Record<string, LoggedValue>> => ({
    held: { "#at": [["x", value]] },
  });
  expect(isComparable({ seq: 1, action: "Act", state: state("one") }, findings(int(1), record), spec)).toBe(
    false,
  );
  expect(isComparable({ seq: 1, action: "Act", state: state(2) }, findings(int(1), record), spec)).toBe(true);
});

test("kinds of all states count, those after steps as well as those before", () => {
  const event = { seq: 1, action: "Act", state: { n: "x" } };
  const successor = { kind: "next", trace: 1, probe: 1, args: [], before: [], broken: [] } as const;
  const both = { frontier: [[int(1), HELD]], successors: [{ ...successor, after: [string("y"), HELD] }] };
  expect(isComparable(event, both, spec)).toBe(true);
  expect(isComparable(event, { frontier: [], successors: [] }, spec)).toBe(true);
  expect(isComparable({ ...event, state: { n: 1 } }, findings(seq([]), set([])), spec)).toBe(false);
});
