import { simulateSpec, type SimulateRequest } from "../graph/simulate/simulate.ts";
import { simulateReport } from "../graph/simulate/simulateReport.ts";
import { leafOccurrences } from "../graph/instances.ts";
import type { GraphLabel } from "../graph/stateGraph.ts";
import type { SpecState } from "../replay/driver.ts";
import {
  createBehaviourReplay,
  type BehaviourReplay,
  type FollowOptions,
} from "../replay/random/behaviourReplay.ts";
import { simulatedReport, type SimulatedReport } from "../replay/random/simulatedReport.ts";
import { exitCode } from "../report/exit.ts";
import { simulatedText } from "../report/simulatedText.ts";
import { simulateText } from "../report/simulateText.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { success, type Result } from "../../traces/problem.ts";
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
  readonly negative: FollowOptions["negative"];
  /** The command line, for commands that find a failure again. */
  readonly options: Retold;
  /** A state that the model begins in, where one is at hand. */
  readonly initial?: SpecState;
  /** Who is told of each behaviour that was followed. */
  readonly watch?: (labels: readonly GraphLabel[]) => FollowOptions["watch"];
}

/** `conformance replay --simulate N`: random behaviours of large models, each state compared. */
export const replaySimulated = async (job: SimulateJob, driver: SimulateDriver): Promise<CommandResult> => {
  const followed = await followSimulated(job, driver);
  if (!followed.ok) return failed("replay", followed.problems);
  const report = followed.value;
  return {
    json: report,
    text: simulatedText(report),
    exitCode: exitCode([report.verdict], report.errors),
  };
};

/** The same as a report. Problems: those of `simulateSpec`. */
export const followSimulated = async (
  { spec, session, request }: SimulateJob,
  { target, negative, options: told, initial, watch }: SimulateDriver,
): Promise<Result<SimulatedReport>> => {
  const started = performance.now();
  const { mutant } = told;
  const { seed } = request;
  const commandFor = (behaviours: number): string => simulateAgain(told, { ...request, behaviours });
  const drive = {
    actions: new Set(leafOccurrences(spec).map(({ name }) => name)),
    ...(initial === undefined ? {} : { initial }),
    ...(mutant === undefined ? {} : { mutant }),
  };
  const chooses = target.drive(drive, (driver) => driver.chooses ?? new Set<string>());
  let replay: BehaviourReplay | undefined;
  const user = (labels: readonly GraphLabel[]): BehaviourReplay["follow"] => {
    const watcher = watch?.(labels);
    const options = { negative, seed, commandFor, ...(watcher === undefined ? {} : { watch: watcher }) };
    replay = target.drive(drive, (driver) => createBehaviourReplay(driver, labels, options));
    return replay.follow;
  };
  const simulated = await simulateSpec(spec, session, { request, user });
  if (!simulated.ok) return simulated;
  if (replay === undefined) throw new Error("behaviours without anybody to follow them");
  const report = simulatedReport(simulated.value, replay.followed(), {
    ...{ request, chooses, runDir: session.runDir },
    spec: { file: spec.specFile, cfg: spec.cfgFile },
    durationMs: Math.round(performance.now() - started),
  });
  return success(report);
};

/** The command line that goes through the same behaviours, or the first of them. */
export const simulateAgain = (told: Retold, { behaviours, depth, seed }: SimulateRequest): string =>
  retold(told, {
    ...{ "--simulate": String(behaviours), "--depth": String(depth), "--seed": String(seed) },
    "--negative": told.negative,
  });
