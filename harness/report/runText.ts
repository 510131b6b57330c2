import type { RunReport, TargetReport } from "../commands/run/runReport.ts";
import { isAnswered } from "../commands/run/mutantReport.ts";
import { checkText } from "./checkText.ts";
import type { CheckReport } from "../check/checkReport.ts";
import { neverTaken } from "./coverageText.ts";
import { counted, problemLines, seconds, table } from "./lines.ts";
import type { ModelFigures } from "../model/modelReport.ts";
import { modelText } from "./modelText.ts";
import { mutantFigures, mutantLines } from "./mutantText.ts";
import { replayText } from "./replayText.ts";

type Row = readonly [what: string, verdict: string, figures: string];

/** `conformance run` for people: one table, then only what went wrong, then the verdict. */
export const runText = (report: RunReport): string =>
  [
    ...table([["", "verdict", ""], doctorRow(report), ...report.targets.flatMap(targetRows)]),
    "",
    ...report.targets.flatMap((target) => detailLines(target, report.quick)),
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
    ...report.warnings.flatMap((problem) => problemLines("warning", problem)),
    `${report.verdict ?? "nothing could be judged"} in ${seconds(report.durationMs)}; seed ${report.seed}, TLC ${report.tlc.version}; everything is in ${report.runDir}`,
  ].join("\n");

/** The toolchain in a line; everything else of the doctor only where it is ill. */
const doctorRow = ({ doctor }: RunReport): Row => {
  const ill = doctor.filter(({ state }) => state === "failure");
  const found = (name: string): string => doctor.find((fact) => fact.name === name)?.found ?? "unknown";
  const figures = `Java ${found("java").replace(/ \(.*$/, "")}, TLC ${found("tlc")}`;
  return ["doctor", ill.length === 0 ? "ok" : "FAILURE", figures];
};

const targetRows = (target: TargetReport): readonly Row[] => [
  ...target.model.models.map((model): Row => [
    `${target.name}: model ${model.name}`,
    model.verdict ?? "not checked",
    `${modelFigures(model)}, ${seconds(model.durationMs)}`,
  ]),
  ...checkRows(target),
  ...selfTestRows(target),
  ...target.replays.map((replay, index): Row => [
    `${target.name}: replay ${index + 1}`,
    replay.verdict,
    `${replay.edgesCovered} of ${replay.edges} edges in ${counted(replay.tests, "test")}; ` +
      `${replay.negative.checked} forbidden steps refused` +
      (replay.deviations.length === 0 ? "" : `; ${counted(replay.deviations.length, "declared deviation")}`),
  ]),
];

const modelFigures = ({ distinct, depth, violated, counterexample, verdict }: ModelFigures): string =>
  violated !== null && verdict === "conforms"
    ? `violates ${violated} in ${counted(counterexample.length, "state")}, as it must`
    : `${counted(distinct, "state")}, depth ${depth}`;

const checkRows = ({ name, check }: TargetReport): readonly Row[] => {
  if (check === null) return [];
  const matched = check.traces.reduce((sum, trace) => sum + trace.matched, 0);
  const events = check.traces.reduce((sum, trace) => sum + trace.events, 0);
  const figures = `${counted(check.traces.length, "trace")}, ${matched} of ${events} events matched by ${counted(Object.keys(check.actions).length, "action")}, ${seconds(check.durationMs)}`;
  return [[`${name}: traces`, check.verdict ?? "not checked", figures], ...coverageRows(name, check)];
};

/** A run that leaves a few branches out says which; a quick one leaves out many. */
const FEW = 10;

const neverTakenLines = ({ name, check }: TargetReport): readonly string[] => {
  const lines = check?.coverage === undefined ? [] : neverTaken(check.coverage);
  return lines.length === 0 || lines.length > FEW ? [] : [`${name}, never taken by a trace:`, ...lines];
};

/** How much of the spec the traces took; what they never took is in the JSON, and in `check --coverage`. */
const coverageRows = (name: string, { coverage }: CheckReport): readonly Row[] => {
  if (coverage === undefined) return [];
  const { actionsTaken, actionsTotal, branchesTaken, branchesTotal } = coverage;
  const figures = `${actionsTaken} of ${counted(actionsTotal, "action")}, ${branchesTaken} of ${branchesTotal} branches`;
  return [[`${name}: spec taken by traces`, branchesTaken === branchesTotal ? "all" : "in part", figures]];
};

const selfTestRows = ({ name, selfTest }: TargetReport): readonly Row[] => {
  if (selfTest === null) return [];
  const { traces, mutants } = selfTest;
  const verdict = (passed: boolean): string => (passed ? "caught" : "MISSED");
  return [
    [
      `${name}: known-bad traces`,
      verdict(traces.asExpected === traces.total && traces.total > 0),
      `${traces.asExpected} of ${traces.total} refused at the line their header names`,
    ],
    [`${name}: known-bad implementations`, verdict(mutants.every(isAnswered)), mutantFigures(mutants)],
  ];
};

const detailLines = (target: TargetReport, quick: boolean): readonly string[] => [
  ...(target.model.models.every(({ verdict }) => verdict === "conforms")
    ? []
    : [modelText(target.model, false)]),
  ...(target.check === null || target.check.verdict === "conforms" ? [] : [checkText(target.check, false)]),
  ...neverTakenLines(target),
  ...(target.selfTest === null ? [] : mutantLines(target.name, target.selfTest.mutants, quick)),
  ...target.replays.filter(({ verdict }) => verdict !== "conforms").map(replayText),
];
