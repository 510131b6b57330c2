import type { Cover } from "../graph/cover.ts";
import { edgesFrom, endOf, type StateGraph } from "../graph/stateGraph.ts";
import type { Deviation, ReplayDriver } from "./driver.ts";
import { judgeEdge, judgeInitial, loadWorld } from "./judge.ts";
import type { ReplayWhy } from "./replayReport.ts";

/** The world in which a test first came to a state, and the edges that led there. */
export interface Visit<World> {
  readonly world: World;
  readonly path: () => readonly number[];
}

/** A difference, and the edges to it from an initial state; the edge itself is the last one. */
export type Finding =
  | { readonly kind: "initial"; readonly state: number; readonly why: readonly ReplayWhy[] }
  | { readonly kind: "edge"; readonly path: readonly number[]; readonly why: readonly ReplayWhy[] }
  | {
      readonly kind: "forbidden";
      readonly state: number;
      readonly path: readonly number[];
      readonly label: number;
      readonly why: readonly ReplayWhy[];
    };

/** What following the tests has shown. */
export interface Walked<World> {
  /** By state; none for a state to which no test came in step with the spec. */
  readonly visits: ReadonlyMap<number, Visit<World>>;
  /** Edges on which the implementation always did what the spec says or a deviation excuses. */
  readonly covered: ReadonlySet<number>;
  readonly excused: ReadonlyMap<number, Deviation>;
  /** In order; at most one per initial state and per edge. */
  readonly findings: readonly Finding[];
  /** Steps asked for: beginnings that tests share count once. */
  readonly performed: number;
}

interface Walk<World> {
  readonly graph: StateGraph;
  readonly driver: ReplayDriver<World>;
  readonly visits: Map<number, Visit<World>>;
  readonly tried: Set<number>;
  readonly failed: Set<number>;
  readonly excused: Map<number, Deviation>;
  readonly findings: Finding[];
  /** The edges of the test before, as far as it went, and the world after each of them. */
  readonly trail: { readonly edge: number; readonly world: World | undefined }[];
  readonly counts: { performed: number };
}

/**
 * Follows every test and compares after every step. Behind a difference the implementation is put into the spec's
 * state again if the target can do that; otherwise the test ends, and what it leaves out is tried at the end. Worlds are values: what two
 * tests have in common at their beginning needs to be done once.
 */
export const walkCover = <World>(
  graph: StateGraph,
  cover: Cover,
  driver: ReplayDriver<World>,
): Walked<World> => {
  const walk: Walk<World> = {
    ...{ graph, driver, visits: new Map(), tried: new Set(), failed: new Set(), excused: new Map() },
    ...{ findings: [], trail: [], counts: { performed: 0 } },
  };
  for (const state of graph.initial) start(walk, state);
  for (const test of [...cover.tests].sort(byEdges)) follow(walk, test);
  tryTheRest(walk);
  const covered = new Set([...walk.tried].filter((edge) => !walk.failed.has(edge)));
  return { ...walk, ...walk.counts, covered };
};

const start = <World>({ graph, driver, visits, findings }: Walk<World>, state: number): void => {
  const expected = graph.stateOf(state);
  const world = driver.initial(expected);
  const why = judgeInitial(driver, world, expected);
  if (why.length > 0) findings.push({ kind: "initial", state, why });
  if (why.length === 0) visits.set(state, { world, path: () => [] });
  else if (driver.load !== undefined)
    visits.set(state, { world: loadWorld(driver, expected), path: () => [] });
};

/** Tests with a common beginning come one after the other. */
const byEdges = (left: Int32Array, right: Int32Array): number => {
  const differing = left.findIndex((edge, index) => edge !== right[index]);
  return differing < 0 ? left.length - right.length : (left[differing] ?? 0) - (right[differing] ?? -1);
};

const follow = <World>(walk: Walk<World>, test: Int32Array): void => {
  const { graph, visits, trail } = walk;
  const [first] = test;
  if (first === undefined) return;
  const differing = trail.findIndex(({ edge }, index) => edge !== test[index]);
  if (differing >= 0) trail.length = differing;
  let world = trail.length === 0 ? visits.get(endOf(graph.from, first))?.world : trail.at(-1)?.world;
  for (const [index, edge] of test.entries()) {
    if (index < trail.length) continue;
    if (world === undefined) return;
    const path = (): readonly number[] => [...test.subarray(0, index + 1)];
    world = take(walk, world, { edge, path });
    trail.push({ edge, world });
    const target = endOf(graph.to, edge);
    if (world !== undefined && !visits.has(target)) visits.set(target, { world, path });
  }
};

/** Edges behind a difference, from worlds that other tests led to; states found here are looked at in turn. */
const tryTheRest = <World>(walk: Walk<World>): void => {
  const { graph, visits, tried } = walk;
  for (const [state, visit] of visits)
    for (const edge of edgesFrom(graph, state)) {
      if (tried.has(edge)) continue;
      const path = (): readonly number[] => [...visit.path(), edge];
      const world = take(walk, visit.world, { edge, path });
      const target = endOf(graph.to, edge);
      if (world !== undefined && !visits.has(target)) visits.set(target, { world, path });
    }
};

/** The world after an edge, or undefined when the test cannot go on. */
const take = <World>(
  walk: Walk<World>,
  world: World,
  { edge, path }: { readonly edge: number; readonly path: () => readonly number[] },
): World | undefined => {
  const { graph, driver, tried, failed, excused, findings } = walk;
  const outcome = judgeEdge({ graph, driver }, world, edge);
  const after = graph.stateOf(endOf(graph.to, edge));
  tried.add(edge);
  walk.counts.performed += 1;
  switch (outcome.kind) {
    case "same":
      return outcome.world;
    case "excused":
      excused.set(edge, excused.get(edge) ?? outcome.deviation);
      return loadWorld(driver, after);
    case "different":
      if (!failed.has(edge)) findings.push({ kind: "edge", path: path(), why: outcome.why });
      failed.add(edge);
      return driver.load === undefined ? undefined : loadWorld(driver, after);
  }
};
