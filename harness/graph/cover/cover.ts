import { coverWishes } from "./coverWishes.ts";
import { stepsOf } from "./sharedSteps.ts";
import { searchGraph } from "../search.ts";
import type { StateGraph } from "../stateGraph.ts";
import type { Symmetry } from "../symmetry/symmetry.ts";

/** How tests are made; `conformance help replay` says what each covers. */
export type CoverMode = "edges" | "states" | "pairs" | "actions" | "short" | "walks" | "symmetry";

/** What tests are to take or to come to, how much of it there is, and how much of it they do. */
export interface CoverGoal {
  readonly kind: "edges" | "wanted edges" | "states" | "pairs" | "actions" | "classes";
  readonly total: number;
  /** Less than `total` where no path from an initial state leads, or where few tests were asked for. */
  readonly covered: number;
}

export interface CoverFigures {
  readonly tests: number;
  /** Edges walked by all tests together. */
  readonly steps: number;
  /** Fewer tests cannot cover what these cover, whatever their length. */
  readonly minTests: number;
  /** Fewer steps cannot cover it, however many tests they are spread over. */
  readonly minSteps: number;
  /** Both bounds are reached: by these tests, as to steps, and as to tests at least by others. */
  readonly exact: boolean;
  readonly goal: CoverGoal;
  /** Of random walks: the states that they come to. */
  readonly states?: { readonly total: number; readonly covered: number };
  /** Absent for tests of a choice of edges. */
  readonly mode?: CoverMode;
  /** Sets of names that the graph does not tell apart, proven on it, and others with what tells them apart. */
  readonly symmetry?: Pick<Symmetry, "proven" | "broken"> & {
    /** What is proven is so of steps out of states less than so many steps from an initial one; absent: of all. */
    readonly depth?: number;
  };
  /** Where a number of steps did not allow tests that take every edge. */
  readonly slice?: CoverSlice;
}

/** What tests take that may have a number of steps only. Edges are taken, alike or open. */
export interface CoverSlice {
  readonly maxSteps: number;
  readonly edges: number;
  readonly taken: number;
  /** Not taken, and the same as one that is but for names that the graph does not tell apart. */
  readonly alike: number;
  /** Not taken, nor any that is alike. */
  readonly open: number;
  /** Sets of edges that are alike; as many as edges where no names are. */
  readonly classes: number;
}

/** Tests, and what they cover. */
export interface Cover {
  /** Edge numbers; each test is a path that begins in an initial state. */
  readonly tests: readonly Int32Array[];
  readonly figures: CoverFigures;
  /** The tests are to be run as they stand, not in an order that shares more of their beginnings. */
  readonly inOrder?: true;
}

/** Edges that the search for a cover looks at before it makes do with one that may not be the shortest. */
export const COVER_EFFORT = 1_000_000_000;

/**
 * A cover of all edges with as few steps as possible and, among those, as few tests as possible. Both bounds are
 * exact, unless the effort runs out: every cover is a flow that uses each edge at least once, so none is cheaper than
 * the cheapest flow; and a flow can be walked, for each part of the graph hangs together by its edges, all of which
 * the flow uses.
 */
export const coverGraph = (graph: StateGraph, effort: number = COVER_EFFORT): Cover => {
  const reach = searchGraph(graph);
  const edges = Uint8Array.from(graph.from, (from) => reach.reached[from] ?? 0);
  const { tests, ...bounds } = coverWishes(
    { graph, reach },
    { edges, visits: new Uint8Array(graph.states) },
    effort,
  );
  const covered = edges.reduce((sum, one) => sum + one, 0);
  return coverOf(tests, bounds, { kind: "edges", total: graph.edges, covered });
};

/** Adds the figures. */
export const coverOf = (
  tests: readonly Int32Array[],
  bounds: { readonly minTests: number; readonly minSteps: number; readonly reachable: boolean },
  goal: CoverGoal,
): Cover => {
  const { minTests, minSteps, reachable } = bounds;
  const steps = stepsOf(tests);
  const exact = reachable && steps === minSteps;
  return { tests, figures: { tests: tests.length, steps, minTests, minSteps, exact, goal } };
};
