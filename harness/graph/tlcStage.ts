import { falseAssumption } from "../spec/assumption.ts";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { outcomeOf, runGenerated, type GeneratedRun } from "../spec/runGenerated.ts";
import { figures, type Figures } from "../tlc/figures.ts";
import type { TlcSession } from "../tlc/session.ts";
import { unfinished } from "./graphProblems.ts";

/** What came of a run over a generated module: `unfinished` when TLC began and did not come to its end. */
export type StageOutcome =
  | { readonly kind: "finished"; readonly figures: Figures }
  | { readonly kind: "unfinished"; readonly figures: Figures; readonly problem: Problem }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Runs TLC over a generated module in a folder of its own. */
export const runStage = async (
  run: GeneratedRun,
  spec: LoadedSpec,
  session: TlcSession,
): Promise<StageOutcome> => {
  const runDir = path.dirname(run.module);
  const ended = await runGenerated(run, spec, { ...session, runDir });
  const outcome = outcomeOf(ended, spec);
  const known = figures(ended);
  switch (outcome.kind) {
    case "finished":
      return { kind: "finished", figures: known };
    case "input":
      return { kind: "refused", problems: outcome.problems };
    case "violated":
      return outcome.what === "assumption"
        ? { kind: "refused", problems: [falseAssumption(outcome.message, spec.specFile)] }
        : { kind: "unfinished", figures: known, problem: unfinished(outcome.message, runDir) };
    case "evaluation":
    case "stopped":
      return { kind: "unfinished", figures: known, problem: unfinished(outcome.message, runDir) };
  }
};

/** The figures of a run that must come to its end to be of use. */
export const wholeRun = (run: StageOutcome): Result<Figures> => {
  if (run.kind === "finished") return success(run.figures);
  return failure(...(run.kind === "refused" ? run.problems : [run.problem]));
};
