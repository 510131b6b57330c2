import type { BuiltGraph } from "../graph/graph.ts";
import { searchGraph } from "../graph/search.ts";
import type { SimulateRequest } from "../graph/simulate/simulate.ts";
import type { GraphLabel, StateGraph } from "../graph/stateGraph.ts";
import { withBehind, type LookedBehind } from "../replay/behind/behindReport.ts";
import { createBehindTally, type BehindTally } from "../replay/behind/behindTally.ts";
import { initialOf } from "../replay/driveRequest.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import { followSimulated, simulateAgain, type SimulateDriver, type SimulateJob } from "./replaySimulated.ts";
import { MOST_STEPS } from "./randomOptions.ts";

/** A graph, and what is to be looked at where it was cut off. */
export interface BehindJob extends Pick<BuiltGraph, "graph" | "cut">, Omit<SimulateJob, "request"> {
  /** Random behaviours; 0 for none. */
  readonly behaviours: number;
  readonly seed: number;
}

/** Of one run of TLC, whatever time the others may take. */
const MOST_SECONDS = 60;

const LEAST_DEPTH = 50;

/**
 * Adds to a report what random behaviours of the same model show where a limit has cut its graph off; a report of a whole
 * graph, or of one that TLC could not go on with, is given back as it is.
 */
export const lookBehind = async (
  report: ReplayReport,
  { graph, cut, behaviours, seed, spec, session }: BehindJob,
  driver: Omit<SimulateDriver, "watch" | "initial">,
): Promise<LookedBehind> => {
  if (cut !== "limit" || behaviours === 0 || session.signal?.aborted === true) return report;
  const request = { behaviours, depth: depthBehind(graph), seed };
  session.progress(`behind the cut: ${behaviours} random behaviours of at most ${request.depth} steps`);
  let tally: BehindTally | undefined;
  const watch = (labels: readonly GraphLabel[]): BehindTally["add"] => {
    tally = createBehindTally(graph, labels);
    return tally.add;
  };
  const limited = {
    ...session,
    timeoutSeconds: Math.min(session.timeoutSeconds ?? MOST_SECONDS, MOST_SECONDS),
  };
  const followed = await followSimulated(
    { spec, session: limited, request },
    { ...driver, ...initialOf(graph), watch },
  );
  if (!followed.ok || tally === undefined) return withoutBehind(report, followed.ok ? [] : followed.problems);
  const behind = {
    ...tally.figures(),
    command: simulateAgain(driver.options, request),
    replay: followed.value,
  };
  return withBehind(report, behind, graph);
};

/** Twice as far as the graph goes, so that half of the steps may lie behind the cut. */
const depthBehind = (graph: StateGraph): SimulateRequest["depth"] => {
  const deepest = searchGraph(graph).depth.reduce((most, depth) => Math.max(most, depth), 0);
  return Math.min(MOST_STEPS, Math.max(LEAST_DEPTH, 2 * deepest));
};

/** What was found before stands. */
const withoutBehind = (
  report: ReplayReport,
  problems: NonNullable<ReplayReport["errors"]>,
): ReplayReport => ({
  ...report,
  errors: [
    ...(report.errors ?? []),
    {
      code: "INC090",
      message: `nothing was looked at behind the cut: ${problems.map(({ code, message }) => `${code} ${message}`).join("; ")}`,
      repair: "Give --behind 0 if nothing is to be looked at there.",
    },
  ],
});
