import type { StateGraph } from "../graph/stateGraph.ts";
import { driveRequest } from "../replay/driveRequest.ts";
import { followPath } from "../replay/followPath.ts";
import { readPath } from "../replay/pathText.ts";
import { exitCode } from "../report/exit.ts";
import { pathReportText } from "../report/pathText.ts";
import { failed } from "./failed.ts";
import type { CommandResult } from "./options.ts";
import type { ReplaySubject } from "./replaySubject.ts";

/** `conformance replay --path TEXT`: one path, step by step. */
export const replayPath = (
  graph: StateGraph,
  subject: ReplaySubject,
  { path, mutant }: { readonly path: string; readonly mutant?: string },
): CommandResult => {
  const asked = readPath(graph, path);
  if (!asked.ok) return failed("replay", asked.problems);
  const report = subject.drive(driveRequest(graph, mutant), (driver) =>
    followPath({ graph, driver }, asked.value),
  );
  return { json: report, text: pathReportText(report), exitCode: exitCode([report.verdict], []) };
};
