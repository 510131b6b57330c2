import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CoverageDocument } from "./coverageDocument.ts";
import { coverageDocument, mergeCoverage, noCoverage, reportOf } from "./mergeCoverage.ts";

const specs = (file: string): CoverageDocument["spec"] => ({
  module: "M",
  version: "0".repeat(64),
  modules: [{ name: "M", file, sha256: "1".repeat(64) }],
});
const count = fc.integer({ min: 0, max: 9 });
const place = fc.record({ module: fc.constantFrom("M", "N"), line: fc.constantFrom(2, 10), column: count });
const branch = fc
  .record({
    at: place,
    calls: fc.array(place, { maxLength: 1 }),
    text: fc.constantFrom("a", "b"),
    taken: count,
    more: count,
  })
  .map(({ more, calls, at, text, taken }) => ({
    ...{ at, text, taken, endLine: at.line, possible: taken + more },
    ...(calls.length === 0 ? {} : { calls }),
  }));
const action = fc.constantFrom("A", "B", "C").chain((name) =>
  fc.record({ branches: fc.array(branch, { maxLength: 4 }), taken: count }).map((rest) => ({
    action: name,
    at: { module: "M", line: name.charCodeAt(0), column: 1 },
    endLine: 99,
    ...rest,
  })),
);
const document = fc
  .record({
    file: fc.constantFrom("a/M.tla", "b/M.tla"),
    actions: fc.array(action, { maxLength: 4 }),
    notes: fc.array(fc.constantFrom("x", "y"), { maxLength: 2 }),
    traces: count,
    unattributed: count,
  })
  .map(({ file, traces, actions, notes, unattributed }) =>
    coverageDocument(
      { actions, notes, unattributed, actionsTaken: 0, actionsTotal: 0, branchesTaken: 0, branchesTotal: 0 },
      { spec: specs(file), traces },
    ),
  );

describe("coverage of several checks", () => {
  test("adds up in any order and grouping; nothing adds nothing", () => {
    fc.assert(
      fc.property(document, document, document, (a, b, c) => {
        expect(mergeCoverage(a, b)).toEqual(mergeCoverage(b, a));
        expect(mergeCoverage(mergeCoverage(a, b), c)).toEqual(mergeCoverage(a, mergeCoverage(b, c)));
        expect(mergeCoverage(a, noCoverage(a.spec))).toEqual(a);
        expect(mergeCoverage(noCoverage(a.spec), a)).toEqual(a);
      }),
    );
  });

  test("loses nothing of what was possible, nor of what could not be attributed", () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        const sum = ({ actions, unattributed }: CoverageDocument): readonly number[] => [
          actions.flatMap(({ branches }) => branches).reduce((all, { possible }) => all + possible, 0),
          unattributed,
        ];
        const [possible = 0, unattributed = 0] = sum(b);
        const expected = sum(a).map((one, index) => one + (index === 0 ? possible : unattributed));
        expect(sum(mergeCoverage(a, b))).toEqual(expected);
      }),
    );
  });

  test("loses no step of any action", () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        const steps = ({ actions }: CoverageDocument): number =>
          actions.reduce(
            (sum, { taken, branches }) => branches.reduce((all, one) => all + one.taken, sum + taken),
            0,
          );
        expect(steps(mergeCoverage(a, b))).toBe(steps(a) + steps(b));
      }),
    );
  });
});

test("lines are ordered as numbers, and the totals are those of the sum", () => {
  const at = (line: number) => ({ module: "M", line, column: 1 });
  const one = (line: number, taken: number) => ({
    at: at(line),
    endLine: line,
    text: "",
    taken,
    possible: taken,
  });
  const of = (taken: number) =>
    coverageDocument(
      {
        actions: [{ action: "A", at: at(1), endLine: 20, taken, branches: [one(10, taken), one(9, 0)] }],
        ...{
          notes: [],
          unattributed: 0,
          actionsTaken: 0,
          actionsTotal: 0,
          branchesTaken: 0,
          branchesTotal: 0,
        },
      },
      { spec: specs("M.tla"), traces: 1 },
    );
  const sum = mergeCoverage(of(2), of(3));
  expect(sum).toMatchObject({ checks: 2, traces: 2 });
  expect(sum.actions[0]?.branches.map(({ at: { line }, taken }) => [line, taken])).toEqual([
    [9, 0],
    [10, 5],
  ]);
  expect(reportOf(sum)).toMatchObject({
    actionsTaken: 1,
    actionsTotal: 1,
    branchesTaken: 1,
    branchesTotal: 2,
  });
});
