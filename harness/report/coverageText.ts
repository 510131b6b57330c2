import type { BranchPlace, CoveredBranch, CoverageReport } from "../check/coverage/coverageReport.ts";
import type { Problem } from "../../traces/problem.ts";
import { counted, problemLines, table } from "./lines.ts";

/** `conformance coverage` for people. */
export const coverageFilesText = (report: {
  readonly spec: { readonly module: string };
  readonly checks: number;
  readonly traces: number;
  readonly coverage: CoverageReport;
  readonly errors: readonly Problem[];
}): string =>
  [
    `${report.spec.module}: ${counted(report.checks, "check")}, ${counted(report.traces, "trace")}`,
    ...coverageLines(report.coverage),
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
  ].join("\n");

/** The coverage of a spec for people: a table of actions, and the branches never taken with their places. */
export const coverageLines = (coverage: CoverageReport): readonly string[] => {
  const { actionsTaken, actionsTotal, branchesTaken, branchesTotal, unattributed, notes } = coverage;
  return [
    `coverage: ${actionsTaken} of ${counted(actionsTotal, "action")}, ` +
      `${branchesTaken} of ${branchesTotal} ${branchesTotal === 1 ? "branch" : "branches"} taken`,
    ...indented(table([["action", "taken", "branches"], ...actionRows(coverage)])),
    ...silentPart(coverage),
    ...neverTakenPart(coverage),
    ...(unattributed === 0 ? [] : [`  ${counted(unattributed, "event")} matched a step of no action`]),
    ...notes.map((note) => `  ${note}`),
  ];
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const actionRows = ({ actions }: CoverageReport): readonly (readonly (string | number)[])[] =>
  actions.map(({ action, taken, branches }) => {
    const used = branches.filter((branch) => branch.taken > 0).length;
    return [action, taken, `${used} of ${branches.length}`];
  });

const silentPart = ({ actions }: CoverageReport): readonly string[] => {
  const silent = actions.flatMap((one) => (one.silent === undefined ? [] : [`${one.action} ${one.silent}`]));
  return silent.length === 0 ? [] : [`  of these without an event: ${silent.join(", ")}`];
};

const neverTakenPart = (coverage: CoverageReport): readonly string[] => {
  const lines = neverTaken(coverage);
  return lines.length === 0 ? [] : ["  never taken:", ...lines.map((line) => `  ${line}`)];
};

/** A line for every branch that no event took. */
export const neverTaken = ({ actions }: CoverageReport): readonly string[] =>
  actions.flatMap(({ action, branches }) =>
    branches.filter(({ taken }) => taken === 0).map((branch) => `  ${action}: ${branchLine(branch)}`),
  );

const branchLine = ({ at, calls, text, possible }: CoveredBranch): string => {
  const [call] = calls ?? [];
  const called = call === undefined ? "" : `, called at ${call.line}:${call.column}`;
  const could = possible === 0 ? "" : `; ${counted(possible, "event")} could have been it`;
  return `${text} (${placeText(at)}${called})${could}`;
};

const placeText = ({ module, line, column }: BranchPlace): string => `${module}.tla:${line}:${column}`;
