import { expect, test } from "vitest";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { createFacts } from "./facts.ts";
import { createVacuityGuard, type GuardedTrace } from "./guard.ts";

// Only the parts that are looked at.
const spec = {
  shape: {
    occurrences: ["A", "B"].map((name) => ({ name, leaf: true, path: ["Next"], args: [] })),
  },
  model: { variables: [{ name: "x" }, { name: "y" }] },
} as unknown as Pick<LoadedSpec, "shape" | "model">;

const trace = (file: string, action: string, changes: Partial<GuardedTrace> = {}): GuardedTrace => {
  const collector = createFacts();
  collector.add({ seq: 1, action, state: { x: 1, ...(action === "B" ? { y: 2 } : {}) } });
  const facts = collector.facts();
  return { file, verdict: "conforms", matched: 1, idle: false, expected: false, facts, ...changes };
};
const warnings = (...traces: readonly GuardedTrace[]) => {
  const guard = createVacuityGuard(spec);
  traces.forEach(guard.judged);
  return guard.warnings().map(({ code, message }) => `${code} ${message}`);
};

test("traces together say what none says alone", () => {
  expect(warnings(trace("a", "A"), trace("b", "B"))).toEqual([]);
  expect(warnings(trace("a", "A"))).toHaveLength(2);
});

test("a trace that does not conform, or must not, says nothing for the others", () => {
  const [free, never] = warnings(trace("a", "A"), trace("b", "B", { verdict: "diverges" }));
  expect([free, never]).toEqual([
    "VAC002 no event says anything of 1 of 2 variables: y",
    "VAC003 1 of 2 actions was matched by no event: B",
  ]);
  const expected = warnings(trace("a", "A"), trace("b", "B", { verdict: "diverges", expected: true }));
  expect(expected).toEqual([free, never]);
});

test("a bad example that conforms is told, and is no evidence", () => {
  const told = warnings(trace("a", "A"), trace("b", "B", { expected: true }));
  expect(told[0]).toBe("VAC012 conform, although the header says that they must diverge: b");
  expect(told).toHaveLength(3);
});

test("the order in which verdicts come does not matter", () => {
  const all = [trace("a", "A"), trace("b", "A"), trace("c", "A", { idle: true })];
  expect(warnings(...all)).toEqual(warnings(...all.toReversed()));
});

test("coverage decides which actions were matched, unless some events are in no count", () => {
  const guard = createVacuityGuard(spec);
  guard.judged(trace("a", "A"));
  const action = (name: string, taken: number) => ({
    ...{ action: name, taken, branches: [], endLine: 1 },
    at: { module: "M", line: 1, column: 1 },
  });
  const told = (unattributed: number) => {
    const totals = { actionsTaken: 1, actionsTotal: 2, branchesTaken: 0, branchesTotal: 0, notes: [] };
    const coverage = { actions: [action("A", 0), action("B", 1)], unattributed, ...totals };
    return guard.warnings({ coverage }).flatMap(({ code, message }) => (code === "VAC003" ? [message] : []));
  };
  expect(told(0)).toEqual(["1 of 2 actions was matched by no event: A"]);
  expect(told(1)).toEqual(["1 of 2 actions was matched by no event: B"]);
});

test("silent steps and their actions count", () => {
  const silent = { steps: 3, taken: [{ action: "B" }] };
  expect(warnings(trace("a", "A", { silent })).map((text) => text.slice(0, 6))).toEqual(["VAC002", "VAC009"]);
});
