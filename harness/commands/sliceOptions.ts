import { failure, success, type Result } from "../../traces/problem.ts";
import { positiveInteger, usage } from "./session.ts";

/** As the command line gives them: what is to be done with a model that is too large. */
export interface SliceOptions {
  /** Random behaviours where a limit has cut the graph off. */
  readonly behind?: string;
  /** Steps of all tests together. */
  readonly maxSteps?: string;
}

/** Decoded. */
export interface SliceWish {
  readonly behind: number;
  readonly maxSteps: number;
}

/** Enough to go behind a cut many times, in the time of a start of Java or two. */
const STANDARD_BEHAVIOURS = 200;

/** More take an implementation that is quick some minutes. */
const STANDARD_STEPS = 10_000_000;

/** The options that make tests of their own, or go through no graph that could be cut off. */
type Others = Readonly<Record<string, string | undefined>>;

/** Problems: USE001 for numbers that are none, USE041 for what does not go together. */
export const readSliceOptions = (
  { behind, maxSteps }: SliceOptions,
  { ownTests, ownWays }: { readonly ownTests: Others; readonly ownWays: Others },
): Result<SliceWish> => {
  const behaviours = behind === "0" ? success(0) : positiveInteger("--behind", behind, STANDARD_BEHAVIOURS);
  const steps = positiveInteger("--max-steps", maxSteps, STANDARD_STEPS);
  const clashes = [
    ...(maxSteps === undefined
      ? []
      : given(ownTests).map((flag) => `${flag} makes tests of its own: leave --max-steps out`)),
    ...(behind === undefined
      ? []
      : given(ownWays).map((flag) => `${flag} has no graph with a cut to look behind: leave --behind out`)),
  ].map((message) => usage("USE041", message));
  if (behaviours.ok && steps.ok && clashes.length === 0)
    return success({ behind: behaviours.value, maxSteps: steps.value });
  return failure(...[behaviours, steps].flatMap((read) => (read.ok ? [] : read.problems)), ...clashes);
};

const given = (others: Others): readonly string[] =>
  Object.keys(others).filter((flag) => others[flag] !== undefined);
