import type { Cover, CoverFigures } from "../graph/cover/cover.ts";
import { endOf, type StateGraph } from "../graph/stateGraph.ts";
import type { Deviation, ReplayDriver } from "./driver.ts";
import { failuresOf, MAX_FAILURES, unusedDeviation, type Reproducing } from "./failures.ts";
import { createFailureGroups, type FailureGroups } from "./groups.ts";
import { labelOf, loadWorld, type Engine } from "./judge.ts";
import { createTrial, type Refusals, type Trial } from "./negative.ts";
import { walkCover, type Walked } from "./positive.ts";
import type { ReplayedDeviation, ReplayReport, UnobservedReport } from "./replayReport.ts";
import { sampleOf, type NegativeWish, type Sample } from "./sample.ts";
import { unusedDeviations } from "./unusedDeviations.ts";
import { verdictOf, warningsOf } from "./replayVerdict.ts";
import type { Visit } from "./walk.ts";

export interface ReplayOptions {
  /** Decides which forbidden steps a sample has; 1 unless said. */
  readonly seed?: number;
  readonly negative?: NegativeWish;
  /** The command that follows a path (`pathText`), or that repeats the whole replay. */
  readonly commandFor?: (path: string | null) => string | null;
}

export interface ReplayRequest extends ReplayOptions {
  readonly graph: StateGraph;
  readonly cover: Cover;
}

/**
 * Replays a state graph against an implementation: every edge must be taken and lead to the spec's next state,
 * every step that the spec does not have must be refused, and every declared deviation must occur.
 */
export const replayGraph = <World>(
  graph: StateGraph,
  cover: Cover,
  driver: ReplayDriver<World>,
): ReplayReport => replayWith({ graph, cover }, driver);

/** The same, with a say in what is asked and how it is told. */
export const replayWith = <World>(
  { graph, cover, seed = 1, negative = "default", commandFor = () => null }: ReplayRequest,
  driver: ReplayDriver<World>,
): ReplayReport => {
  const started = performance.now();
  const engine = { graph, driver };
  const sample = sampleOf(graph, negative, seed);
  const groups = createFailureGroups(graph);
  const trial = createTrial(engine, sample, groups.add);
  let compared: readonly string[] = [];
  const visited = (visit: Visit<World>): void => {
    if (compared.length === 0) compared = [...driver.project(visit.world).keys()];
    trial.ask(visit);
  };
  const walked = walkCover(engine, cover, { visited, found: groups.add });
  askTheUnvisited(engine, walked, trial);
  const told = { groups, reproducing: { seed, commandFor } };
  return {
    command: "replay",
    ...figuresOf(graph, cover, walked),
    ...judged(engine, { sample, walked, refusals: trial.refusals(), cover: cover.figures }, told),
    ...{ compared, seed, durationMs: Math.round(performance.now() - started) },
  };
};

const figuresOf = (graph: StateGraph, { figures }: Cover, walked: Walked) => ({
  ...{ states: graph.states, edges: graph.edges, edgesCovered: walked.covered },
  ...{ tests: figures.tests, steps: figures.steps, performed: walked.performed },
  actions: actionCounts(graph, walked),
  cover: figures,
});

interface Shown {
  readonly sample: Sample;
  readonly walked: Walked;
  readonly refusals: Refusals;
  readonly cover: CoverFigures;
}

/** The verdict, and what it rests on. */
const judged = <World>(
  engine: Engine<World>,
  { sample, walked, refusals, cover }: Shown,
  { groups, reproducing }: { readonly groups: FailureGroups; readonly reproducing: Reproducing },
) => {
  const { graph, driver } = engine;
  const deviations = driver.deviations.map((deviation) => counted(deviation, walked, refusals));
  // Tests that leave edges out may leave those out that a deviation is for.
  const unused = walked.unwanted === 0 ? unusedDeviations(engine, deviations, sample) : [];
  const failures = [
    ...failuresOf(engine, groups, reproducing),
    ...unused.map((deviation) => unusedDeviation(deviation, reproducing)),
  ];
  const failuresTotal = groups.total() + unused.length;
  const unobserved = unobservedOf(engine, walked);
  const outcome = { graph, walked, refusals, sample, unobserved, cover, failed: failuresTotal > 0 };
  return {
    ...{ verdict: verdictOf(outcome), unobserved, deviations, failuresTotal },
    negative: negativeReport(sample, refusals, reproducing.seed),
    failures: failures.slice(0, MAX_FAILURES),
    failureKinds: groups.all().length + unused.length,
    warnings: warningsOf(outcome, reproducing.seed),
  };
};

/** States to which no test came in step with the spec, if the target can be put there. */
const askTheUnvisited = <World>(engine: Engine<World>, walked: Walked, trial: Trial<World>): void => {
  const { graph, driver } = engine;
  for (let state = 0; state < graph.states; state += 1) {
    if (walked.isVisited(state)) continue;
    if (driver.load === undefined) {
      trial.miss(state);
      continue;
    }
    const before = graph.stateOf(state);
    const path = () => ({ start: state, edges: [] });
    trial.ask({ state, before, world: loadWorld(driver, before), path });
  }
};

const counted = (deviation: Deviation, { excused }: Walked, refusals: Refusals): ReplayedDeviation => {
  const { id, reason, where } = deviation;
  const [edges, pairs] = [excused.get(deviation) ?? 0, refusals.excused.get(deviation) ?? 0];
  return { id, reason, where, edges, pairs };
};

const negativeReport = (
  { pairs, rate }: Sample,
  { checked, exempt, excused, ignored }: Refusals,
  seed: number,
): ReplayReport["negative"] => ({
  ...{ pairs, checked, rate, seed, exempt: Object.fromEntries(exempt), ignored },
  excused: [...excused.values()].reduce((sum, count) => sum + count, 0),
});

const unobservedOf = <World>({ graph, driver }: Engine<World>, { unobserved }: Walked): UnobservedReport => {
  const actions = new Map<string, number>();
  for (const edge of unobserved) {
    const { action } = labelOf(graph, endOf(graph.label, edge));
    actions.set(action, (actions.get(action) ?? 0) + 1);
  }
  const chosen = [...actions].filter(([action]) => driver.chooses?.has(action) === true);
  return {
    edges: unobserved.length,
    chosen: chosen.reduce((sum, [, edges]) => sum + edges, 0),
    actions: Object.fromEntries(actions),
  };
};

const actionCounts = (graph: StateGraph, { isCovered }: Walked): ReplayReport["actions"] => {
  const counts = new Map(graph.labels.map(({ action }) => [action, { edges: 0, covered: 0 }]));
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const count = counts.get(labelOf(graph, endOf(graph.label, edge)).action);
    if (count === undefined) continue;
    count.edges += 1;
    if (isCovered(edge)) count.covered += 1;
  }
  return Object.fromEntries(counts);
};
