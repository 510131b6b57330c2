import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { Cover } from "./cover/cover.ts";
import { coverBy, type CoverWish } from "./cover/coverModes.ts";
import { explore, type GraphCut } from "./explore.ts";
import { findInstances } from "./findInstances.ts";
import { NO_LIMITS, type GraphLimits } from "./dump/graphDraft.ts";
import { anonymousSteps, graphWarnings, noStates, unexploredStates } from "./graphProblems.ts";
import type { GraphReport } from "./graphReport.ts";
import { leafOccurrences } from "./instances.ts";
import type { StateGraph } from "./stateGraph.ts";
import { graphOfTable, type TableGraph } from "./tableGraph.ts";
import { exchangeable } from "./symmetry/exchangeable.ts";
import type { Work } from "./work.ts";

/** The state graph of a configuration, tests that cover it, and what there is to say about both. */
export interface BuiltGraph {
  readonly report: GraphReport;
  readonly graph: StateGraph;
  readonly cover: Cover;
  /** Why the graph is not the whole one; empty when it is. */
  readonly problems: readonly Problem[];
  readonly cut: GraphCut;
}

/** What to explore, and what was explored before. */
export interface GraphRequest {
  readonly limits?: GraphLimits;
  readonly kept?: KeptGraphs;
  /** Every edge, unless said. */
  readonly cover?: CoverWish;
}

/** Graphs of this very spec, in these limits, that were explored before. */
export interface KeptGraphs {
  readonly get: () => Promise<KeptGraph | undefined>;
  readonly put: (kept: KeptGraph) => Promise<void>;
  /** A folder for a search that may be stopped before its end; undefined while another process has it. */
  readonly work: () => Promise<Work | undefined>;
}

export interface KeptGraph {
  readonly table: TableGraph;
  readonly depth: number | null;
  readonly problems: readonly Problem[];
}

/** A state graph as it was explored or kept. */
export interface OpenGraph {
  readonly graph: StateGraph;
  readonly depth: number | null;
  /** Why the graph is not the whole one; empty when it is. */
  readonly problems: readonly Problem[];
  readonly cut: GraphCut;
  /** Of TLC. */
  readonly runs: number;
}

/**
 * Has TLC explore a configuration, with a label for each action and its arguments on every edge: two runs, the
 * first for the instances of the actions; none where the graph was kept. Invariants are not checked. A run that is cut
 * short, or comes to a limit, gives the part of the graph that it has explored, with the reason in `problems`. Problems
 * otherwise: SPC and CFG of the input; INC when nothing was explored; TLC050 and TLC051 when TLC's dump cannot be right.
 */
export const openGraph = async (
  spec: LoadedSpec,
  session: TlcSession,
  request: Omit<GraphRequest, "cover">,
): Promise<Result<OpenGraph>> => {
  const unnamed = anonymousSteps(spec);
  if (unnamed.length > 0) return failure(...unnamed);
  const known = await request.kept?.get();
  const explored =
    known === undefined ? await exploreAfresh(spec, session, request) : success(keptBefore(known));
  if (!explored.ok) return explored;
  const { table, depth, problems, cut } = explored.value;
  const graph = graphOfTable(table);
  if (graph.states === 0 && problems.length === 0) return failure(noStates(spec));
  session.progress(
    `graph: ${graph.states} states, ${graph.edges} edges${known === undefined ? "" : ", kept from before"}`,
  );
  return success({ graph, depth, problems, cut, runs: known === undefined ? 2 : 0 });
};

/** Of parts only those are kept that a limit has cut off. */
const keptBefore = (kept: KeptGraph): KeptGraph & { readonly cut: GraphCut } => ({
  ...kept,
  cut: kept.problems.length === 0 ? null : "limit",
});

/** The same with tests of the graph, and a report. */
export const buildGraph = async (
  spec: LoadedSpec,
  session: TlcSession,
  request: GraphRequest = {},
): Promise<Result<BuiltGraph>> => {
  const started = performance.now();
  const opened = await openGraph(spec, session, request);
  if (!opened.ok) return opened;
  const { graph, depth, problems, cut, runs } = opened.value;
  const wish = request.cover ?? { mode: "edges", walks: 0, seed: 1 };
  const cover = coverBy(graph, { ...wish, names: exchangeable(spec.cfg) });
  const durationMs = Math.round(performance.now() - started);
  return success({
    ...{ graph, cover, problems, cut },
    report: reportOf({ graph, cover, depth, problems, runs, spec, session, durationMs }),
  });
};

const exploreAfresh = async (
  spec: LoadedSpec,
  session: TlcSession,
  { limits = NO_LIMITS, kept }: GraphRequest,
): Promise<Result<KeptGraph & { readonly cut: GraphCut }>> => {
  const instances = await findInstances(spec, session);
  if (!instances.ok) return instances;
  session.progress(`graph: ${instances.value.length} instances of actions`);
  const work = await kept?.work();
  const explored = await explore(spec, { instances: instances.value, limits, work }, session);
  if (explored.ok && explored.value.isRepeatable) await kept?.put(explored.value);
  return explored;
};

const reportOf = (built: {
  readonly graph: StateGraph;
  readonly cover: Cover;
  readonly depth: number | null;
  /** Of TLC. */
  readonly runs: number;
  readonly spec: LoadedSpec;
  readonly session: TlcSession;
  readonly durationMs: number;
  readonly problems: readonly Problem[];
}): GraphReport => {
  const { graph, cover, depth, runs, spec, session, durationMs, problems } = built;
  return {
    command: "graph",
    states: graph.states,
    edges: graph.edges,
    initial: graph.initial.length,
    actions: countActions(spec, graph),
    cover: cover.figures,
    labels: graph.labels.length,
    beyond: graph.beyond,
    unexplored: unexploredStates(graph),
    errors: problems,
    depth,
    warnings: graphWarnings(spec),
    tlc: { version: session.toolchain.jar.version ?? "unknown", runs },
    spec: { file: spec.specFile, cfg: spec.cfgFile },
    runDir: session.runDir,
    durationMs,
  };
};

const countActions = (spec: LoadedSpec, graph: StateGraph): Readonly<Record<string, number>> => {
  const counts = new Map(leafOccurrences(spec).map(({ name }) => [name, 0]));
  for (const label of graph.label) {
    const action = graph.labels[label]?.action ?? "";
    counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
};
