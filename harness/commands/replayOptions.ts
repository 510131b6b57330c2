import { failure, success, type Result } from "../../traces/problem.ts";
import type { CoverWish } from "../graph/cover/coverModes.ts";
import type { NegativeWish } from "../replay/sample.ts";
import type { Target } from "../targets/target.ts";
import { readCoverOptions, type CoverOptions } from "./coverOptions.ts";
import type { GraphOptions } from "./graphSpec.ts";
import { readNegative } from "./negativeOption.ts";
import { readRandomOptions, type RandomWish } from "./randomOptions.ts";
import type { BaselineOptions } from "./replayBaseline.ts";
import type { EmitOptions } from "./replayEmit.ts";
import { readKeeping, type Keeping } from "./replayKeeping.ts";
import { retold, type Retold } from "./replayRandom.ts";
import { checkSubject } from "./replaySubject.ts";
import { positiveInteger, usage } from "./session.ts";
import { readSliceOptions, type SliceOptions } from "./sliceOptions.ts";

/** The options of `conformance replay`, as the command line gives them. */
export interface ReplayCommandOptions
  extends Retold, EmitOptions, BaselineOptions, CoverOptions, GraphOptions, SliceOptions {
  /** One path to be followed step by step (`pathText`). */
  readonly path?: string;
}

/** Decoded. */
export interface ReplayWish extends RandomWish {
  readonly keeping: Keeping;
  readonly cover: CoverWish;
  /** Random behaviours where a limit has cut the graph off. */
  readonly behind: number;
  readonly negative: NegativeWish;
  readonly seed: number;
}

/** All that is wrong with the options, before anything is run. Problems: USE. */
export const readReplayOptions = (
  target: Target | null,
  options: ReplayCommandOptions,
): Result<ReplayWish> => {
  const subject = checkSubject(target, options);
  const keeping = readKeeping(options);
  const random = readRandomOptions(options);
  const negative = readNegative(options.negative);
  const seed = positiveInteger("--seed", options.seed, 1);
  const alone = followsAlone(options);
  const cover = readCoverOptions(options, ownTests(options));
  const slice = readSliceOptions(options, { ownTests: otherTests(options), ownWays: otherWays(options) });
  const read = [subject, keeping, random, negative, seed, alone, cover, slice];
  const problems = read.flatMap((result) => (result.ok ? [] : result.problems));
  if (
    !subject.ok ||
    !keeping.ok ||
    !random.ok ||
    !negative.ok ||
    !seed.ok ||
    !cover.ok ||
    !slice.ok ||
    problems.length > 0
  )
    return failure(...new Map(problems.map((problem) => [problem.message, problem])).values());
  return success({
    ...random.value,
    ...{ keeping: keeping.value, negative: negative.value, seed: seed.value, behind: slice.value.behind },
    cover: {
      ...cover.value,
      // What a baseline has is about every edge.
      ...(options.baseline === undefined ? { maxSteps: slice.value.maxSteps } : {}),
    },
  });
};

/** What is asked for instead of tests of a graph, or needs tests of all its edges. */
const ownTests = (options: ReplayCommandOptions) => ({
  ...otherWays(options),
  "--baseline": options.baseline,
});

const otherWays = ({ random, simulate, path }: ReplayCommandOptions) => ({
  ...{ "--random": random, "--simulate": simulate, "--path": path },
});

const otherTests = (options: ReplayCommandOptions) => ({
  ...ownTests(options),
  "--cover": options.cover === "edges" ? undefined : options.cover,
});

const followsAlone = ({ path, random, simulate, emit, baseline, suite, driver }: ReplayCommandOptions) => {
  if (suite !== undefined && driver !== undefined)
    return failure(usage("USE025", "--suite has the graph without its spec, and --driver needs the spec"));
  const others = [random, simulate, emit, baseline].filter((option) => option !== undefined);
  return path === undefined || others.length === 0
    ? success(null)
    : failure(usage("USE025", "--path follows one path and does nothing else"));
};

/** Longer ones no shell takes as one word. */
const MOST_CHARACTERS = 100_000;

/** The command line that follows a path, or repeats the replay. */
export const replayAgain =
  (options: ReplayCommandOptions) =>
  (path: string | null): string | null => {
    const limits = { "--max-states": options.maxStates, "--max-depth": options.maxDepth };
    if (path === null)
      return retold(options, {
        ...limits,
        ...{ "--seed": options.seed, "--negative": options.negative },
        ...{ "--cover": options.cover, "--walks": options.walks },
        ...{ "--max-steps": options.maxSteps, "--behind": options.behind },
      });
    return path.length > MOST_CHARACTERS
      ? null
      : retold(options, { ...limits, "--seed": options.seed, "--path": path });
  };
