import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Figures } from "../tlc/figures.ts";
import type { TlcSession } from "../tlc/session.ts";
import { coverGraph, type Cover } from "./cover.ts";
import { anonymousSteps, graphWarnings, wrongFigures } from "./graphProblems.ts";
import { writeGraphModule, writeInstanceModule } from "./graphModule.ts";
import type { GraphReport } from "./graphReport.ts";
import { createInstanceReader, leafOccurrences, type ActionInstance } from "./instances.ts";
import { loadGraph } from "./loadGraph.ts";
import type { StateGraph } from "./stateGraph.ts";
import { runStage } from "./tlcStage.ts";

/** The state graph of a configuration, tests that cover it, and what there is to say about both. */
export interface BuiltGraph {
  readonly report: GraphReport;
  readonly graph: StateGraph;
  readonly cover: Cover;
}

/**
 * Has TLC explore a configuration, with a label for each action and its arguments on every edge: two runs, the
 * first for the instances of the actions. Invariants are not checked. Problems: SPC and CFG of the input; INC when
 * TLC did not finish; TLC050 when graph and TLC's figures disagree.
 */
export const buildGraph = async (spec: LoadedSpec, session: TlcSession): Promise<Result<BuiltGraph>> => {
  const started = performance.now();
  const unnamed = anonymousSteps(spec);
  if (unnamed.length > 0) return failure(...unnamed);
  const instances = await findInstances(spec, session);
  if (!instances.ok) return instances;
  session.progress(`graph: ${instances.value.length} instances of actions`);
  const explored = await explore(spec, instances.value, session);
  if (!explored.ok) return explored;
  const { graph, figures } = explored.value;
  session.progress(`graph: ${graph.states} states, ${graph.edges} edges`);
  const cover = coverGraph(graph);
  const durationMs = Math.round(performance.now() - started);
  return success({ graph, cover, report: reportOf({ graph, cover, figures, spec, session, durationMs }) });
};

const findInstances = async (
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Result<readonly ActionInstance[]>> => {
  const files = await writeInstanceModule(spec, path.join(session.runDir, "instances"));
  const reader = createInstanceReader(spec);
  const run = await runStage({ ...files, onUserLine: reader.push }, spec, session);
  if (!run.ok) return run;
  const problems = reader.problems();
  return problems.length > 0 ? failure(...problems) : success(reader.instances());
};

interface Explored {
  readonly graph: StateGraph;
  readonly figures: Figures;
}

const explore = async (
  spec: LoadedSpec,
  instances: readonly ActionInstance[],
  session: TlcSession,
): Promise<Result<Explored>> => {
  const folder = path.join(session.runDir, "graph");
  const { module, config, meanings } = await writeGraphModule(spec, instances, folder);
  const dump = path.join(folder, "states.dot");
  const run = await runStage({ module, config, dump }, spec, session);
  if (!run.ok) return run;
  const graph = await loadGraph(dump, meanings);
  const problems: readonly Problem[] = wrongFigures(graph, run.value, dump);
  return problems.length > 0 ? failure(...problems) : success({ graph, figures: run.value });
};

const reportOf = (built: {
  readonly graph: StateGraph;
  readonly cover: Cover;
  readonly figures: Figures;
  readonly spec: LoadedSpec;
  readonly session: TlcSession;
  readonly durationMs: number;
}): GraphReport => {
  const { graph, cover, figures, spec, session, durationMs } = built;
  return {
    command: "graph",
    states: graph.states,
    edges: graph.edges,
    initial: graph.initial.length,
    actions: countActions(spec, graph),
    cover: cover.figures,
    labels: graph.labels.length,
    beyond: graph.beyond,
    depth: figures.depth,
    warnings: graphWarnings(spec),
    tlc: { version: session.toolchain.jar.version ?? "unknown", runs: 2 },
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
