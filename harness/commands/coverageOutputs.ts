import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { CheckReport } from "../check/checkReport.ts";
import type { CoverageDocument } from "../check/coverage/coverageDocument.ts";
import { addToFile, COVERAGE_FILE, coverageText, writeWhole } from "../check/coverage/coverageFiles.ts";
import { coverageDocument } from "../check/coverage/mergeCoverage.ts";
import { hashOf, specVersion } from "../check/coverage/specVersion.ts";
import { lcovText } from "../report/lcovText.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";

/** Where coverage goes besides the report. */
export interface CoverageOptions {
  readonly coverage?: boolean;
  /** A file to add it to. */
  readonly coverageOut?: string;
  /** A file to write in lcov's form. */
  readonly lcov?: string;
}

/** Keeps the coverage of a check in its run folder, and where it was told to; what could not be done is returned. */
export const writeCoverage = async (
  report: CheckReport,
  spec: LoadedSpec,
  { coverageOut, lcov }: CoverageOptions,
): Promise<readonly Problem[]> => {
  if (report.coverage === undefined) return [];
  const version = await specVersion(spec);
  const document = coverageDocument(report.coverage, { spec: version, traces: report.traces.length });
  return [
    ...(await writeWhole(path.join(report.runDir, COVERAGE_FILE), coverageText(document))),
    ...(coverageOut === undefined ? [] : await addToFile(coverageOut, document)),
    ...(lcov === undefined ? [] : await writeLcov(lcov, document)),
  ];
};

/** Of what stands there only lcov's own files are replaced: the name may be that of a trace or a module. */
const isTaken = async (file: string): Promise<boolean> => {
  const text = await readFile(file, "utf8").catch(() => "");
  return text !== "" && !/^(?:TN|SF):/.test(text);
};

/** Modules that are still as they were tell which of their lines hold formulas. */
export const writeLcov = async (file: string, document: CoverageDocument): Promise<readonly Problem[]> => {
  if (await isTaken(file)) {
    const message = "the file stands there already and is none of lcov's";
    return [{ code: "COV006", file, message, repair: "Give another path with --lcov." }];
  }
  const lines = new Map<string, readonly string[]>();
  for (const module of document.spec.modules)
    if ((await hashOf(module.file)) === module.sha256)
      lines.set(module.name, (await readFile(module.file, "utf8")).split(/\r?\n/));
  return writeWhole(
    file,
    lcovText(document, (module) => lines.get(module) ?? null),
  );
};
