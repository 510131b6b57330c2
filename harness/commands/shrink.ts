import path from "node:path";
import type { Trace } from "../../traces/trace.ts";
import { exitCode } from "../report/exit.ts";
import { shrinkText } from "../report/shrinkText.ts";
import { shrink as shrinkTrace } from "../shrink/shrink.ts";
import { failed } from "./failed.ts";
import { loadDeclaredSpec } from "./loadDeclaredSpec.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { refuseExisting, writeTrace } from "./recordFile.ts";
import { openSession, readLimits } from "./session.ts";
import { resolveSystem } from "./system.ts";

export interface ShrinkCommandOptions extends CommonOptions {
  readonly out?: string;
  readonly force?: boolean;
}

/** `conformance shrink TRACE` */
export const shrink = async (
  file: string,
  options: ShrinkCommandOptions,
  context: CommandContext,
): Promise<CommandResult> => {
  const system = await resolveSystem(options, "trace");
  if (!system.ok) return failed("shrink", system.problems);
  const limits = readLimits(options);
  if (!limits.ok) return failed("shrink", limits.problems);
  const force = options.force === true;
  const existing = options.out === undefined ? null : refuseExisting(options.out, force);
  if (existing !== null) return failed("shrink", [existing]);
  const session = await openSession("shrink", options, context);
  if (!session.ok) return failed("shrink", session.problems);
  const out = options.out ?? path.join(session.value.runDir, shrunkName(file));
  const spec = await loadDeclaredSpec(system.value, session.value);
  if (!spec.ok) return failed("shrink", spec.problems);
  const write = async (trace: Trace) => (await writeTrace(out, trace, force)) ?? out;
  const report = await shrinkTrace(file, spec.value, { session: session.value, write });
  const verdicts = report.verdict === null ? [] : [report.verdict];
  return {
    json: report,
    text: shrinkText(report, options.verbose === true),
    exitCode: exitCode(verdicts, report.errors),
  };
};

const shrunkName = (file: string): string => `${path.basename(file).replace(/\.ndjson$/u, "")}.shrunk.ndjson`;
