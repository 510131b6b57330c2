import type { StateGraph } from "../graph/stateGraph.ts";
import { driveRequest } from "../replay/driveRequest.ts";
import { readSuite } from "../replay/emit/readSuite.ts";
import { randomCommands } from "../replay/random/randomWalks.ts";
import { randomReport, type RandomCommands } from "../replay/random/randomReport.ts";
import { exitCode } from "../report/exit.ts";
import { randomText } from "../report/randomText.ts";
import type { Target } from "../targets/target.ts";
import { replayLine } from "./replayLine.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import type { RandomOptions, RandomRequest } from "./randomOptions.ts";
import { readLimits } from "./session.ts";

/** What the words of a command that finds a failure again are taken from. */
export interface Retold extends CommonOptions, RandomOptions {
  readonly mutant?: string;
  readonly driver?: string;
  readonly negative?: string;
}

/** What is to walk, and by which command line. */
export interface RandomJob {
  readonly target: Pick<Target, "drive">;
  readonly request: RandomRequest;
  readonly options: Retold;
}

/** `conformance replay --random N --suite FILE`: no Java at all, for the graph is in a suite that was emitted before. */
export const replaySuiteRandomly = async (
  suite: string,
  job: RandomJob,
  context: CommandContext,
): Promise<CommandResult> => {
  const read = readSuite(suite);
  if (!read.ok) return failed("replay", read.problems);
  const limits = readLimits(job.options);
  if (!limits.ok) return failed("replay", limits.problems);
  return replayRandomly(read.value.graph, job, { ...limits.value, signal: context.signal });
};

/** `conformance replay --random N`: random walks through a graph that is at hand. */
export const replayRandomly = async (
  graph: StateGraph,
  { target, request, options: told }: RandomJob,
  limits: { readonly timeoutSeconds?: number; readonly signal?: AbortSignal },
): Promise<CommandResult> => {
  const started = performance.now();
  const { mutant } = told;
  const drive = driveRequest(graph, mutant);
  const options = { ...request, ...limits };
  const walked = await target.drive(drive, (driver) => randomCommands(graph, driver, options));
  const durationMs = Math.round(performance.now() - started);
  const report = randomReport(graph, walked, { options, commands: randomAgain(told), durationMs });
  return { json: report, text: randomText(report), exitCode: exitCode([report.verdict], []) };
};

const randomAgain = (told: Retold): RandomCommands => ({
  again: ({ walks, seed }) =>
    retold(told, {
      ...{
        "--random": String(walks),
        "--length": told.length,
        "--seed": String(seed),
        "--suite": told.suite,
      },
    }),
  follow: (path) => retold(told, { "--path": path }),
});

/** The command line again, with other random options. */
export const retold = (
  { target, spec, cfg, config, driver, mutant }: Retold,
  more: Readonly<Record<string, string | undefined>>,
): string =>
  replayLine({
    ...{ "--target": target, "--spec": spec, "--cfg": cfg, "--config": config },
    ...{ "--driver": driver, "--mutant": mutant },
    ...more,
  });
