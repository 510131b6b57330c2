import type { Problem, Result } from "../../traces/problem.ts";
import { failure, success } from "../../traces/problem.ts";
import { exitCode, overallVerdict, type Verdict } from "../report/exit.ts";
import { runText } from "../report/runText.ts";
import { TARGET_NAMES, TARGETS } from "../targets/registry.ts";
import type { Target } from "../targets/target.ts";
import type { TlcSession } from "../tlc/session.ts";
import { doctor as examine } from "../tlc/doctor.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import type { RunReport, TargetReport } from "./run/runReport.ts";
import { runTarget, type RunOptions } from "./run/runTarget.ts";
import { verdictsOf } from "./run/verdicts.ts";
import { openSession, positiveInteger, usage } from "./session.ts";

/** `conformance run`: the main job. */
export const run = async (
  options: CommonOptions & { readonly quick?: boolean },
  context: CommandContext,
): Promise<CommandResult> => {
  const targets = chosenTargets(options.target ?? "all");
  if (!targets.ok) return failed("run", targets.problems);
  const seed = positiveInteger("--seed", options.seed, 1);
  if (!seed.ok) return failed("run", seed.problems);
  const session = await openSession("run", options, context);
  if (!session.ok) return failed("run", session.problems);
  const { facts } = await examine({ ...session.value, ...options, env: context.env });
  const runOptions = { quick: options.quick === true, seed: seed.value };
  const { report, verdicts } = await runTargets(targets.value, runOptions, session.value);
  const whole: RunReport = { ...report, doctor: facts };
  return { json: whole, text: runText(whole), exitCode: exitCode(verdicts, report.errors) };
};

const chosenTargets = (name: string): Result<readonly Target[]> => {
  const targets = TARGETS.filter((target) => name === "all" || target.name === name);
  const repair = `Targets: all, ${TARGET_NAMES.join(", ")}.`;
  return targets.length > 0
    ? success(targets)
    : failure(usage("USE010", `there is no target ${name}`, repair));
};

const runTargets = async (
  targets: readonly Target[],
  options: RunOptions,
  session: TlcSession,
): Promise<{ readonly report: Omit<RunReport, "doctor">; readonly verdicts: readonly Verdict[] }> => {
  const started = performance.now();
  const reports: TargetReport[] = [];
  const errors: Problem[] = [];
  for (const target of targets) {
    const { report, problems } = await runTarget(target, options, session);
    reports.push(report);
    errors.push(...problems);
  }
  const verdicts = reports.flatMap(verdictsOf);
  const report: Omit<RunReport, "doctor"> = {
    command: "run",
    verdict: overallVerdict([...verdicts, ...(errors.length > 0 ? (["inconclusive"] as const) : [])]),
    durationMs: Math.round(performance.now() - started),
    ...options,
    targets: reports,
    errors,
    warnings: reports.flatMap(({ check }) => check?.warnings ?? []),
    tlc: { version: session.toolchain.jar.version ?? "unknown" },
    runDir: session.runDir,
  };
  return { report, verdicts };
};
