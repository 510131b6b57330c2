import { buildGraph, openGraph } from "../graph/graph.ts";
import type { ImplementationCode } from "../replay/baseline/implementation.ts";
import { failed } from "./failed.ts";
import { codeOf } from "./replayBaseline.ts";
import { lookBehind } from "./replayBehind.ts";
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
import type { ReplayReport } from "../replay/replayReport.ts";
import { resolveSystem } from "./system.ts";
import { withDriver } from "./withDriver.ts";

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
  // Before anything of a driver is loaded: what is kept in a baseline is of the code that ran.
  const code = await codeOf(wish.value.keeping.baseline);
  const opened = await openGraphSpec("replay", { options, system: system.value }, context);
  if (!opened.ok) return failed("replay", opened.problems);
  const subject = await findSubject(target, options, opened.value.spec);
  if (!subject.ok) return failed("replay", subject.problems);
  const job = { wish: wish.value, options, code };
  return withDriver(subject.value, (driven) => replaySubject({ ...job, subject: driven }, opened.value));
};

interface ReplayJob {
  readonly subject: ReplaySubject;
  readonly wish: ReplayWish;
  readonly options: ReplayCommandOptions;
  readonly code: ImplementationCode | null;
}

const replaySubject = async (
  { subject: target, wish, options, code }: ReplayJob,
  { spec, session, request, close }: GraphSpec,
): Promise<CommandResult> => {
  const { simulate, random, keeping, negative, seed, cover, behind } = wish;
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
  const input = {
    ...{ ...built.value, target, spec, options: how, code },
    close: () => [...built.value.report.warnings, ...close()],
    lookBehind: (report: ReplayReport) =>
      lookBehind(
        report,
        { ...built.value, behaviours: behind, seed, spec, session },
        { target, negative, options },
      ),
  };
  return replayKeeping(keeping, input, () => replayTarget(target, { ...built.value, ...how }, mutant));
};
