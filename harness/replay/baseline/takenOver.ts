import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { ReplayDriver } from "../driver.ts";
import { labelOf } from "../judge.ts";
import type { ReplayReport } from "../replayReport.ts";
import { verdictOf, warningsOf, type ReplayOutcome } from "../replayVerdict.ts";
import type { Sample } from "../sample.ts";
import { unusedDeviations } from "../unusedDeviations.ts";
import { trailEdges, trailPairs, type Trail, type TrailEdges, type TrailPairs } from "./trail.ts";

/** A graph as a whole, and how much of it is to be asked for. */
interface Whole<World> {
  readonly graph: StateGraph;
  readonly driver: ReplayDriver<World>;
  readonly sample: Sample;
}

/**
 * The report on the whole graph, given the one on what was left to be replayed, and the trail of all that is known;
 * null when something failed.
 */
export const takenOver = <World>(
  report: ReplayReport,
  { graph, driver, sample }: Whole<World>,
  trail: Trail,
): ReplayReport | null => {
  const edges = trailEdges(graph, trail);
  const known = trailPairs(trail);
  const deviations = driver.deviations.map(({ id, reason, where }, number) => ({
    ...{ id, reason, where, edges: countOf(edges.excused, number + 1) },
    pairs: known.excused[String(number)] ?? 0,
  }));
  const unused = unusedDeviations({ graph, driver }, deviations, sample);
  if (realFailures(report) > 0 || unused.length > 0) return null;
  const outcome = outcomeOf(report, { graph, sample, edges, known });
  return {
    ...report,
    verdict: verdictOf(outcome),
    edgesCovered: edges.count,
    negative: { ...report.negative, ...negativeOf(known), pairs: sample.pairs, rate: sample.rate },
    deviations,
    ...{ failures: [], failuresTotal: 0, failureKinds: 0 },
    actions: actionsOf(graph, edges),
    warnings: warningsOf(outcome, report.seed),
  };
};

/** All but deviations that nothing showed: those may occur in what was not replayed. */
export const realFailures = ({ failures, failuresTotal }: ReplayReport): number =>
  failuresTotal - failures.filter(({ why }) => why.some(({ kind }) => kind === "deviation")).length;

/** All that is known, as the outcome of one replay without failures. */
const outcomeOf = (
  { unobserved, performed }: ReplayReport,
  whole: {
    readonly graph: StateGraph;
    readonly sample: Sample;
    readonly edges: TrailEdges;
    readonly known: TrailPairs;
  },
): ReplayOutcome => {
  const { graph, sample, edges, known } = whole;
  const { checked, ignored } = known;
  return {
    ...{ graph, sample, unobserved, failed: false },
    walked: {
      ...{ covered: edges.count, unwanted: 0, unobserved: [], excused: new Map(), performed },
      isVisited: () => true,
      isCovered: (edge) => edges.covered[edge] === 1,
    },
    refusals: {
      ...{ checked, ignored, exempt: new Map(), excused: new Map() },
      missed: sample.rate === 1 ? sample.pairs - checked : 0,
    },
  };
};

/** Whether a trail agrees with the report of the replay that it was made by: otherwise it is no evidence. */
export const isConsistent = (report: ReplayReport, graph: StateGraph, trail: Trail): boolean => {
  const edges = trailEdges(graph, trail);
  const known = trailPairs(trail);
  const { checked, excused, ignored, exempt } = report.negative;
  const recorded = negativeOf(known);
  return (
    edges.count === report.edgesCovered &&
    recorded.checked === checked &&
    recorded.excused === excused &&
    recorded.ignored === ignored &&
    sorted(recorded.exempt) === sorted(exempt) &&
    report.deviations.every(
      (deviation, number) =>
        deviation.edges === countOf(edges.excused, number + 1) &&
        deviation.pairs === (known.excused[String(number)] ?? 0),
    )
  );
};

const negativeOf = ({
  checked,
  exempt,
  excused,
  ignored,
}: TrailPairs): Pick<ReplayReport["negative"], "checked" | "exempt" | "excused" | "ignored"> => ({
  ...{ checked, exempt, ignored },
  excused: Object.values(excused).reduce((sum, count) => sum + count, 0),
});

const sorted = (counts: Readonly<Record<string, number>>): string =>
  JSON.stringify(Object.entries(counts).sort());

const countOf = (values: Uint8Array, wanted: number): number =>
  values.reduce((sum, value) => sum + (value === wanted ? 1 : 0), 0);

const actionsOf = (graph: StateGraph, { covered }: TrailEdges): ReplayReport["actions"] => {
  const counts = new Map(graph.labels.map(({ action }) => [action, { edges: 0, covered: 0 }]));
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const count = counts.get(labelOf(graph, endOf(graph.label, edge)).action);
    if (count === undefined) continue;
    count.edges += 1;
    if (covered[edge] === 1) count.covered += 1;
  }
  return Object.fromEntries(counts);
};
