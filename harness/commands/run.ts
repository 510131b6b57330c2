import { exitCode, type Verdict } from "../report/exit.ts";
import { runText } from "../report/runText.ts";
import { TARGET_NAMES, TARGETS } from "../targets/registry.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import type { RunReport, TargetReport } from "./run/runReport.ts";
import { runTarget } from "./run/runTarget.ts";
import { selfTestPassed } from "./run/selfTest.ts";
import { openSession, positiveInteger, usage } from "./session.ts";
import type { Problem } from "../../traces/problem.ts";

/** `conformance run`: the main job. */
export const run = async (
  options: CommonOptions & { readonly quick?: boolean },
  context: CommandContext,
): Promise<CommandResult> => {
  const started = performance.now();
  const name = options.target ?? "all";
  const targets = TARGETS.filter((target) => name === "all" || target.name === name);
  if (targets.length === 0)
    return failed("run", [
      usage("USE010", `there is no target ${name}`, `Targets: all, ${TARGET_NAMES.join(", ")}.`),
    ]);
  const seed = positiveInteger("--seed", options.seed, 1);
  if (!seed.ok) return failed("run", seed.problems);
  const session = await openSession("run", options, context);
  if (!session.ok) return failed("run", session.problems);
  const reports: TargetReport[] = [];
  const errors: Problem[] = [];
  for (const target of targets) {
    const { report, problems } = await runTarget(
      target,
      { quick: options.quick === true, seed: seed.value },
      session.value,
    );
    reports.push(report);
    errors.push(...problems);
  }
  const verdicts = reports.flatMap(verdictsOf);
  const report: RunReport = {
    command: "run",
    verdict: overall(verdicts),
    durationMs: Math.round(performance.now() - started),
    quick: options.quick === true,
    seed: seed.value,
    targets: reports,
    errors,
    warnings: reports.flatMap(({ check }) => check?.warnings ?? []),
    tlc: { version: session.value.toolchain.jar.version ?? "unknown" },
    runDir: session.value.runDir,
  };
  return { json: report, text: runText(report), exitCode: exitCode(verdicts, errors) };
};

/** Every verdict of a target; a self-test that did not catch what it must is a divergence of our own. */
const verdictsOf = ({ model, check, selfTest, replays }: TargetReport): readonly Verdict[] => [
  ...model.models.flatMap(({ verdict }) => verdict ?? []),
  ...(check?.verdict === undefined || check.verdict === null ? [] : [check.verdict]),
  ...(selfTest === null ? [] : [selfTestPassed(selfTest) ? ("conforms" as const) : ("diverges" as const)]),
  ...replays.flatMap(({ verdict }) => verdict),
];

const overall = (verdicts: readonly Verdict[]): Verdict | null => {
  if (verdicts.length === 0) return null;
  if (verdicts.includes("diverges")) return "diverges";
  return verdicts.includes("inconclusive") ? "inconclusive" : "conforms";
};
