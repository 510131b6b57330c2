import { describe, expect, test } from "vitest";
import type { Trace } from "../../../traces/trace.ts";
import type { Divergence } from "../checkReport.ts";
import { circlesSeen, circleWarnings, silentReport, withinBound } from "./silentReport.ts";
import type { SilentPlan } from "./silentSteps.ts";

const trace: Trace = {
  file: "run.ndjson",
  header: { format: "tla-trace", version: 1, spec: "Spec" },
  events: [1, 2, 3].map((seq) => ({ line: seq + 1, event: { seq, action: "Step" } })),
};

const circle = (before: number, ...actions: readonly string[]) => ({ before, actions });

describe("circles of silent actions", () => {
  test("are told once each, the smallest first; larger ones of the same actions not at all", () => {
    const circles = [circle(3, "A", "B", "C"), circle(2, "A", "B"), circle(1, "C", "D"), circle(3, "E")];
    const warnings = circleWarnings([
      { file: trace.file, circles: circlesSeen({ trace, circles }) },
      { file: "other.ndjson", circles: circlesSeen({ trace, circles: [circle(1, "A", "B")] }) },
    ]);
    expect(warnings.map(({ code, file, line, message }) => ({ code, file, line, message }))).toEqual([
      {
        ...{ code: "CFG063", file: "run.ndjson", line: 4 },
        message: "the silent action E can lead back to where it started (seen before event 3, line 4)",
      },
      {
        ...{ code: "CFG063", file: "run.ndjson", line: 3 },
        message: "the silent actions A, B can go round in a circle (seen before event 2, line 3)",
      },
      {
        ...{ code: "CFG063", file: "run.ndjson", line: 2 },
        message: "the silent actions C, D can go round in a circle (seen before event 1, line 2)",
      },
    ]);
  });

  test("are never more than a few", () => {
    const circles = Array.from({ length: 30 }, (_, index) => circle(1, `A${index}`));
    expect(circleWarnings([{ file: "a", circles: circlesSeen({ trace, circles }) }])).toHaveLength(5);
  });
});

describe("a bound of silent steps", () => {
  const divergence = { line: 4, event: 3, action: "Step" } as Divergence;
  const plan = (given: boolean): SilentPlan => ({ occurrences: [], max: 3, given });

  test("that was given is a part of the claim", () => {
    expect(withinBound(divergence, { plan: plan(true), boundReached: true })).toEqual({
      divergence: { ...divergence, silent: { max: 3, boundReached: true } },
    });
  });

  test("that is only ours proves nothing where it was reached", () => {
    expect(withinBound(divergence, { plan: plan(false), boundReached: true })).toMatchObject({
      reason: expect.stringMatching(/^event 3 \(line 4\), Step, .*--max-silent/) as string,
    });
    expect(withinBound(divergence, { plan: plan(false), boundReached: false })).toMatchObject({
      divergence: { silent: { max: 3, boundReached: false } },
    });
  });

  test("all steps are counted, the first thousand listed", () => {
    const silent = Array.from({ length: 1500 }, () => ({ before: 2, action: "Lose", args: { id: 1 } }));
    const report = silentReport({ trace, silent, circles: [] }, false);
    expect({ ...report, taken: report.taken.length }).toEqual({
      steps: 1500,
      boundReached: false,
      taken: 1000,
    });
    expect(report.taken[0]).toEqual({ before: 2, line: 3, action: "Lose", args: { id: 1 } });
  });
});
