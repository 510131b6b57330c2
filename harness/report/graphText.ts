import type { GraphReport } from "../graph/graphReport.ts";
import { checksLines } from "./checksText.ts";
import { coverText } from "./coverText.ts";
import { problemLines, seconds, table } from "./lines.ts";

/** `conformance graph` for people. */
export const graphText = (report: GraphReport): string => {
  const { states, edges, initial, cover, actions, warnings, durationMs } = report;
  return [
    `${states} states, ${edges} edges, ${initial} initial, ${seconds(durationMs)}`,
    coverText(cover),
    ...table([["action", "edges"], ...Object.entries(actions)]),
    ...(report.checks === undefined ? [] : checksLines(report.checks)),
    ...warnings.flatMap((problem) => problemLines("warning", problem)),
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
  ].join("\n");
};
