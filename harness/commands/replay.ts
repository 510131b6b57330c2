import { buildGraph, openGraph } from "../graph/graph.ts";
import { DriverError } from "../replay/driverFile/driverError.ts";
import { failed } from "./failed.ts";
import { replayKeeping } from "./replayKeeping.ts";
import {
  readReplayOptions,
  replayAgain,
  type ReplayCommandOptions,
  type ReplayWish,
} from "./replayOptions.ts";
import { replayPath } from "./replayPath.ts";
import { replayRandomly, replaySuiteRandomly } from "./replayRandom.ts";
import { replaySimulated } from "./replaySimulated.ts";
import { findSubject, type ReplaySubject } from "./replaySubject.ts";
import { replayTarget } from "./replayTarget.ts";
import type { CommandContext, CommandResult } from "./options.ts";
import { openGraphSpec, type GraphSpec } from "./graphSpec.ts";
import { resolveSystem } from "./system.ts";

/** `conformance replay --target NAME` or `--driver FILE`: a spec alone has nothing to be replayed against. */
export const replay = async (
  options: ReplayCommandOptions,
  context: CommandContext,
): Promise<CommandResult> => {
  const system = await resolveSystem(options, "graph");
  if (!system.ok) return failed("replay", system.problems);
  const { target } = system.value;
  const wish = readReplayOptions(target, options);
  if (!wish.ok) return failed("replay", wish.problems);
  const { random } = wish.value;
  if (random !== null && options.suite !== undefined && target !== null)
    return replaySuiteRandomly(options.suite, { target, request: random, options }, context);
  const opened = await openGraphSpec("replay", { options, system: system.value }, context);
  if (!opened.ok) return failed("replay", opened.problems);
  const subject = await findSubject(target, options, opened.value.spec);
  if (!subject.ok) return failed("replay", subject.problems);
  const job = { subject: subject.value, wish: wish.value, options };
  try {
    return await replaySubject(job, opened.value);
  } catch (error) {
    if (error instanceof DriverError) return failed("replay", [error.problem]);
    throw error;
  } finally {
    subject.value.stop?.();
  }
};

interface ReplayJob {
  readonly subject: ReplaySubject;
  readonly wish: ReplayWish;
  readonly options: ReplayCommandOptions;
}

const replaySubject = async (
  { subject: target, wish, options }: ReplayJob,
  { spec, session, request, close }: GraphSpec,
): Promise<CommandResult> => {
  const { simulate, random, keeping, negative, seed, cover } = wish;
  if (simulate !== null)
    return replaySimulated({ spec, session, request: simulate }, { target, options, negative });
  const { path, mutant } = options;
  if (random !== null || path !== undefined) {
    const opened = await openGraph(spec, session, request);
    if (!opened.ok) return failed("replay", opened.problems);
    const { graph } = opened.value;
    if (random !== null) return replayRandomly(graph, { target, request: random, options }, session);
    if (path !== undefined)
      return replayPath(graph, target, { path, ...(mutant === undefined ? {} : { mutant }) });
  }
  const built = await buildGraph(spec, session, { ...request, cover });
  if (!built.ok) return failed("replay", built.problems);
  const how = { negative, seed, commandFor: replayAgain(options) };
  return replayKeeping(keeping, { ...built.value, target, spec, options: how, close }, () =>
    replayTarget(target, { ...built.value, ...how }, mutant),
  );
};
