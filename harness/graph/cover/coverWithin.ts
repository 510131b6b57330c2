import { COVER_EFFORT, coverGraph, type Cover, type CoverFigures, type CoverSlice } from "./cover.ts";
import { coverActions, coverClasses } from "./coverClasses.ts";
import { coverSome } from "./coverSome.ts";
import { at } from "../intList.ts";
import { firstSteps, sharedSteps, stepsOf } from "./sharedSteps.ts";
import type { StateGraph } from "../stateGraph.ts";
import { partSymmetry, type PartSymmetry } from "../symmetry/partSymmetry.ts";

/** How many steps all tests together may have, beginnings in common counted once, and names that may be alike. */
export interface CoverBudget {
  readonly maxSteps: number;
  readonly names: readonly (readonly string[])[];
}

/**
 * Tests that take every edge, if so many steps are allowed. If not, one of all edges that are the same but for names
 * which the graph does not tell apart, and others as long as there is room; if these are too many too, as many as there is
 * room for, those first that take each kind of step once. What is left out is counted in `slice`.
 */
export const coverWithin = (graph: StateGraph, { maxSteps, names }: CoverBudget): Cover => {
  const all = graph.edges > maxSteps ? null : coverGraph(graph);
  if (all !== null && isWithin(all.tests, maxSteps)) return all;
  const symmetry = partSymmetry(graph, names);
  const isOfUse = symmetry.edgeClasses < graph.edges;
  const cover = isOfUse
    ? coverClasses(graph, symmetry.edgeClass, EFFORT)
    : (all ?? coverGraph(graph, EFFORT));
  const wished = isWithin(cover.tests, maxSteps)
    ? [...cover.tests, ...spread(coverSome(graph, untaken(graph, cover.tests), EFFORT).tests)]
    : [...coverActions(graph, EFFORT).tests, ...spread(cover.tests)];
  const tests = firstSteps(wished, maxSteps);
  const taken = takenBy(graph, tests, symmetry);
  // Others may begin alike more often than those with the fewest steps.
  if (taken.taken === graph.edges) return { tests, figures: boundsOf(tests, taken, false) };
  return {
    tests,
    figures: {
      ...boundsOf(tests, taken, isOfUse),
      symmetry: symmetryFigures(symmetry),
      slice: sliceOf(taken, maxSteps),
    },
  };
};

const isWithin = (tests: readonly Int32Array[], maxSteps: number): boolean =>
  stepsOf(tests) <= maxSteps || sharedSteps(tests) <= maxSteps;

/** Of tests that do not take every edge nobody needs to know whether fewer steps would do. */
const EFFORT = COVER_EFFORT / 10;

const untaken = (graph: StateGraph, tests: readonly Int32Array[]): Uint8Array => {
  const wanted = new Uint8Array(graph.edges).fill(1);
  for (const test of tests) for (const edge of test) wanted[edge] = 0;
  return wanted;
};

/** Not one corner of the graph after the other: the same tests in an order that has nothing to do with their own. */
const spread = (tests: readonly Int32Array[]): readonly Int32Array[] =>
  tests
    .map((test, number) => ({ test, place: Math.imul(number + 1, 0x9e3779b1) >>> 0 }))
    .sort((left, right) => left.place - right.place)
    .map(({ test }) => test);

interface Taken {
  readonly edges: number;
  readonly taken: number;
  /** Edges that were not taken, and of whose class one was. */
  readonly alike: number;
  readonly classes: number;
  readonly classesTaken: number;
}

const takenBy = (graph: StateGraph, tests: readonly Int32Array[], symmetry: PartSymmetry): Taken => {
  const { edgeClass, edgeClasses } = symmetry;
  const [edges, classes] = [new Uint8Array(graph.edges), new Uint8Array(edgeClasses)];
  for (const test of tests)
    for (const edge of test) {
      edges[edge] = 1;
      classes[at(edgeClass, edge)] = 1;
    }
  let [taken, alike] = [0, 0];
  for (const [edge, own] of edges.entries()) {
    if (own === 1) taken += 1;
    else if (classes[at(edgeClass, edge)] === 1) alike += 1;
  }
  const classesTaken = classes.reduce((sum, one) => sum + one, 0);
  return { edges: graph.edges, taken, alike, classes: edgeClasses, classesTaken };
};

/** Of tests that were cut short no more is known than that each step takes one edge. */
const boundsOf = (tests: readonly Int32Array[], taken: Taken, byClass: boolean): CoverFigures => {
  const [total, covered] = byClass ? [taken.classes, taken.classesTaken] : [taken.edges, taken.taken];
  return {
    tests: tests.length,
    steps: stepsOf(tests),
    ...{ minTests: Math.min(1, tests.length), minSteps: covered, exact: false },
    goal: { kind: byClass ? "classes" : "edges", total, covered },
  };
};

const symmetryFigures = ({ proven, broken, depth }: PartSymmetry): NonNullable<CoverFigures["symmetry"]> => ({
  ...{ proven, broken },
  ...(depth === null ? {} : { depth }),
});

const sliceOf = ({ edges, taken, alike, classes }: Taken, maxSteps: number): CoverSlice => ({
  ...{ maxSteps, edges, taken, alike, open: edges - taken - alike, classes },
});
