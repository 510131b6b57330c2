import { findCoverage, addToFile, readAll } from "../check/coverage/coverageFiles.ts";
import { reportOf } from "../check/coverage/mergeCoverage.ts";
import { coverageFilesText } from "../report/coverageText.ts";
import { exitCode } from "../report/exit.ts";
import { writeLcov } from "./coverageOutputs.ts";
import { failed } from "./failed.ts";
import type { CommandResult } from "./options.ts";

export interface CoverageCommandOptions {
  /** A file to write in lcov's form. */
  readonly lcov?: string;
  /** A coverage file to add the sum to. */
  readonly out?: string;
}

/** `conformance coverage FILE|DIR ...`: what several checks covered together. */
export const coverage = async (
  paths: readonly string[],
  { lcov, out }: CoverageCommandOptions,
): Promise<CommandResult> => {
  const files = await findCoverage(paths);
  if (!files.ok) return failed("coverage", files.problems);
  const sum = await readAll(files.value);
  if (!sum.ok) return failed("coverage", sum.problems);
  const errors = [
    ...(lcov === undefined ? [] : await writeLcov(lcov, sum.value)),
    ...(out === undefined ? [] : await addToFile(out, sum.value)),
  ];
  const { spec, checks, traces } = sum.value;
  const report = {
    ...{ command: "coverage", spec, files: files.value, checks, traces },
    ...{ coverage: reportOf(sum.value), errors, warnings: [] },
  };
  return {
    json: report,
    text: coverageFilesText(report),
    exitCode: exitCode(["conforms"], errors),
  };
};
