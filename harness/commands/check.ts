import { findTraces } from "../../traces/find.ts";
import { success, type Problem, type Result } from "../../traces/problem.ts";
import { checkFiles, type CheckSession } from "../check/check.ts";
import { openCheckCache } from "../cache/checkCache.ts";
import type { CheckReport } from "../check/checkReport.ts";
import { createScanAhead, type ScanAhead } from "../check/scanAhead.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { checkText } from "../report/checkText.ts";
import { exitCode, strictVerdicts } from "../report/exit.ts";
import type { CoverageOptions } from "./coverageOutputs.ts";
import { failed } from "./failed.ts";
import { loadDeclaredSpec } from "./loadDeclaredSpec.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { openSession, readLimits } from "./session.ts";
import { resolveSystem } from "./system.ts";

export interface CheckOptions extends CommonOptions, CoverageOptions {
  /** Any warning is as bad as a divergence. */
  readonly strict?: boolean;
  /** The files are parts of one run each, not runs of their own. */
  readonly merge?: boolean;
}

/** `conformance check TRACE|DIR ...` */
export const check = async (
  paths: readonly string[],
  options: CheckOptions,
  context: CommandContext,
): Promise<CommandResult> => {
  const system = await resolveSystem(options, "trace");
  if (!system.ok) return failed("check", system.problems);
  // What is wrong with the command comes before what is wrong with the files.
  const limits = readLimits(options);
  if (!limits.ok) return failed("check", limits.problems);
  const found = await findInput(paths, options);
  if (!found.ok) return failed("check", found.problems);
  const session = await openSession("check", options, context);
  if (!session.ok) return failed("check", session.problems);
  const cached = options.cache !== false;
  const cache = cached ? await openCheckCache(session.value.toolchain, context.env) : undefined;
  const { ahead } = found.value;
  const loading = {
    ...cache,
    ...(ahead && system.value.declarations.compose.size === 0 && { whileParsing: ahead.start }),
  };
  const spec = await loadDeclaredSpec(system.value, session.value, loading);
  ahead?.stop();
  if (!spec.ok) return failed("check", spec.problems);
  const coverage = wantsCoverage(options);
  const known = cache?.verdicts(spec.value, { coverage });
  const judged = await found.value.judge(spec.value, {
    ...session.value,
    ...(coverage && { coverage: () => true }),
    ...(known && { verdicts: known }),
  });
  const unwritten = coverage ? await writeCoverage(judged, spec.value, options) : [];
  const warnings = [...judged.warnings, ...(cache?.close() ?? [])];
  return resultOf({ ...judged, warnings, errors: [...judged.errors, ...unwritten] }, options);
};

const resultOf = (judged: CheckReport, { strict = false, verbose = false }: CheckOptions): CommandResult => {
  const report = { ...judged, ...(strict && { strict }) };
  const verdicts = report.traces.map(({ verdict }) => verdict);
  return {
    json: report,
    text: checkText(report, verbose),
    exitCode: exitCode([...verdicts, ...strictVerdicts(strict, report.warnings)], report.errors),
  };
};

// What few checks need is loaded by those: the packages it uses take longer than a check that finds all verdicts known.

/** Any place to put it asks for it. */
const wantsCoverage = ({ coverage, coverageOut, lcov }: CoverageOptions): boolean =>
  coverage === true || coverageOut !== undefined || lcov !== undefined;

const writeCoverage = async (
  report: CheckReport,
  spec: LoadedSpec,
  options: CoverageOptions,
): Promise<readonly Problem[]> => (await import("./coverageOutputs.ts")).writeCoverage(report, spec, options);

interface Input {
  readonly judge: (spec: LoadedSpec, session: CheckSession) => Promise<CheckReport>;
  readonly ahead?: ScanAhead;
}

/** What the paths stand for, and how it is judged. */
const findInput = async (paths: readonly string[], { merge }: CheckOptions): Promise<Result<Input>> => {
  if (merge === true) {
    const { findRuns } = await import("../check/declared/mergedRuns.ts");
    const { checkRuns } = await import("../check/declared/checkRuns.ts");
    const runs = await findRuns(paths);
    return runs.ok ? success({ judge: (spec, session) => checkRuns(runs.value, spec, session) }) : runs;
  }
  const files = await findTraces(paths);
  if (!files.ok) return files;
  const ahead = createScanAhead(files.value);
  return success({ ahead, judge: (spec, session) => checkFiles(files.value, spec, { ...session, ahead }) });
};
