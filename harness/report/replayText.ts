import type { IncrementalReport, ReplayFailure, ReplayReport, ReplayWhy } from "../replay/replayReport.ts";
import { coverText } from "./coverText.ts";
import { counted, problemLines } from "./lines.ts";

/** `conformance replay` for people. */
export const replayText = (report: ReplayReport): string => {
  const { verdict, states, edges, edgesCovered, tests, steps, negative, deviations, failures } = report;
  const exempt = Object.entries(negative.exempt);
  return [
    `${verdict}: ${edgesCovered} of ${edges} edges between ${states} states covered by ${counted(tests, "test")} of ${steps} steps`,
    coverText(report.cover),
    `forbidden steps: ${sampleText(negative)}, ${negative.excused} excused by deviations`,
    ...exempt.map(([reason, count]) => `  ${count} taken all the same: ${reason}`),
    ...(negative.ignored > 0 ? [`  ${negative.ignored} taken without effect, as declared`] : []),
    ...deviations.map(
      ({ id, reason, edges: excused, pairs }) =>
        `deviation ${id}: excuses ${counted(excused, "edge")} and ${counted(pairs, "forbidden step")} (${reason})`,
    ),
    ...keptLines(report),
    ...(report.errors ?? []).flatMap((problem) => problemLines("error", problem)),
    ...report.warnings.flatMap((warning) => problemLines("warning", warning)),
    ...failures.flatMap(failureLines),
    ...moreLines(report),
  ].join("\n");
};

/** Which share of them was asked for, wherever it is not all. */
const sampleText = ({ checked, pairs, rate, seed }: ReplayReport["negative"]): string =>
  rate === 1
    ? `${checked} of ${pairs} tried`
    : `checked ${grouped(checked)} of ${grouped(pairs)} pairs (rate ${rate}, seed ${seed})`;

/** 61,234,567 */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

const moreLines = ({ failures, failuresTotal }: ReplayReport): readonly string[] => {
  const more = failuresTotal - failures.reduce((sum, { count }) => sum + count, 0);
  return more > 0 ? [`and ${more} more, of other kinds`] : [];
};

/** What was taken from an earlier replay, and what was written. */
const keptLines = ({ incremental, suite }: ReplayReport): readonly string[] => [
  ...(incremental === undefined ? [] : [incrementalLine(incremental)]),
  ...(suite === undefined ? [] : [`suite: ${suite.files.join(", ")} (${suite.bytes} bytes)`]),
];

const incrementalLine = (incremental: IncrementalReport): string => {
  const { baseline, skippedEdges, rerunEdges, skippedPairs, rerunPairs, reason, written } = incremental;
  const kept = written ? "written anew" : "left as it was";
  return `incremental: ${counted(skippedEdges, "edge")} and ${counted(skippedPairs, "forbidden step")} skipped, ${rerunEdges} and ${rerunPairs} run: ${reason}; ${baseline} is ${kept}`;
};

/** One failure for people; by the shortest path, if there is one. */
export const failureLines = ({
  path,
  step,
  why,
  shortest,
  count,
  command,
}: ReplayFailure): readonly string[] => [
  step === 0 ? "difference:" : `difference at step ${(shortest ?? path).length}:`,
  ...(shortest ?? path).map((label, index) => `  ${index + 1}. ${label}`),
  ...why.map((reason) => `    ${whyText(reason)}`),
  ...(count > 1 ? [`    and ${count - 1} more like it`] : []),
  ...(command === null ? [] : [`    again: ${command}`]),
];

/** A reason in words. */
export const whyText = (why: ReplayWhy): string =>
  why.kind === "state"
    ? `${why.path}: the spec gives ${why.expected}, the implementation has ${why.logged}`
    : why.reason;
