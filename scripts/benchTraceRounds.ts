import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { drawInteger, drawMany, seeded } from "../impl/cluster/prng.ts";

/** One way to do the same work. */
export interface Variant {
  readonly name: string;
  /** Does one chunk of the work; gives the steps it made. */
  readonly run: () => number;
  /** What is promised: at most so many times the cost of the first variant. */
  readonly limit?: number;
}

export interface Measured extends Omit<Variant, "run"> {
  /** Median over the rounds. */
  readonly stepsPerSecond: number;
  /** Cost of a step over that of the first variant in the same round; median over the rounds. */
  readonly ratio: number;
}

export interface Rounds {
  /** Not counted: the compiler is still at work. */
  readonly warmUp: number;
  readonly counted: number;
  /** Of the order of the variants. */
  readonly seed: number;
}

/**
 * Runs small chunks in turn, so that whatever else the machine does befalls all variants alike; each round in an order
 * of its own, for a chunk may pay for what the one before it left behind.
 */
export const measure = (
  variants: readonly Variant[],
  { warmUp, counted, seed }: Rounds,
): readonly Measured[] => {
  const orders = shuffles(variants.length, seed, warmUp + counted);
  const rounds = orders.map((order) => oneRound(variants, order)).slice(warmUp);
  return variants.map(({ name, limit }, index) => {
    const costs = rounds.map((costsOf) => costsOf[index] ?? NaN);
    const ratios = rounds.map((costsOf) => (costsOf[index] ?? NaN) / (costsOf[0] ?? NaN));
    const promised = limit === undefined ? {} : { limit };
    return { name, ...promised, stepsPerSecond: 1000 / median(costs), ratio: median(ratios) };
  });
};

/** For each round a permutation of the first `count` numbers. */
const shuffles = (count: number, seed: number, rounds: number): readonly (readonly number[])[] => {
  let random = seeded(seed);
  return Array.from({ length: rounds }, () => {
    const drawn = drawMany(random, count, (current) => drawInteger(current, { min: 0, max: 2 ** 31 }));
    random = drawn.random;
    const keyed = drawn.value.map((key, index) => ({ key, index }));
    return keyed.toSorted((one, other) => one.key - other.key).map(({ index }) => index);
  });
};

/** Milliseconds per step, by variant. */
const oneRound = (variants: readonly Variant[], order: readonly number[]): readonly number[] => {
  const costs: number[] = variants.map(() => NaN);
  for (const index of order) {
    const variant = variants[index];
    if (variant !== undefined) costs[index] = costOf(variant);
  }
  return costs;
};

/** Each chunk clears its young garbage away. A full collection would throw away compiled code as well. */
const costOf = ({ run }: Variant): number => {
  const begun = performance.now();
  const steps = run();
  collectGarbage({ type: "minor" });
  return (performance.now() - begun) / steps;
};

/** The middle one, or the mean of the middle two. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
};

// Node has it only behind a flag, which may be set at run time for contexts made later.
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as (options: { readonly type: "minor" }) => void;
