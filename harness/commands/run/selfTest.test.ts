import { expect, test } from "vitest";
import type { CheckReport, TraceReport } from "../../check/checkReport.ts";
import type { ReplayReport } from "../../replay/replayReport.ts";
import type { Target } from "../../targets/target.ts";
import type { TargetReport } from "./runReport.ts";
import { selfTest, selfTestPassed, type SelfTestInput } from "./selfTest.ts";
import { verdictsOf } from "./verdicts.ts";

// The self-test of the main job can fail, for every reason it knows.

const refused = (file: string, met: boolean): TraceReport => ({
  ...{ file, verdict: "diverges", events: 5, matched: 3, expected: { line: 5, mistake: "", met } },
  divergence: {
    ...{
      line: 5,
      event: 4,
      action: "Start",
      args: {},
      frontier: [],
      frontierStates: 1,
      why: [],
      enabled: [],
    },
    summary: "it could not happen",
  },
});
const accepted = (file: string): TraceReport => ({ file, verdict: "conforms", events: 5, matched: 5 });
const undecided = (file: string): TraceReport => ({ ...accepted(file), verdict: "inconclusive" });

// Sound: the self-test looks at the traces only.
const reportOf = (...traces: readonly TraceReport[]) => ({ traces }) as unknown as CheckReport;
const targetOf = (...mutants: Target["mutants"]) => ({ name: "some", mutants }) as unknown as Target;
const failing = { failures: [{ step: 3 }] } as unknown as ReplayReport;
const passing = { failures: [] } as unknown as ReplayReport;

const [bad, made] = ["bad.ndjson", "mutants/wrong/made.ndjson"];
const wrong = { name: "wrong", description: "does wrong" };

const judged = (changes: Partial<SelfTestInput> = {}) =>
  selfTest({
    target: targetOf(wrong),
    report: reportOf(refused(bad, true), refused(made, false)),
    fresh: { files: [], mutants: new Map([["wrong", [made]]]), problems: [] },
    knownBad: [bad],
    replayMutant: () => null,
    ...changes,
  });

test("passes when every bad trace is refused where it must, and every mutant is caught", () => {
  const report = judged();
  expect(selfTestPassed(report)).toBe(true);
  expect(report.traces).toEqual({ total: 1, refused: 1, asExpected: 1 });
  expect(report.mutants).toEqual([
    {
      ...{ ...wrong, beyond: null, caught: true, by: "trace made.ndjson:5: it could not happen" },
      command: `conformance explain ${made}`,
    },
  ]);
});

test.each([
  ["a bad trace is accepted", { report: reportOf(accepted(bad), refused(made, false)) }],
  ["a bad trace is refused elsewhere", { report: reportOf(refused(bad, false), refused(made, false)) }],
  ["a bad trace could not be read", { report: reportOf(refused(made, false)) }],
  ["there is no bad trace", { knownBad: [] }],
  ["there is no mutant", { target: targetOf() }],
  ["a mutant is accepted", { report: reportOf(refused(bad, true), accepted(made)) }],
  ["a mutant is not decided", { report: reportOf(refused(bad, true), undecided(made)) }],
  ["a mutant showed nothing", { fresh: { files: [], mutants: new Map(), problems: [] } }],
] as const)("fails when %s", (_, changes) => {
  expect(selfTestPassed(judged(changes))).toBe(false);
});

test("a mutant that no trace shows may be caught by replay, and one that nothing can show need not be", () => {
  const report = reportOf(refused(bad, true), accepted(made));
  const replayed = judged({ report, replayMutant: () => failing });
  expect(replayed.mutants[0]).toMatchObject({ caught: true, by: "replay, step 3" });
  expect(replayed.mutants[0]?.command).toBe("conformance replay --target some --mutant wrong");
  expect(selfTestPassed(judged({ report, replayMutant: () => passing }))).toBe(false);
  const hidden = judged({ report, target: targetOf({ ...wrong, beyond: "no clock" }) });
  expect([selfTestPassed(hidden), hidden.mutants[0]?.caught]).toEqual([true, false]);
});

test("no trace to judge is no verdict, and a self-test that fails is a divergence", () => {
  const target = (check: CheckReport | null, self = judged()) =>
    ({ model: { models: [] }, check, selfTest: self, replays: [] }) as unknown as TargetReport;
  const conforming = { ...reportOf(), verdict: "conforms" } as const;
  expect(verdictsOf(target(conforming))).toEqual(["conforms", "conforms"]);
  expect(verdictsOf(target({ ...conforming, verdict: null }))).toEqual(["inconclusive", "conforms"]);
  expect(verdictsOf(target(null, judged({ knownBad: [] })))).toEqual(["diverges"]);
});
