import { findTraces } from "../../traces/find.ts";
import { checkFiles } from "../check/check.ts";
import { checkText } from "../report/checkText.ts";
import { exitCode } from "../report/exit.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { openSession, readLimits } from "./session.ts";
import { resolveSystem } from "./system.ts";

export interface CheckOptions extends CommonOptions {
  readonly coverage?: boolean;
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
  const files = await findTraces(paths);
  if (!files.ok) return failed("check", files.problems);
  const session = await openSession("check", options, context);
  if (!session.ok) return failed("check", session.problems);
  const spec = await loadSpec({ ...system.value, ...session.value });
  if (!spec.ok) return failed("check", spec.problems);
  const report = await checkFiles(files.value, spec.value, {
    ...session.value,
    ...(options.coverage === true ? { coverage: () => true } : {}),
  });
  const verdicts = report.traces.map(({ verdict }) => verdict);
  return {
    json: report,
    text: checkText(report, options.verbose === true),
    exitCode: exitCode(verdicts, report.errors),
  };
};
