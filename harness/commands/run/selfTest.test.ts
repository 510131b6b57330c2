import { expect, test } from "vitest";
import type { CheckReport, TraceReport } from "../../check/checkReport.ts";
import { toyDriver, toyGraph, toyLab, toyStep, type ToyStep } from "../../replay/fixtures/toyLab.ts";
import type { Target } from "../../targets/target.ts";
import { mutantFigures, mutantLines } from "../../report/mutantText.ts";
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

const TABLE = { Up: [1, 2, -1], Back: [-1, 0, 0] };
const graphs = [{ name: "small", graph: toyGraph(3, TABLE) }];
const truth = toyStep(TABLE);

/** A target of one mutant that can be compared with the true implementation on a graph. */
const labelled = (step: ToyStep, changes: Partial<Target["mutants"][number]> = {}): Target => ({
  ...targetOf({ ...wrong, ...changes }),
  selfTest: {
    lab: (use) => use(toyLab(toyDriver(truth), { wrong: toyDriver(step) })),
    departures: () => [],
  },
});
const lost: ToyStep = (toy, action) => (toy.at === 1 && action === "Up" ? null : truth(toy, action));
const hiding: ToyStep = (toy, action) => {
  const next = truth(toy, action);
  return next === null ? null : { ...next, memory: 1 };
};

const wrong = { name: "wrong", description: "does wrong" };
const [bad, made] = ["bad.ndjson", "mutants/wrong/made.ndjson"];

const fresh = (...files: readonly string[]): SelfTestInput["fresh"] => {
  const traces = files.map((file) => ({
    file,
    request: { kind: "random", nodes: 3, seed: 7, steps: 9, faults: true } as const,
    actions: ["A", "B", "C", "D", "E"],
  }));
  return { files: [], mutants: new Map([["wrong", { traces, departs: files.length }]]), problems: [] };
};

const judged = (changes: Partial<SelfTestInput> = {}) =>
  selfTest({
    target: targetOf(wrong),
    report: reportOf(refused(bad, true), refused(made, false)),
    fresh: fresh(made),
    knownBad: [bad],
    graphs: [],
    ...changes,
  });

test("passes when every bad trace is refused where it must, and every mutant is caught", () => {
  const report = judged();
  expect(selfTestPassed(report)).toBe(true);
  expect(report.traces).toEqual({ total: 1, refused: 1, asExpected: 1 });
  const command =
    "conformance record --target some --random --nodes 3 --seed 7 --steps 9 --faults --mutant wrong --out runs/wrong.ndjson --force; " +
    "conformance explain runs/wrong.ndjson --target some";
  const shown = {
    steps: 4,
    where: "made.ndjson",
    line: 5,
    path: ["A", "B", "C", "D"],
    why: "it could not happen",
  };
  expect(report.mutants).toEqual([
    {
      ...{ ...wrong, beyond: null, caught: true, by: "trace made.ndjson:5: it could not happen", command },
      techniques: { replay: null, against: null, promises: null, traces: { ...shown, command } },
      ...{ shortest: "traces", equivalent: null, survives: null },
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

const report = reportOf(refused(bad, true), accepted(made));

test("a mutant that no trace shows may be caught by replay, and one that nothing can show need not be", () => {
  const replayed = judged({ report, graphs, target: labelled(lost) });
  const command = "conformance replay --target some --cfg small --mutant wrong --path 'Up > Up'";
  expect(replayed.mutants[0]).toMatchObject({
    ...{ caught: true, by: "replay, step 2", shortest: "replay", command },
    techniques: { replay: { steps: 2, where: "small", path: ["Up", "Up"], why: "it does nothing", command } },
  });
  expect(selfTestPassed(replayed)).toBe(true);
  const hidden = judged({ report, graphs, target: labelled(hiding, { beyond: "no clock" }) });
  expect([selfTestPassed(hidden), hidden.mutants[0]?.caught]).toEqual([true, false]);
});

test("every technique is tried, and the shortest is named", () => {
  const [mutant] = judged({ graphs, target: labelled(lost) }).mutants;
  expect(mutant?.techniques).toMatchObject({ replay: { steps: 2 }, traces: { steps: 4 } });
  expect([mutant?.shortest, mutant?.by]).toEqual(["replay", "trace made.ndjson:5: it could not happen"]);
});

test("a mutant that is the same on all graphs and in all schedules is no survivor, and not caught either", () => {
  const same = judged({
    report,
    graphs,
    fresh: fresh(),
    target: labelled((toy, action) => truth({ ...toy }, action)),
  });
  expect(same.mutants[0]).toMatchObject({
    ...{ caught: false, by: null, shortest: null, survives: null },
    equivalent: { graphs: ["small"], states: 3, edges: 4, forbidden: 2 },
  });
  expect(selfTestPassed(same)).toBe(true);
  expect(mutantFigures(same.mutants)).toBe(
    "0 of 1 caught (replay 0, against 0, promises 0, traces 0); 1 proven to do nothing else on the graphs",
  );
  expect(mutantLines("some", same.mutants, false).at(-1)).toBe(
    "the mutant wrong is equivalent on 3 states, 4 edges, 2 forbidden asks of 1 graph: does wrong",
  );
});

test.each([
  {
    ...{ what: "hides what it does", target: labelled(hiding), traces: fresh() },
    why: "small, after Up: world.memory is 1, not 0",
  },
  {
    ...{ what: "differs only off the graphs", target: labelled(truth), traces: fresh(made) },
    why: "it is the same on all graphs, but not in 1 of the",
  },
  {
    ...{ what: "has no graph to be compared on", target: targetOf(wrong), traces: fresh() },
    why: "no graph was there to compare it on",
  },
])("a mutant that $what survives, and fails the build", ({ target, traces, why }) => {
  const survivor = judged({
    report,
    target,
    fresh: traces,
    graphs: target.selfTest === undefined ? [] : graphs,
  });
  expect(survivor.mutants[0]).toMatchObject({ caught: false, equivalent: null });
  expect(survivor.mutants[0]?.survives).toContain(why);
  expect(selfTestPassed(survivor)).toBe(false);
  expect(mutantLines("some", survivor.mutants, true).join("\n")).toContain(why);
});

test("the matrix has a line a mutant, with the steps of each technique", () => {
  const { mutants } = judged({ graphs, target: labelled(lost) });
  expect(mutantLines("some", mutants, false).slice(1, 3)).toEqual([
    "       replay  against  promises  traces  shortest",
    "wrong  +2      -        -         +4      small, ends with Up",
  ]);
  expect(mutantFigures(mutants)).toBe("1 of 1 caught (replay 1, against 0, promises 0, traces 1)");
});

test("no trace to judge is no verdict, and a self-test that fails is a divergence", () => {
  const target = (check: CheckReport | null, self = judged()) =>
    ({ model: { models: [] }, check, selfTest: self, replays: [] }) as unknown as TargetReport;
  const conforming = { ...reportOf(), verdict: "conforms" } as const;
  expect(verdictsOf(target(conforming))).toEqual(["conforms", "conforms"]);
  expect(verdictsOf(target({ ...conforming, verdict: null }))).toEqual(["inconclusive", "conforms"]);
  expect(verdictsOf(target(null, judged({ knownBad: [] })))).toEqual(["diverges"]);
});
