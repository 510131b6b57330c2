import { simulateSpec, type SimulateRequest } from "../graph/simulate/simulate.ts";
import { simulateReport } from "../graph/simulate/simulateReport.ts";
import { leafOccurrences } from "../graph/instances.ts";
import type { GraphLabel } from "../graph/stateGraph.ts";
import { createBehaviourReplay, type BehaviourReplay } from "../replay/random/behaviourReplay.ts";
import { simulatedReport } from "../replay/random/simulatedReport.ts";
import type { NegativeWish } from "../replay/sample.ts";
import { exitCode } from "../report/exit.ts";
import { simulatedText } from "../report/simulatedText.ts";
import { simulateText } from "../report/simulateText.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Target } from "../targets/target.ts";
import type { TlcSession } from "../tlc/session.ts";
import { failed } from "./failed.ts";
import type { CommandResult } from "./options.ts";
import { retold, type Retold } from "./replayRandom.ts";

/** A spec, and what TLC is to do with it. */
export interface SimulateJob {
  readonly spec: LoadedSpec;
  readonly session: TlcSession;
  readonly request: SimulateRequest;
}

/** `conformance graph --simulate N`: random behaviours, counted. */
export const graphSimulated = async ({ spec, session, request }: SimulateJob): Promise<CommandResult> => {
  const started = performance.now();
  const simulated = await simulateSpec(spec, session, { request });
  if (!simulated.ok) return failed("graph", simulated.problems);
  const durationMs = Math.round(performance.now() - started);
  const report = simulateReport(simulated.value, { request, spec, session, durationMs });
  return { json: report, text: simulateText(report), exitCode: exitCode([report.verdict], report.errors) };
};

/** What is to follow the behaviours. */
export interface SimulateDriver {
  readonly target: Pick<Target, "drive">;
  readonly negative: NegativeWish;
  /** The command line, for commands that find a failure again. */
  readonly options: Retold;
}

/** `conformance replay --simulate N`: random behaviours of large models, each state compared. */
export const replaySimulated = async (
  { spec, session, request }: SimulateJob,
  { target, negative, options: told }: SimulateDriver,
): Promise<CommandResult> => {
  const started = performance.now();
  const { mutant } = told;
  const { depth, seed } = request;
  const commandFor = (behaviours: number): string =>
    retold(told, {
      ...{ "--simulate": String(behaviours), "--depth": String(depth), "--seed": String(seed) },
      "--negative": told.negative,
    });
  const actions = new Set(leafOccurrences(spec).map(({ name }) => name));
  const drive = { actions, ...(mutant === undefined ? {} : { mutant }) };
  const chooses = target.drive(drive, (driver) => driver.chooses ?? new Set<string>());
  let replay: BehaviourReplay | undefined;
  const user = (labels: readonly GraphLabel[]): BehaviourReplay["follow"] => {
    const options = { negative, seed, commandFor };
    replay = target.drive(drive, (driver) => createBehaviourReplay(driver, labels, options));
    return replay.follow;
  };
  const simulated = await simulateSpec(spec, session, { request, user });
  if (!simulated.ok) return failed("replay", simulated.problems);
  if (replay === undefined) throw new Error("behaviours without anybody to follow them");
  const report = simulatedReport(simulated.value, replay.followed(), {
    ...{ request, chooses, runDir: session.runDir },
    spec: { file: spec.specFile, cfg: spec.cfgFile },
    durationMs: Math.round(performance.now() - started),
  });
  return {
    json: report,
    text: simulatedText(report),
    exitCode: exitCode([report.verdict], report.errors),
  };
};
