import type { StateGraph } from "../../graph/stateGraph.ts";
import { MAX_FAILURES } from "../failures.ts";
import { likenessOf } from "../likeness.ts";
import type { SimulatedReport } from "../random/simulatedReport.ts";
import type { ReplayFailure, ReplayReport } from "../replayReport.ts";
import type { BehindFigures } from "./behindTally.ts";

/** What random behaviours that come behind the cut of a graph have shown: evidence, for they are not all. */
export interface BehindReport extends BehindFigures {
  /** Goes through the same behaviours once more. */
  readonly command: string;
  /** All of these behaviours, what is before the cut included: the document that the command gives. */
  readonly replay: SimulatedReport;
}

/** The JSON document of `conformance replay` where a limit may have cut the graph off. */
export interface LookedBehind extends ReplayReport {
  readonly behind?: BehindReport;
}

/** A replay's report with what was found behind the cut; failures that it has already are not told twice. */
export const withBehind = (report: ReplayReport, behind: BehindReport, graph: StateGraph): LookedBehind => {
  const { replay } = behind;
  const { fresh, known } = newFailures(report.failures, replay.failures, graph);
  const untold = replay.failureKinds - replay.failures.length;
  return {
    ...report,
    verdict: replay.verdict === "diverges" ? "diverges" : report.verdict,
    failures: [...report.failures, ...fresh].slice(0, MAX_FAILURES),
    failuresTotal: report.failuresTotal + replay.failuresTotal - known,
    failureKinds: report.failureKinds + fresh.length + untold,
    warnings: [...report.warnings, ...replay.warnings],
    errors: [...(report.errors ?? []), ...replay.errors],
    behind,
  };
};

/** Those that are like none of the others, and how many failures the rest stands for. */
const newFailures = (
  told: readonly ReplayFailure[],
  found: readonly ReplayFailure[],
  graph: StateGraph,
): { readonly fresh: readonly ReplayFailure[]; readonly known: number } => {
  const labels = new Map(graph.labels.map((label) => [label.text, label]));
  const likeness = likenessOf(graph);
  const keyOf = ({ path, step, why }: ReplayFailure): string =>
    likeness(step === 0 ? null : (labels.get(path.at(-1) ?? "") ?? null), why);
  const keys = new Set(told.map(keyOf));
  const isNew = (failure: ReplayFailure): boolean => !keys.has(keyOf(failure));
  const known = found.filter((failure) => !isNew(failure)).reduce((sum, { count }) => sum + count, 0);
  return { fresh: found.filter(isNew), known };
};
