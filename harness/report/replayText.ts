import type { ReplayReport } from "../replay/replayReport.ts";
import { counted } from "./lines.ts";

/** `conformance replay` for people. */
export const replayText = (report: ReplayReport): string => {
  const { verdict, states, edges, edgesCovered, tests, steps, negative, deviations } = report;
  return [
    `${verdict}: ${edgesCovered} of ${edges} edges between ${states} states covered by ${counted(tests, "test")} of ${steps} steps`,
    `forbidden steps: ${negative.checked} of ${negative.pairs} tried`,
    ...deviations.map(({ id, reason, edges: excused }) => `deviation ${id}: ${excused} edges (${reason})`),
    ...report.failures.flatMap(failureLines),
  ].join("\n");
};

const failureLines = ({ path, step, why }: ReplayReport["failures"][number]): readonly string[] => [
  `first difference at step ${step}:`,
  ...path.map((label, index) => `  ${index + 1}. ${label}`),
  ...why.map((reason) =>
    reason.kind === "state"
      ? `    ${reason.path}: the spec gives ${reason.expected}, the implementation has ${reason.logged}`
      : `    ${reason.reason}`,
  ),
];
