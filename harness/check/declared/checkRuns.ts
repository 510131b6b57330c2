import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { checkTraces, type CheckSession } from "../check.ts";
import type { CheckReport } from "../checkReport.ts";
import { readRuns, type MergedRun } from "./mergedRuns.ts";

/** Merges the files of each run and has TLC judge the runs; one that cannot be merged becomes errors. */
export const checkRuns = async (
  runs: readonly MergedRun[],
  spec: LoadedSpec,
  session: CheckSession,
): Promise<CheckReport> => {
  const { traces, problems } = await readRuns(runs);
  const report = await checkTraces(traces, spec, session);
  return { ...report, errors: [...problems, ...report.errors] };
};
