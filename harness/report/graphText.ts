import type { GraphReport } from "../graph/graphReport.ts";
import { problemLines, seconds, table } from "./lines.ts";

/** `conformance graph` for people. */
export const graphText = (report: GraphReport): string => {
  const { states, edges, initial, cover, actions, warnings, durationMs } = report;
  return [
    `${states} states, ${edges} edges, ${initial} initial, ${seconds(durationMs)}`,
    `cover: ${cover.tests} tests of ${cover.steps} steps; at least ${cover.minTests} tests and ${cover.minSteps} steps are needed`,
    ...table([["action", "edges"], ...Object.entries(actions)]),
    ...warnings.flatMap((problem) => problemLines("warning", problem)),
  ].join("\n");
};
