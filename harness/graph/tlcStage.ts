import { falseAssumption } from "../spec/assumption.ts";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { outcomeOf, runGenerated, type GeneratedRun } from "../spec/runGenerated.ts";
import { figures, type Figures } from "../tlc/figures.ts";
import type { Place } from "../tlc/location.ts";
import type { TlcSession } from "../tlc/session.ts";
import { unfinished } from "./graphProblems.ts";

/**
 * What came of a run over a generated module: `unfinished` when TLC began and did not come to its end; `exhausted` when time
 * or memory was at an end, and nothing else was wrong.
 */
export type StageOutcome =
  | { readonly kind: "finished"; readonly figures: Figures }
  | {
      readonly kind: "unfinished";
      readonly figures: Figures;
      readonly problem: Problem;
      readonly exhausted: boolean;
    }
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
        : unfinishedStage({ known, message: outcome.message, runDir });
    case "evaluation":
      return unfinishedStage({
        ...{ known, message: outcome.message, runDir, place: placeIn(spec, outcome.place) },
        repair: isFull(outcome.message) ? ROOM : COMPUTE,
      });
    case "stopped": {
      const exhausted = outcome.why === "timeout" || outcome.why === "outOfMemory";
      const repair = exhausted ? undefined : isFull(outcome.message) ? ROOM : AGAIN;
      return unfinishedStage({ known, message: outcome.message, runDir, exhausted, repair });
    }
  }
};

const unfinishedStage = ({
  known,
  message,
  runDir,
  exhausted = false,
  place = {},
  repair,
}: {
  readonly known: Figures;
  readonly message: string;
  readonly runDir: string;
  readonly exhausted?: boolean;
  readonly place?: Partial<Problem>;
  readonly repair?: string | undefined;
}): StageOutcome => {
  const problem = { ...unfinished(message, runDir, repair), ...place };
  return { kind: "unfinished", figures: known, problem, exhausted };
};

const AGAIN = "Run it again, and let it come to its end.";
const COMPUTE = "Mend the spec, or give its constants values with which TLC can compute every step.";
const ROOM = "Make room on the disk (the cache, the run folder, TMPDIR), or take smaller constants.";

/** Java's words for it are the system's. */
const isFull = (message: string): boolean =>
  /No space left on device|Disk quota exceeded|File too large/.test(message);

/** Where in the user's module TLC was, if it says so. */
const placeIn = ({ specFile, model }: LoadedSpec, place: Place | undefined): Partial<Problem> =>
  place?.module === model.rootModule ? { file: specFile, line: place.line, column: place.column } : {};

/** The figures of a run that must come to its end to be of use. */
export const wholeRun = (run: StageOutcome): Result<Figures> => {
  if (run.kind === "finished") return success(run.figures);
  return failure(...(run.kind === "refused" ? run.problems : [run.problem]));
};
