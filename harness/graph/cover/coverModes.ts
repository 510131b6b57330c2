import { coverGraph, type Cover, type CoverMode } from "./cover.ts";
import { coverActions } from "./coverClasses.ts";
import { coverPairs } from "./coverPairs.ts";
import { coverShort } from "./coverShort.ts";
import { coverWithin } from "./coverWithin.ts";
import { coverStates } from "./coverStates.ts";
import { randomWalks } from "../randomWalks.ts";
import type { StateGraph } from "../stateGraph.ts";
import { coverSymmetry } from "../symmetry/coverSymmetry.ts";

/** What tests are to cover, or how they are to be made, and in a word what that means. */
export const COVER_MODES = {
  edges: "every edge, in the fewest steps",
  states: "every state",
  pairs: "every edge before every edge that can follow it",
  actions: "every action, once with each choice of arguments",
  short: "every edge, each as early as can be, shortest tests first",
  walks: "what random walks come by",
  symmetry: "one of all edges that are the same but for names that the graph does not tell apart",
} as const satisfies Record<CoverMode, string>;

export interface CoverWish {
  readonly mode: CoverMode;
  /** How many, where they are random. */
  readonly walks: number;
  readonly seed: number;
  /** Sets of model values that may be alike (symmetry/exchangeable.ts). */
  readonly names?: readonly (readonly string[])[];
  /** Where every edge is wanted: steps that all tests together may have, at most; unless said, as many as it takes. */
  readonly maxSteps?: number;
}

/** The tests of a mode; what it leaves out is in the goal of their figures. */
export const coverBy = (graph: StateGraph, wish: CoverWish): Cover => {
  const cover = make(graph, wish);
  return { ...cover, figures: { ...cover.figures, mode: wish.mode } };
};

const make = (graph: StateGraph, { mode, walks, seed, names = [], maxSteps }: CoverWish): Cover => {
  switch (mode) {
    case "edges":
      return maxSteps === undefined ? coverGraph(graph) : coverWithin(graph, { maxSteps, names });
    case "states":
      return coverStates(graph);
    case "pairs":
      return coverPairs(graph);
    case "actions":
      return coverActions(graph);
    case "short":
      return coverShort(graph);
    case "walks":
      return randomWalks(graph, { walks, seed });
    case "symmetry":
      return coverSymmetry(graph, names);
  }
};
