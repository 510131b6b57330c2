import { edgesFrom, endOf, type StateGraph } from "../graph/stateGraph.ts";

/** Which of the steps that the spec does not have are asked for: all, none, or a share of them. */
export type NegativeWish = "all" | "none" | "default" | { readonly rate: number };

/** As many questions are asked without being told to ask all. */
export const MOST_PAIRS = 3_000_000;

/** The forbidden steps that are asked for. */
export interface Sample {
  /** States times labels that no step of the spec has there. */
  readonly pairs: number;
  /** Share of the pairs, 0 to 1. */
  readonly rate: number;
  readonly includes: (state: number, label: number) => boolean;
}

/** Chooses by seed, state and label alone: whatever the order of the questions, the same are asked again. */
export const sampleOf = (graph: StateGraph, wish: NegativeWish, seed: number): Sample => {
  const pairs = countPairs(graph);
  const rate = rateOf(wish, pairs);
  const below = rate * 2 ** 32;
  const start = mixed(seed | 0);
  return {
    pairs,
    rate,
    includes: (state, label) => rate === 1 || mixed(mixed(start ^ state) ^ label) >>> 0 < below,
  };
};

/** Three digits are enough: the rate is printed, and given again it must choose the same. */
const rateOf = (wish: NegativeWish, pairs: number): number => {
  if (wish === "all") return 1;
  if (wish === "none") return 0;
  if (wish !== "default") return wish.rate;
  return pairs <= MOST_PAIRS ? 1 : Number((MOST_PAIRS / pairs).toPrecision(3));
};

/** The finaliser of MurmurHash3. */
const mixed = (value: number): number => {
  let bits = value + 0x9e3779b9;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
};

const countPairs = (graph: StateGraph): number => {
  const enabled = createEnabled(graph);
  let pairs = 0;
  for (let state = 0; state < graph.states; state += 1)
    if (isExplored(graph, state)) pairs += graph.labels.length - enabled.at(state).count;
  return pairs;
};

/** Of a state that TLC did not explore nobody knows which steps it has. */
export const isExplored = ({ isUnexplored }: StateGraph, state: number): boolean =>
  isUnexplored?.(state) !== true;

/** Which labels some step of the spec has in a state, steps that leave the constraint included. */
export interface Enabled {
  readonly count: number;
  /** Valid until the next state is asked for. */
  readonly has: (label: number) => boolean;
}

export const createEnabled = (graph: StateGraph): { readonly at: (state: number) => Enabled } => {
  const stamps = new Int32Array(graph.labels.length);
  let stamp = 0;
  const has = (label: number): boolean => stamps[label] === stamp;
  return {
    at: (state) => {
      stamp += 1;
      let count = 0;
      const note = (label: number): void => {
        if (has(label)) return;
        stamps[label] = stamp;
        count += 1;
      };
      for (const edge of edgesFrom(graph, state)) note(endOf(graph.label, edge));
      for (const label of graph.cutLabels(state)) note(label);
      return { count, has };
    },
  };
};
