import { failure, success, type Result } from "../../traces/problem.ts";
import type { CoverMode } from "../graph/cover/cover.ts";
import { COVER_MODES, type CoverWish } from "../graph/cover/coverModes.ts";
import { atMost, positiveInteger, usage } from "./session.ts";

/** As the command line gives them: which tests are to be made of a graph. */
export interface CoverOptions {
  readonly cover?: string;
  readonly walks?: string;
  readonly seed?: string;
}

const DEFAULT_WALKS = 1000;
const MOST_WALKS = 100_000;

/** Problems: USE001 for numbers that are none, USE040 for an unknown mode, USE041 for options that do not go together. */
export const readCoverOptions = (
  options: CoverOptions,
  ruledOutBy: Readonly<Record<string, string | undefined>> = {},
): Result<CoverWish> => {
  const { cover = "edges", walks, seed } = options;
  if (!isMode(cover)) {
    const known = Object.entries(COVER_MODES).map(([name, text]) => `${name}: ${text}`);
    return failure(usage("USE040", `there is no cover "${cover}"`, `Covers are ${known.join("; ")}.`));
  }
  if (walks !== undefined && cover !== "walks")
    return failure(usage("USE041", "--walks needs --cover walks"));
  const [other] = Object.keys(ruledOutBy).filter((flag) => ruledOutBy[flag] !== undefined);
  if (options.cover !== undefined && other !== undefined)
    return failure(usage("USE041", `${other} makes tests of its own: leave --cover out`));
  const count = atMost("--walks", positiveInteger("--walks", walks, DEFAULT_WALKS), MOST_WALKS);
  const seedNumber = positiveInteger("--seed", seed, 1);
  if (!count.ok) return count;
  return seedNumber.ok ? success({ mode: cover, walks: count.value, seed: seedNumber.value }) : seedNumber;
};

const isMode = (text: string): text is CoverMode => Object.hasOwn(COVER_MODES, text);
