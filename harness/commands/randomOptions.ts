import { failure, success, type Result } from "../../traces/problem.ts";
import type { SimulateRequest } from "../graph/simulate/simulate.ts";
import { atMost, positiveInteger, usage } from "./session.ts";

/** As the command line gives them: what is to be gone through at random instead of a whole graph. */
export interface RandomOptions {
  /** Behaviours of TLC's, and their steps. */
  readonly simulate?: string;
  readonly depth?: string;
  /** Walks through a graph that is at hand, and their steps. */
  readonly random?: string;
  readonly length?: string;
  /** A suite with the graph. */
  readonly suite?: string;
  readonly seed?: string;
}

/** Walks through a graph, at random. */
export interface RandomRequest {
  readonly walks: number;
  /** Steps of a walk, at most. */
  readonly length: number;
  readonly seed: number;
}

/** Decoded; null where nothing random was asked for. */
export interface RandomWish {
  readonly simulate: SimulateRequest | null;
  readonly random: RandomRequest | null;
}

/** Of one behaviour or walk. */
export const MOST_STEPS = 10_000;
const DEFAULT_STEPS = 100;

/** Problems: USE001 for numbers that are none, USE090 for options that need or rule out one another. */
export const readRandomOptions = (options: RandomOptions): Result<RandomWish> => {
  const { simulate, depth, random, length, suite, seed } = options;
  if (simulate !== undefined && random !== undefined)
    return failure(
      usage("USE090", "--simulate goes through the model, --random through its graph: give one of them"),
    );
  if (depth !== undefined && simulate === undefined)
    return failure(usage("USE090", "--depth needs --simulate"));
  if (length !== undefined && random === undefined)
    return failure(usage("USE090", "--length needs --random"));
  if (suite !== undefined && random === undefined)
    return failure(usage("USE090", "--suite needs --random; npx vitest runs a suite whole"));
  const seedNumber = positiveInteger("--seed", seed, 1);
  const count = positiveInteger(
    simulate === undefined ? "--random" : "--simulate",
    simulate ?? random ?? "1",
    1,
  );
  const flag = simulate === undefined ? "--length" : "--depth";
  const steps = atMost(flag, positiveInteger(flag, depth ?? length, DEFAULT_STEPS), MOST_STEPS);
  const problems = [seedNumber, count, steps].flatMap((result) => (result.ok ? [] : result.problems));
  if (!seedNumber.ok || !count.ok || !steps.ok) return failure(...problems);
  return success({
    simulate:
      simulate === undefined ? null : { behaviours: count.value, depth: steps.value, seed: seedNumber.value },
    random: random === undefined ? null : { walks: count.value, length: steps.value, seed: seedNumber.value },
  });
};
