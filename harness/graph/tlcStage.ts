import path from "node:path";
import { type Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { figures, type Figures } from "../tlc/figures.ts";
import { classify, type TlcOutcome } from "../tlc/outcome.ts";
import { runTlc } from "../tlc/run.ts";
import type { TlcSession } from "../tlc/session.ts";

/** How a stage of the work ended: with a value, with something to mend, or without an answer. */
export type Stage<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  | { readonly kind: "inconclusive"; readonly reason: string };

export interface StageRun {
  /** Root module and configuration, as written. */
  readonly module: string;
  readonly config: string;
  readonly dump?: string;
  readonly onUserLine?: (line: string) => void;
}

/** Runs TLC over a generated module; a single worker, so that its output has one order. */
export const runStage = async (
  run: StageRun,
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Stage<Figures>> => {
  const finished = await runTlc({
    ...session,
    ...run,
    runDir: path.dirname(run.module),
    libraries: [path.dirname(path.resolve(spec.specFile))],
    workers: 1,
    short: true,
    deadlock: false,
  });
  const outcome = classify(finished);
  return outcome.kind === "finished"
    ? { kind: "done", value: figures(finished) }
    : stageOf(outcome, spec.specFile);
};

const stageOf = (
  outcome: Exclude<TlcOutcome, { kind: "finished" }>,
  specFile: string,
): Exclude<Stage<Figures>, { kind: "done" }> => {
  switch (outcome.kind) {
    case "input":
      return { kind: "refused", problems: outcome.problems };
    case "violated":
      return outcome.what === "assumption"
        ? { kind: "refused", problems: [falseAssumption(outcome.message, specFile)] }
        : { kind: "inconclusive", reason: outcome.message };
    case "evaluation":
    case "stopped":
      return { kind: "inconclusive", reason: outcome.message };
  }
};

const falseAssumption = (message: string, file: string): Problem => ({
  code: "SPC052",
  file,
  message: `with this configuration an assumption of the spec is false: ${message}`,
  repair: "Choose constants that satisfy the spec's ASSUME.",
});
