import type { Cover } from "../../graph/cover/cover.ts";
import type { StateGraph } from "../../graph/stateGraph.ts";
import type { ReplayDriver } from "../driver.ts";
import { replayWith, type ReplayOptions } from "../replay.ts";
import type { IncrementalReport, ReplayReport } from "../replayReport.ts";
import { sampleOf, type Sample } from "../sample.ts";
import { evidenceOf, type Evidence } from "./evidence.ts";
import { createRecorder } from "./recorder.ts";
import { planRerun } from "./rerun.ts";
import { situationsOf, type Situations } from "./situations.ts";
import { survivors } from "./survivors.ts";
import { createTrail, trailEdges, trailPairs } from "./trail.ts";
import { isConsistent, realFailures, takenOver } from "./takenOver.ts";

/** What was not done anew, and why. */
export type IncrementalFigures = Omit<IncrementalReport, "baseline" | "written">;

export interface IncrementalReplay {
  readonly report: ReplayReport;
  readonly figures: IncrementalFigures;
  /** What the next replay may rely on; null when this one is not green. */
  readonly evidence: Evidence | null;
}

/** An earlier replay's evidence, or why there is none to be used. */
export type Earlier =
  | { readonly kind: "evidence"; readonly evidence: Evidence }
  | { readonly kind: "none"; readonly reason: string };

/** What a replay needs besides graph and driver. */
export interface IncrementalInput {
  /** Tests for a whole replay. */
  readonly cover: Cover;
  readonly earlier: Earlier;
  readonly options: ReplayOptions;
}

/**
 * Replays what earlier evidence does not answer. Where anything fails, all is replayed, so that failures are those of a
 * whole replay; only what a green replay has shown is evidence.
 */
export const replayIncrementally = <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  input: IncrementalInput,
): IncrementalReplay => {
  const { cover, earlier, options } = input;
  const seed = options.seed ?? 1;
  const sample = sampleOf(graph, options.negative ?? "default", seed);
  if (driver.outcomes !== undefined) {
    const report = replayWith({ graph, cover, ...options }, driver);
    const reason = "of several outcomes of a step the graph decides which are allowed: everything was run";
    return { report, figures: nothingSkipped(report, reason), evidence: null };
  }
  const declared = driver.deviations.map(({ id, where, reason }) => JSON.stringify([id, where, reason]));
  const known = { situations: situationsOf(graph), declared, rate: sample.rate, seed };
  const context = { graph, driver, input, sample, ...known };
  if (earlier.kind === "none") return replayWhole(context, earlier.reason);
  if (String(earlier.evidence.declared) !== String(declared))
    return replayWhole(context, "other deviations are declared than before: everything was run");
  const rest = replayRest(context, earlier.evidence);
  if (rest.kind === "green") return rest.replay;
  const whole = replayWhole(context, "a difference was found, so that everything was run again");
  // Where nothing but a deviation was missing, the whole replay decides.
  if (whole.report.verdict === "diverges" || realFailures(rest.report) === 0) return whole;
  // Another way to the same state shows it, and the tests of the whole replay do not go there.
  const { failures, failuresTotal, failureKinds } = rest.report;
  const report: ReplayReport = {
    ...whole.report,
    verdict: "diverges",
    failures,
    failuresTotal,
    failureKinds,
  };
  return { ...whole, report, evidence: null };
};

interface Context<World> {
  readonly graph: StateGraph;
  readonly driver: ReplayDriver<World>;
  readonly input: IncrementalInput;
  readonly sample: Sample;
  readonly declared: readonly string[];
  readonly rate: number;
  readonly seed: number;
  readonly situations: Situations;
}

const replayWhole = <World>(context: Context<World>, reason: string): IncrementalReplay => {
  const { graph, driver, input } = context;
  const trail = createTrail(graph);
  const recorder = createRecorder(graph, driver, trail);
  const report = replayWith({ graph: recorder.graph, cover: input.cover, ...input.options }, recorder.driver);
  recorder.finish();
  const green = report.verdict === "conforms" && isConsistent(report, graph, trail);
  return {
    report,
    figures: nothingSkipped(report, reason),
    evidence: green ? evidenceOf(trail, graph, context) : null,
  };
};

const nothingSkipped = ({ edges, negative }: ReplayReport, reason: string): IncrementalFigures => ({
  ...{ skippedEdges: 0, rerunEdges: edges, skippedPairs: 0, rerunPairs: negative.checked, reason },
});

type Rest =
  | { readonly kind: "green"; readonly replay: IncrementalReplay }
  | { readonly kind: "failed"; readonly report: ReplayReport };

/** Replays only what is left; the worlds of states that need no more questions are asked none. */
const replayRest = <World>(context: Context<World>, evidence: Evidence): Rest => {
  const { graph, driver, input, rate } = context;
  const trail = survivors(evidence, context);
  const skipped = { edges: trailEdges(graph, trail).count, pairs: trailPairs(trail).checked };
  const plan = planRerun(graph, trail, rate);
  const recorder = createRecorder(graph, driver, trail);
  const part: StateGraph = {
    ...recorder.graph,
    isUnexplored: (state) => plan.ask[state] !== 1 || graph.isUnexplored?.(state) === true,
  };
  const report = replayWith(
    { graph: part, cover: plan.cover, ...input.options, negative: { rate } },
    recorder.driver,
  );
  recorder.finish();
  const whole = takenOver(report, context, trail);
  if (whole === null) return { kind: "failed", report };
  const figures = {
    ...{ skippedEdges: skipped.edges, rerunEdges: plan.edges },
    ...{ skippedPairs: skipped.pairs, rerunPairs: whole.negative.checked - skipped.pairs, reason: SOUND },
  };
  const green = whole.verdict === "conforms";
  return {
    kind: "green",
    replay: { report: whole, figures, evidence: green ? evidenceOf(trail, graph, context) : null },
  };
};

const SOUND =
  "the implementation is the same, and each step skipped was taken before on a way from an initial state that is still the same step by step";
