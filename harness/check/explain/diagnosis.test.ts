import { expect, test } from "vitest";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { Divergence, Incomplete } from "../checkReport.ts";
import type { Followed } from "../follow.ts";
import { divergenceOf } from "./diagnosis.ts";
import type { Asked } from "./incomplete.ts";
import type { Findings, Successor } from "./probeRun.ts";

// Only the parts that are looked at.
const spec = { model: { variables: [{ name: "x" }] }, modelValues: new Set() } as unknown as LoadedSpec;
const probes = ["Go", "Rest"].map((name) => ({
  name,
  leaf: true,
  args: [],
})) as unknown as Findings["probes"];

const int = (value: number) => ({ kind: "int", value }) as const;
const step = (probe: number, x: number) =>
  ({ probe, args: [], before: [int(0)], after: [int(x)], broken: [] }) as unknown as Successor;
const stopped = (ended: Followed["ended"]): Followed => ({
  trace: {
    ...{ file: "t.ndjson", header: { format: "tla-trace", version: 1, spec: "S" } },
    events: [{ line: 2, event: { seq: 1, action: "Go", state: { x: "no number" } } }],
  },
  ...{ matched: 0, ended, branches: [], silent: [], circles: [], cut: false, idle: false, end: [], laws: [] },
});
interface Known {
  readonly more?: "successors" | "steps";
  readonly asked?: Partial<Asked>;
}

const told = (
  ended: Followed["ended"],
  successors: readonly Successor[],
  { more, asked = {} }: Known = {},
): Divergence | null => {
  const seen = { probes, guards: [], frontier: [[int(0)]], boundReached: false, failed: [] };
  const findings = { ...seen, successors, more: new Set(more === undefined ? [] : [more]) };
  const all = { depth: 0, finished: true, reason: "too late", ...asked } as const;
  return divergenceOf(stopped(ended), spec, { findings, answered: all.finished, asked: all });
};
const judged = (...known: Parameters<typeof told>): boolean => told(...known) !== null;

test("what TLC has not rejected diverges only when all its successors are known", () => {
  expect(judged("failed", [step(1, 1)])).toBe(true);
  expect(judged("failed", [step(1, 1)], { more: "successors" })).toBe(false);
  // Of other actions some may be left out.
  expect(judged("suspect", [step(1, 1), step(2, 1)], { more: "steps" })).toBe(true);
  expect(judged("suspect", [step(1, 1)], { asked: { finished: false } })).toBe(false);
  expect(judged("rejected", [step(1, 1)], { asked: { finished: false } })).toBe(true);
});

test.each<readonly [Known, readonly Incomplete[] | undefined]>([
  [{}, undefined],
  [{ asked: { depth: 1 } }, [{ what: "enabled", reason: "too late" }]],
  [
    { asked: { depth: 2 } },
    [
      { what: "guards", reason: "too late" },
      { what: "enabled", reason: "too late" },
    ],
  ],
  [
    { asked: { finished: false }, more: "successors" },
    (["states", "guards", "successors", "enabled"] as const).map((what) => ({ what, reason: "too late" })),
  ],
  [{ more: "successors" }, [{ what: "successors", reason: "of more than 2 successors 2 were looked at" }]],
  [{ more: "steps" }, [{ what: "enabled", reason: "there are more than 2" }]],
])("what is not known is told: %j", (known, incomplete) => {
  const successors = [step(1, 1), step(1, 2), step(2, 1)];
  expect(told("rejected", successors, known)?.incomplete).toEqual(incomplete);
});

test("where nothing is known of successors nothing is said of them", () => {
  const [why] = told("rejected", [], { asked: { finished: false } })?.why ?? [];
  expect(why).toMatchObject({ kind: "disabled", message: "what forbids Go could not be found out" });
  const [known] = told("rejected", [])?.why ?? [];
  expect(known).toMatchObject({ message: "Go has no successor in any state that matches the events before" });
});

test("what a law forbids is not what the spec gives, and is not possible", () => {
  const broken = [{ name: "Low", failed: [] }];
  const lawless = { ...step(1, 1), broken };
  const rest = { ...step(2, 1), broken };
  expect(told("rejected", [lawless, step(1, 2), rest])).toMatchObject({
    why: [{ kind: "state", path: "x", expected: "2" }],
    enabled: [{ action: "Go" }],
    forbidden: [{ action: "Rest", violates: ["Low"] }],
  });
  const only = told("rejected", [lawless]);
  expect(only?.why).toMatchObject([
    { kind: "state", expected: "1" },
    { kind: "law", name: "Low" },
  ]);
  expect(only?.enabled).toEqual([]);
  expect(only?.forbidden).toBeUndefined();
});
