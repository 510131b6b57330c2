import type { ReplayFailure, ReplayReport, ReplayWhy } from "../replay/replayReport.ts";
import { counted } from "./lines.ts";

/** `conformance replay` for people. */
export const replayText = (report: ReplayReport): string => {
  const { verdict, states, edges, edgesCovered, tests, steps, negative, deviations, failures } = report;
  const exempt = Object.entries(negative.exempt);
  return [
    `${verdict}: ${edgesCovered} of ${edges} edges between ${states} states covered by ${counted(tests, "test")} of ${steps} steps`,
    `forbidden steps: ${negative.checked} of ${negative.pairs} tried, ${negative.excused} excused by deviations`,
    ...exempt.map(([reason, count]) => `  ${count} taken all the same: ${reason}`),
    ...deviations.map(
      ({ id, reason, edges: excused, pairs }) =>
        `deviation ${id}: excuses ${counted(excused, "edge")} and ${counted(pairs, "forbidden step")} (${reason})`,
    ),
    ...failures.flatMap(failureLines),
    ...(report.failuresTotal > failures.length ? [`and ${report.failuresTotal - failures.length} more`] : []),
  ].join("\n");
};

const failureLines = ({ path, step, why, shortest }: ReplayFailure): readonly string[] => [
  step === 0 ? "difference:" : `difference at step ${step}:`,
  ...(shortest ?? path).map((label, index) => `  ${index + 1}. ${label}`),
  ...why.map((reason) => `    ${whyText(reason)}`),
];

const whyText = (why: ReplayWhy): string =>
  why.kind === "state"
    ? `${why.path}: the spec gives ${why.expected}, the implementation has ${why.logged}`
    : why.reason;
