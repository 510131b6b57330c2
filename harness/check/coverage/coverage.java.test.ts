import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readTrace } from "../../../traces/decode.ts";
import { coverageLines } from "../../report/coverageText.ts";
import { loadSpec } from "../../spec/loadSpec.ts";
import type { Piece } from "../../tla/piece.ts";
import { checkFiles } from "../check.ts";
import { coverageOf } from "./coverage.ts";
import { planCoverage } from "./coveragePlan.ts";
import type { CoveredBranch, CoverageReport } from "./coverageReport.ts";
import {
  fixtureSpec,
  inFolder,
  judge,
  sessionIn,
  toolchain,
  writeTraces,
  type Event,
  type TestTrace,
  isFull,
} from "../fixtures/judge.ts";
import { followBatch } from "../follow.ts";
import { createSuspicion } from "../suspicion.ts";

const cover = async (traces: readonly TestTrace[], spec: string): Promise<CoverageReport> => {
  const { report } = await judge(traces, spec, { coverage: () => true });
  if (report.coverage === undefined) throw new Error(`no coverage: ${JSON.stringify(report.errors)}`);
  return report.coverage;
};

const push = (n: number, depth: number): Event => ({ action: "Push", args: { n }, state: { depth } });
const pull = (n: number, depth: number): Event => ({ action: "Pull", args: { n }, state: { depth } });
const meet = (x: string): Event => ({ action: "Meet", args: { x } });
const turn: Event = { action: "Turn" };

const traces: readonly TestTrace[] = [
  {
    name: "an operator in two actions",
    events: [push(3, 3), push(4, 7), push(0, 7), pull(1, 6), pull(2, 4)],
  },
  { name: "cases", events: [turn, turn, push(9, 9), turn, { action: "Case", args: { n: 2 } }] },
  {
    name: "local operators",
    events: [meet("a"), meet("a"), meet("b"), { action: "Lose", state: { depth: 0 } }],
  },
  {
    name: "one after the other",
    events: [
      { action: "Jump", args: { n: 2 }, state: { depth: 3, time: 5 } },
      { action: "Jump", args: { n: 3 }, state: { depth: 3, time: 0 } },
    ],
  },
  {
    name: "instance",
    events: [8, 8, 1].map((n) => ({ action: "Wind", args: { n } })),
  },
  { name: "what follows decides", events: [{ action: "Blur", args: { n: 4 } }, pull(5, 0)] },
  { name: "the same either way", events: [{ action: "Blur", args: { n: 4 }, state: { depth: 4 } }] },
  {
    name: "no action named",
    events: [{ state: { depth: 9, mood: "wild" } }, { action: "Both", args: { n: 1 } }],
  },
  { name: "diverges", events: [push(2, 2), push(2, 5), push(1, 6)] },
];

