import type { Cover } from "../graph/cover.ts";
import { endOf, type StateGraph } from "../graph/stateGraph.ts";
import type { Deviation, ReplayDriver } from "./driver.ts";
import { failuresOf, unusedDeviation } from "./failures.ts";
import { labelOf } from "./judge.ts";
import { tryForbidden, type Refusals } from "./negative.ts";
import { walkCover, type Finding, type Walked } from "./positive.ts";
import type { ReplayedDeviation, ReplayReport } from "./replayReport.ts";

/** Failures told in full; the others are counted. */
const MAX_FAILURES = 20;

/**
 * Replays a state graph against an implementation: every edge must be taken and lead to the spec's next state,
 * every step that the spec does not have must be refused, and every declared deviation must occur.
 */
export const replayGraph = <World>(
  graph: StateGraph,
  cover: Cover,
  driver: ReplayDriver<World>,
): ReplayReport => {
  const started = performance.now();
  const walked = walkCover(graph, cover, driver);
  const refusals = tryForbidden(graph, driver, walked.visits);
  const deviations = driver.deviations.map((deviation) => counted(deviation, walked, refusals));
  const unused = driver.deviations.filter((_, index) => isUnused(deviations[index]));
  const findings = [...walked.findings, ...refusals.findings].sort(byLength);
  const failures = [
    ...failuresOf(graph, driver, findings.slice(0, MAX_FAILURES)),
    ...unused.map(unusedDeviation),
  ];
  return {
    command: "replay",
    verdict: verdictOf(graph, { walked, refusals, failed: failures.length > 0 }),
    states: graph.states,
    edges: graph.edges,
    edgesCovered: walked.covered.size,
    tests: cover.figures.tests,
    steps: cover.figures.steps,
    performed: walked.performed,
    negative: {
      pairs: refusals.pairs,
      checked: refusals.checked,
      exempt: Object.fromEntries(refusals.exempt),
      excused: [...refusals.excused.values()].reduce((sum, pairs) => sum + pairs, 0),
    },
    deviations,
    failures: failures.slice(0, MAX_FAILURES),
    failuresTotal: findings.length + unused.length,
    actions: actionCounts(graph, walked.covered),
    compared: comparedVariables(walked, driver),
    durationMs: Math.round(performance.now() - started),
  };
};

/** The shortest way to a difference comes first. */
const byLength = (left: Finding, right: Finding): number => lengthOf(left) - lengthOf(right);

const lengthOf = (finding: Finding): number => (finding.kind === "initial" ? 0 : finding.path.length);

/** A graph without edges asks nothing; nor does one whose edges no test reaches. */
const verdictOf = <World>(
  { edges }: StateGraph,
  { walked, refusals, failed }: { walked: Walked<World>; refusals: Refusals; failed: boolean },
): ReplayReport["verdict"] => {
  if (failed) return "diverges";
  const whole = walked.covered.size === edges && refusals.checked === refusals.pairs;
  return edges > 0 && whole ? "conforms" : "inconclusive";
};

const counted = <World>(
  deviation: Deviation,
  { excused }: Walked<World>,
  refusals: Refusals,
): ReplayedDeviation => {
  const { id, reason, where } = deviation;
  const edges = [...excused.values()].filter((one) => one === deviation).length;
  return { id, reason, where, edges, pairs: refusals.excused.get(deviation) ?? 0 };
};

const isUnused = (deviation: ReplayedDeviation | undefined): boolean =>
  deviation?.edges === 0 && deviation.pairs === 0;

const actionCounts = (graph: StateGraph, covered: ReadonlySet<number>): ReplayReport["actions"] => {
  const counts = new Map(graph.labels.map(({ action }) => [action, { edges: 0, covered: 0 }]));
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const count = counts.get(labelOf(graph, endOf(graph.label, edge)).action);
    if (count === undefined) continue;
    count.edges += 1;
    if (covered.has(edge)) count.covered += 1;
  }
  return Object.fromEntries(counts);
};

const comparedVariables = <World>(
  { visits }: Walked<World>,
  driver: ReplayDriver<World>,
): readonly string[] => {
  const [first] = visits.values();
  return first === undefined ? [] : [...driver.project(first.world).keys()];
};
