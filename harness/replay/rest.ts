import { edgesFrom, endOf } from "../graph/stateGraph.ts";
import { judgeEdge } from "./edge.ts";
import { loadWorld, type EdgeOutcome, type Place } from "./judge.ts";
import { take, UNTRIED, type Path, type Walk } from "./walk.ts";

/**
 * Tries the edges that tests did not come to, for a difference ended them: from the worlds that other tests led to, and
 * from those found here in turn. Worlds of the walk were not kept: its tests are followed once more, each once.
 */
export const tryTheRest = <World>(walk: Walk<World>): void => {
  const missed = missedEdges(walk);
  if (!missed.includes(1)) return;
  const { graph, cover, starts } = walk;
  const trying: Trying<World> = { walk, missed, queue: [], by: new Map() };
  for (const [state, world] of starts) tryFrom(trying, { state, world, before: graph.stateOf(state) });
  const ends = endsOfInterest(trying);
  for (const [number, test] of cover.tests.entries())
    followAgain(trying, number, test.subarray(0, ends[number]));
};

/** By test: how far it is to be followed, for it came first to states from which something is missed. */
const endsOfInterest = <World>({ walk, missed }: Trying<World>): Int32Array => {
  const { graph, cover, fates, visits, visitSteps } = walk;
  const ends = new Int32Array(cover.tests.length);
  for (const [edge, wanted] of missed.entries()) {
    const state = endOf(graph.from, edge);
    const test = (visits[state] ?? 0) - 1;
    if (wanted !== 1 || fates[edge] !== UNTRIED || test < 0) continue;
    ends[test] = Math.max(ends[test] ?? 0, visitSteps[state] ?? 0);
  }
  return ends;
};

/** A state to be tried from. */
interface Rest<World> extends Place<World> {
  readonly state: number;
}

interface Trying<World> {
  readonly walk: Walk<World>;
  readonly missed: Uint8Array;
  readonly queue: Rest<World>[];
  /** By state found here: the edge that led there. */
  readonly by: Map<number, number>;
}

/** By edge: 1 when some test uses it, and none came to it. */
const missedEdges = <World>({ graph, cover, fates }: Walk<World>): Uint8Array => {
  const missed = new Uint8Array(graph.edges);
  for (const test of cover.tests) for (const edge of test) if (fates[edge] === UNTRIED) missed[edge] = 1;
  return missed;
};

const tryFrom = <World>(trying: Trying<World>, rest: Rest<World>): void => {
  const { queue } = trying;
  queue.push(rest);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) tryEdges(trying, next);
};

const tryEdges = <World>(trying: Trying<World>, { state, ...place }: Rest<World>): void => {
  const { walk, missed, queue, by } = trying;
  const { graph, fates, visits, observer } = walk;
  for (const edge of edgesFrom(graph, state)) {
    if (missed[edge] !== 1 || fates[edge] !== UNTRIED) continue;
    const path = (): Path => {
      const { start, edges } = pathTo(trying, state);
      return { start, edges: [...edges, edge] };
    };
    const there = take(walk, place, { edge, path });
    const target = endOf(graph.to, edge);
    if (there === null || visits[target] !== -1) continue;
    visits[target] = 0;
    by.set(target, edge);
    observer.visited({ state: target, ...there, path });
    queue.push({ state: target, ...there });
  }
};

/** The way on which a state was found first. */
const pathTo = <World>({ walk, by }: Trying<World>, state: number): Path => {
  const { graph, cover, visits, visitSteps } = walk;
  const backwards: number[] = [];
  let current = state;
  for (let edge = by.get(current); edge !== undefined; edge = by.get(current)) {
    backwards.push(edge);
    current = endOf(graph.from, edge);
  }
  const test = cover.tests[(visits[current] ?? 0) - 1]?.subarray(0, visitSteps[current]) ?? [];
  const edges = [...test, ...backwards.reverse()];
  const [first] = edges;
  return { start: first === undefined ? current : endOf(graph.from, first), edges };
};

/** Goes once more where a test went, and tries from every state to which it came first. */
const followAgain = <World>(trying: Trying<World>, number: number, test: Int32Array): void => {
  const { graph, driver, starts, visits, visitSteps } = trying.walk;
  const [first] = test;
  const start = first === undefined ? -1 : endOf(graph.from, first);
  const world = starts.get(start);
  if (world === undefined) return;
  let place: Place<World> = { world, before: graph.stateOf(start) };
  for (const [index, edge] of test.entries()) {
    const state = endOf(graph.to, edge);
    const after = graph.stateOf(state);
    const outcome: EdgeOutcome<World> = judgeEdge(trying.walk, place, { edge, after });
    if (outcome.kind !== "same" && driver.load === undefined) return;
    const there = outcome.kind === "same" ? outcome.world : loadWorld(driver, after);
    place = { world: there, before: after };
    if (visits[state] === number + 1 && visitSteps[state] === index + 1) tryFrom(trying, { state, ...place });
  }
};
