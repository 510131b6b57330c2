import type { Cover } from "../graph/cover/cover.ts";
import { compareTests } from "../graph/cover/sharedSteps.ts";
import { endOf } from "../graph/stateGraph.ts";
import type { Deviation } from "./driver.ts";
import { judgeInitial, loadWorld, type Engine, type Place } from "./judge.ts";
import { tryTheRest } from "./rest.ts";
import { COVERED, take, UNOBSERVED, type Observer, type Path, type Walk } from "./walk.ts";

/** What following the tests has shown. */
export interface Walked {
  /** States to which some test came in step with the spec. */
  readonly isVisited: (state: number) => boolean;
  /** Whether an edge was tried, and the implementation always did what the spec says or a deviation excuses. */
  readonly isCovered: (edge: number) => boolean;
  readonly covered: number;
  /** Edges that no test uses. */
  readonly unwanted: number;
  /** Edges that were tried and that the implementation never took: all that it did instead the spec allows too. */
  readonly unobserved: readonly number[];
  /** Edges that each deviation excuses. */
  readonly excused: ReadonlyMap<Deviation, number>;
  /** Steps asked for: beginnings that tests share count once. */
  readonly performed: number;
}

/**
 * Follows every test and compares after every step. Behind a difference the implementation is put into the spec's
 * state again if the target can do that; otherwise the test ends, and what it leaves out is tried at the end. Worlds are
 * values: what two tests have in common at their beginning needs to be done once.
 */
export const walkCover = <World>(
  engine: Engine<World>,
  cover: Pick<Cover, "tests" | "inOrder">,
  observer: Observer<World>,
): Walked => {
  const { graph } = engine;
  const walk: Walk<World> = {
    ...{ ...engine, cover: { ...cover, tests: inOrder(cover) }, observer },
    ...{ fates: new Uint8Array(graph.edges), excuses: new Uint8Array(graph.edges), starts: new Map() },
    ...{ visits: new Int32Array(graph.states).fill(-1), visitSteps: new Int32Array(graph.states) },
    counts: { performed: 0 },
  };
  for (const state of graph.initial) start(walk, state);
  followAll(walk);
  tryTheRest(walk);
  return summary(walk);
};

const summary = <World>({ visits, fates, excuses, driver, counts, cover }: Walk<World>): Walked => {
  const wanted = new Uint8Array(fates.length);
  for (const test of cover.tests) for (const edge of test) wanted[edge] = 1;
  const excused = new Map<Deviation, number>();
  const unobserved: number[] = [];
  let [covered, unwanted] = [0, 0];
  for (const [edge, fate] of fates.entries()) {
    if (fate === COVERED) covered += 1;
    if (wanted[edge] !== 1) unwanted += 1;
    if (fate === UNOBSERVED) unobserved.push(edge);
    const deviation = driver.deviations[(excuses[edge] ?? 0) - 1];
    if (deviation !== undefined) excused.set(deviation, (excused.get(deviation) ?? 0) + 1);
  }
  return {
    isVisited: (state) => (visits[state] ?? -1) >= 0,
    isCovered: (edge) => fates[edge] === COVERED,
    ...{ covered, unwanted, unobserved, excused, performed: counts.performed },
  };
};

const start = <World>(walk: Walk<World>, state: number): void => {
  const { graph, driver } = walk;
  const before = graph.stateOf(state);
  const initial = driver.initial(before);
  const why = judgeInitial(driver, initial, before);
  const path = (): Path => ({ start: state, edges: [] });
  if (why.length > 0) walk.observer.found({ kind: "initial", path, why });
  if (why.length > 0 && driver.load === undefined) return;
  const world = why.length === 0 ? initial : loadWorld(driver, before);
  walk.starts.set(state, world);
  walk.visits[state] = 0;
  walk.observer.visited({ state, world, before, path });
};

/** As given, or so that tests with a common beginning come one after the other. */
const inOrder = ({ tests, inOrder }: Pick<Cover, "tests" | "inOrder">): readonly Int32Array[] =>
  inOrder === true ? tests : tests.toSorted(compareTests);

const followAll = <World>(walk: Walk<World>): void => {
  const { graph, cover, starts } = walk;
  // The places along the test before, as far as it went; null where it could not go on.
  const trail: (Place<World> | null)[] = [];
  let previous: Int32Array = new Int32Array(0);
  for (const [number, test] of cover.tests.entries()) {
    const [first] = test;
    if (first === undefined) continue;
    const shared = commonLength(previous, test, trail.length);
    trail.length = shared;
    previous = test;
    const from = endOf(graph.from, first);
    const begin = starts.get(from);
    const initial = begin === undefined ? null : { world: begin, before: graph.stateOf(from) };
    follow(walk, { number, test, trail, place: shared === 0 ? initial : (trail[shared - 1] ?? null) });
  }
};

const commonLength = (left: Int32Array, right: Int32Array, most: number): number => {
  const end = Math.min(left.length, right.length, most);
  let common = 0;
  while (common < end && left[common] === right[common]) common += 1;
  return common;
};

interface Following<World> {
  readonly number: number;
  readonly test: Int32Array;
  readonly trail: (Place<World> | null)[];
  readonly place: Place<World> | null;
}

const follow = <World>(walk: Walk<World>, { number, test, trail, place }: Following<World>): void => {
  const { graph, visits, visitSteps, observer } = walk;
  let current = place;
  while (current !== null && trail.length < test.length) {
    const steps = trail.length + 1;
    const edge = test[steps - 1] ?? -1;
    const path = (): Path => ({
      start: endOf(graph.from, test[0] ?? -1),
      edges: [...test.subarray(0, steps)],
    });
    current = take(walk, current, { edge, path });
    trail.push(current);
    const state = endOf(graph.to, edge);
    if (current === null || visits[state] !== -1) continue;
    visits[state] = number + 1;
    visitSteps[state] = steps;
    observer.visited({ state, ...current, path });
  }
};
