import { falseAssumption } from "../spec/assumption.ts";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { outcomeOf, runGenerated, type GeneratedRun } from "../spec/runGenerated.ts";
import { figures, type Figures } from "../tlc/figures.ts";
import type { TlcOutcome } from "../tlc/outcome.ts";
import type { TlcSession } from "../tlc/session.ts";
import { unfinished } from "./graphProblems.ts";

/** The figures of a run over a generated module in a folder of its own, or why it did not finish. */
export const runStage = async (
  run: GeneratedRun,
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Result<Figures>> => {
  const runDir = path.dirname(run.module);
  const finished = await runGenerated(run, spec, { ...session, runDir });
  const outcome = outcomeOf(finished, spec);
  if (outcome.kind === "finished") return success(figures(finished));
  return failure(...problemsOf(outcome, spec, runDir));
};

const problemsOf = (
  outcome: Exclude<TlcOutcome, { kind: "finished" }>,
  { specFile }: LoadedSpec,
  runDir: string,
): readonly Problem[] => {
  switch (outcome.kind) {
    case "input":
      return outcome.problems;
    case "violated":
      return outcome.what === "assumption"
        ? [falseAssumption(outcome.message, specFile)]
        : [unfinished(outcome.message, runDir)];
    case "evaluation":
    case "stopped":
      return [unfinished(outcome.message, runDir)];
  }
};
