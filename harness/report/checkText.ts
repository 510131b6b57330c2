import type { CheckReport, TraceReport } from "../check/checkReport.ts";
import { coverageLines } from "./coverageText.ts";
import { silentLines, silentSummary } from "./declaredText.ts";
import { divergenceLines } from "./divergenceText.ts";
import { strictWarnings } from "./exit.ts";
import { counted, problemLines, seconds } from "./lines.ts";

/** `conformance check` for people; with `verbose` conforming traces and frontier states too. */
export const checkText = (report: CheckReport, verbose: boolean): string =>
  [
    ...report.traces.flatMap((trace) => traceLines(trace, verbose)),
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
    ...report.warnings.flatMap((problem) => problemLines("warning", problem)),
    ...summaryLines(report),
    ...strictLines(report),
    ...(report.coverage === undefined ? [] : coverageLines(report.coverage)),
  ].join("\n");

const traceLines = (trace: TraceReport, verbose: boolean): readonly string[] => {
  const { file, verdict, events, matched, divergence, reason, expected } = trace;
  const head = `${verdict.padEnd(12)} ${file}: ${matched} of ${counted(events, "event")} matched`;
  if (verdict === "conforms") return verbose ? [head, ...silentLines(trace)] : [];
  return [
    head,
    ...(reason === undefined ? [] : [`  ${reason}`]),
    ...(divergence === undefined ? [] : divergenceLines(file, divergence, verbose)),
    ...(verbose ? silentLines(trace) : []),
    ...(expected === undefined
      ? []
      : [
          `  ${expected.met ? "as its header expects" : `its header expects line ${expected.line}`}: ${expected.mistake}`,
        ]),
  ];
};

const strictLines = ({ strict, warnings }: CheckReport): readonly string[] => {
  if (strict !== true) return [];
  const count = strictWarnings(warnings).length;
  return [
    count === 0 ? "strict: no warnings" : `strict: ${counted(count, "warning")}, as bad as a divergence`,
  ];
};

const cacheText = ({ cache }: CheckReport): string =>
  cache === undefined || cache.hits === 0
    ? ""
    : `; ${cache.hits} of ${counted(cache.hits + cache.misses, "verdict")} from the cache`;

const summaryLines = (report: CheckReport): readonly string[] => {
  const count = (verdict: string): number =>
    report.traces.filter((trace) => trace.verdict === verdict).length;
  const matched = report.traces.reduce((sum, trace) => sum + trace.matched, 0);
  const events = report.traces.reduce((sum, trace) => sum + trace.events, 0);
  const actions = Object.entries(report.actions).flatMap(([name, { matched: times }]) =>
    times === 0 ? [] : [`${name} ${times}`],
  );
  return [
    `${counted(report.traces.length, "trace")}: ${count("conforms")} conform, ${count("diverges")} diverge, ` +
      `${count("inconclusive")} inconclusive; ${matched} of ${counted(events, "event")} matched ` +
      `in ${counted(report.tlc.runs, "TLC run")}, ${seconds(report.durationMs)}${cacheText(report)}`,
    ...(actions.length === 0 ? [] : [`matched by: ${actions.sort().join(", ")}`]),
    ...silentSummary(report),
  ];
};