describe.skipIf(!toolchain.ok)("coverage of a spec by traces", () => {
  let coverage: CoverageReport;
  beforeAll(async () => {
    coverage = await cover(traces, "Branches");
  });
  const branches = (action: string): readonly CoveredBranch[] => {
    const found = coverage.actions.find((one) => one.action === action);
    if (found === undefined) throw new Error(`no action ${action}`);
    return found.branches;
  };
  const counts = (action: string) => branches(action).map(({ text, taken }) => [text, taken]);
  const taken = (action: string) => coverage.actions.find((one) => one.action === action)?.taken;

  test("names the actions that Next consists of, not what only combines them", () => {
    expect(coverage.actions.map(({ action }) => action)).toEqual([
      ...["Push", "Pull", "Calm", "Turn", "Case", "Meet", "Lose", "Jump", "Wind", "Blur"],
    ]);
  });

  test("an operator with choices counts for each action that applies it", () => {
    expect(counts("Push")).toEqual([
      ['mood\' = "wild"', 3],
      ['mood\' = "busy"', 2],
      ["it does not", 1],
    ]);
    expect(counts("Pull")).toEqual([
      ['mood\' = "wild"', 0],
      ['mood\' = "busy"', 0],
      ["it does not", 3],
    ]);
  });

  test("a branch tells its place and the calls that lead to it", () => {
    const source = { module: "Branches" };
    expect(branches("Pull")[0]).toEqual({
      at: { ...source, line: 17, column: 10 },
      endLine: 17,
      calls: [
        { ...source, line: 40, column: 8 },
        { ...source, line: 24, column: 11 },
      ],
      text: 'mood\' = "wild"',
      taken: 0,
      possible: 0,
    });
    expect(branches("Push")[2]?.at).toEqual({ ...source, line: 26, column: 8 });
  });

  test("CASE with OTHER, CASE without, an action without choices", () => {
    expect(counts("Turn")).toEqual([
      ['mood\' = "busy"', 1],
      ['mood\' = "wild"', 1],
      ['mood\' = "calm" /\\ depth > 0', 1],
    ]);
    expect(counts("Case")).toEqual([
      ["depth' = 1", 0],
      ["depth' = 2", 1],
    ]);
    expect(counts("Calm")).toEqual([["No choice here: the values of an IF are no ways of a step.", 0]]);
    expect(branches("Calm")[0]?.at).toMatchObject({ line: 44, column: 1 });
  });

  test("operators of a LET, and a choice under an existential", () => {
    expect(counts("Meet").map(([, times]) => times)).toEqual([2, 1]);
    expect(counts("Lose").map(([, times]) => times)).toEqual([1, 0]);
  });

  test("choices one after the other are taken one each", () => {
    expect(counts("Jump")).toEqual([
      ["depth = n", 1],
      ["seen = {}", 1],
      ["depth' = n", 1],
      ["depth' = n + 1", 1],
      ["time' = 0", 1],
      ["time' = 5", 1],
    ]);
    expect(taken("Jump")).toBe(2);
  });

  test("inside an instance", () => {
    expect(counts("Wind").map(([, times]) => times)).toEqual([2, 1]);
    expect(branches("Wind")[0]?.at.module).toBe("BranchClock");
  });

  test("a way that the later events exclude is not taken, only possible", () => {
    expect(branches("Blur").map((one) => [one.taken, one.possible])).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("an event without action, or of a combination of actions, counts for the action it was", () => {
    expect(coverage.unattributed).toBe(1);
    expect(taken("Push")).toBe(6);
  });

  test("figures agree with each other", () => {
    const all = coverage.actions.flatMap((action) => action.branches);
    expect(coverage).toMatchObject({
      actionsTotal: coverage.actions.length,
      branchesTotal: all.length,
      actionsTaken: coverage.actions.filter((action) => action.taken > 0).length,
      branchesTaken: all.filter((branch) => branch.taken > 0).length,
      notes: [],
    });
    for (const { taken: times, possible } of all) expect(possible).toBeGreaterThanOrEqual(times);
  });

  test("for people: what was never taken, with its place", () => {
    const lines = coverageLines(coverage);
    expect(lines[0]).toMatch(/^coverage: 9 of 10 actions, \d+ of 26 branches taken$/);
    expect(lines).toContain("    Case: depth' = 1 (Branches.tla:57:22)");
    expect(lines).toContain('    Pull: mood\' = "wild" (Branches.tla:17:10, called at 40:8)');
  });
});

describe.skipIf(!toolchain.ok)("coverage of the example of the docs", () => {
  test("a lock: both ways of Release, as often as they were taken", async () => {
    const { coverage } = await inFolder(async (folder) => {
      const example = path.resolve(import.meta.dirname, "..", "..", "..", "docs", "example");
      const file = (name: string): string => path.join(example, name);
      const session = { ...sessionIn(folder), coverage: () => true };
      const spec = await loadSpec({ specFile: file("Lock.tla"), cfgFile: file("Lock.cfg"), ...session });
      if (!spec.ok) throw new Error(JSON.stringify(spec.problems));
      return checkFiles([file("good.ndjson"), file("stolen.ndjson")], spec.value, session);
    });
    const lines = coverage?.actions.map(({ action, taken, branches }) => [
      ...[action, taken],
      ...branches.map((branch) => branch.taken),
    ]);
    expect(lines).toEqual([
      ["Acquire", 2, 2],
      ["Wait", 2, 2],
      ["Release", 3, 1, 2],
    ]);
  });
});

describe.skipIf(!toolchain.ok)("coverage where it cannot be had", () => {
  test("an operator that the configuration replaces is not looked into", async () => {
    const blur: Event = { action: "Push", args: { n: 1 }, state: { depth: 1, mood: "calm" } };
    const { report, of } = await judge([{ name: "replaced", events: [blur] }], "Branches", {
      ...{ cfg: "Branches.replaced.cfg", coverage: () => true },
    });
    expect(of("replaced").verdict).toBe("conforms");
    const push_ = report.coverage?.actions.find(({ action }) => action === "Push");
    expect(push_).toMatchObject({ taken: 1, branches: [{ taken: 1 }] });
    expect(report.coverage?.notes).toContain(
      "Settle at Branches.tla:34:8 is not looked into: the configuration replaces it",
    );
  });

  test("a body that TLC refuses costs the coverage, not the verdict", async () => {
    await inFolder(async (folder) => {
      const spec = await fixtureSpec("Branches", folder);
      const files = await writeTraces([{ name: "any", events: [push(1, 1)] }], "Branches", folder);
      const trace = await readTrace(files[0] ?? "");
      if (!trace.ok) throw new Error(JSON.stringify(trace.problems));
      const plan = planCoverage(spec);
      const refused: Piece = { kind: "text", text: "((no TLA+" };
      const coverage = { ...plan, actions: plan.actions.map((action) => ({ ...action, body: refused })) };
      const suspicion = createSuspicion(spec.modelValues);
      const options = { session: sessionIn(folder), suspicion, cautious: true, coverage };
      const { followed, runs, problems } = await followBatch([trace.value], spec, options);
      expect(problems).toEqual([]);
      expect(followed).toMatchObject([{ matched: 1, ended: "accepted", branches: [] }]);
      expect(runs).toBe(2);
      const report = coverageOf([{ matched: 1, branches: [] }], plan, spec);
      expect(report.unattributed).toBe(1);
      expect(report.notes).toEqual(["1 of the traces could only be followed without coverage"]);
    });
  });

  test("only the traces asked for count", async () => {
    const { report } = await judge(traces, "Branches", { coverage: (file) => file.endsWith("4.ndjson") });
    const actions = report.coverage?.actions.filter(({ taken }) => taken > 0);
    expect(actions?.map(({ action, taken }) => [action, taken])).toEqual([["Wind", 3]]);
  });

  test.runIf(isFull)("a case that is none of them is as without coverage", async () => {
    const constants = { Cases: { "#set": [1, 3] } };
    const outside = [
      { name: "outside", constants, events: [push(1, 1), { action: "Case", args: { n: 3 } }] },
    ];
    const [without, covered] = [
      await judge(outside, "Branches"),
      await judge(outside, "Branches", { coverage: () => true }),
    ];
    const told = ({ of }: typeof without) => [of("outside").verdict, of("outside").matched];
    expect(told(without)).toEqual(["inconclusive", 1]);
    expect(told(covered)).toEqual(told(without));
    expect(covered.of("outside").reason).toMatch(/CASE with no conditions true/);
  });
});
