import { numberClasses, type EdgeClasses } from "./classes.ts";
import { COVER_EFFORT, coverOf, type Cover, type CoverGoal } from "./cover.ts";
import { coverSome } from "./coverSome.ts";
import { takeClasses } from "./greedyClasses.ts";
import { add, at } from "../intList.ts";
import { mostOnOneWalk } from "./longestPath.ts";
import { searchGraph } from "../search.ts";
import type { StateGraph } from "../stateGraph.ts";
import { stepsOf } from "./sharedSteps.ts";
import { trimTests } from "./trim.ts";

/** Tests that take one edge at least of every action branch: an action with its arguments, that is, a label. */
export const coverActions = (graph: StateGraph, effort: number = COVER_EFFORT): Cover =>
  coverWanted(graph, graph.label, { kind: "actions", effort });

/**
 * Tests that take one edge at least of every class (by edge; below 0: not wanted). Not the fewest steps: the best of
 * going to what is nearest, of taking the nearest edges of all classes, and of taking better what the first has chosen.
 * The bounds are those of edges that are alone in their class, the number of classes, how deep they lie, and how many of
 * them one test can take where no walk comes back.
 */
export const coverClasses = (graph: StateGraph, classOf: Int32Array, effort: number = COVER_EFFORT): Cover =>
  coverWanted(graph, classOf, { kind: "classes", effort });

const coverWanted = (
  graph: StateGraph,
  classOf: Int32Array,
  { kind, effort }: { readonly kind: CoverGoal["kind"]; readonly effort: number },
): Cover => {
  const reach = searchGraph(graph);
  const classes = numberClasses(graph, reach, classOf);
  const greedy = takeClasses({ graph, reach }, classes, effort / 10);
  const some = (edges: Int32Array): Cover => coverSome(graph, marked(graph, edges), effort);
  const candidates = [greedy.tests, some(classes.first).tests, some(greedy.chosen).tests];
  const tests = candidates.map((one) => trimmed(one, classes)).reduce(better);
  const alone = some(classes.first.filter((_, number) => at(classes.sizes, number) === 1)).figures;
  const most = mostOnOneWalk(graph, classes.of);
  const enough = Math.max(1, Math.ceil(classes.first.length / most));
  const minTests = classes.first.length === 0 ? 0 : Math.max(alone.minTests, enough);
  const deepest = classes.first.reduce(
    (most, edge) => Math.max(most, at(reach.depth, at(graph.from, edge)) + 1),
    0,
  );
  const minSteps = Math.max(alone.minSteps, classes.first.length, deepest);
  const goal = { kind, total: classes.total, covered: classes.first.length };
  return coverOf(tests, { minTests, minSteps, reachable: tests.length === minTests }, goal);
};

const marked = (graph: StateGraph, edges: Int32Array): Uint8Array => {
  const wanted = new Uint8Array(graph.edges);
  for (const edge of edges) wanted[edge] = 1;
  return wanted;
};

/** Without ends that other tests make superfluous. */
const trimmed = (tests: readonly Int32Array[], classes: EdgeClasses): readonly Int32Array[] => {
  const taken = new Int32Array(classes.first.length);
  const count = (edge: number, change: number): void => {
    if (at(classes.of, edge) >= 0) add(taken, at(classes.of, edge), change);
  };
  for (const test of tests) for (const edge of test) count(edge, 1);
  return trimTests(tests, {
    isNeeded: (edge) => at(classes.of, edge) >= 0 && at(taken, at(classes.of, edge)) === 1,
    drop: (edge) => count(edge, -1),
  });
};

/** Fewer steps, then fewer tests. */
const better = (one: readonly Int32Array[], other: readonly Int32Array[]): readonly Int32Array[] =>
  stepsOf(other) - stepsOf(one) < 0 || (stepsOf(other) === stepsOf(one) && other.length < one.length)
    ? other
    : one;
