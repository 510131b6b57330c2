import { rm } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Figures } from "../tlc/figures.ts";
import type { TlcSession } from "../tlc/session.ts";
import { coverGraph, type Cover } from "./cover.ts";
import { createDumpProgress } from "./dumpProgress.ts";
import {
  anonymousSteps,
  graphWarnings,
  partialGraph,
  syntaxProblem,
  unexploredStates,
  wrongFigures,
} from "./graphProblems.ts";
import { writeGraphModule, writeInstanceModule, type EdgeMeanings } from "./graphModule.ts";
import type { GraphReport } from "./graphReport.ts";
import { createInstanceReader, leafOccurrences, type ActionInstance } from "./instances.ts";
import { loadGraph } from "./loadGraph.ts";
import type { StateGraph } from "./stateGraph.ts";
import { runStage, wholeRun, type StageOutcome } from "./tlcStage.ts";

/** The state graph of a configuration, tests that cover it, and what there is to say about both. */
export interface BuiltGraph {
  readonly report: GraphReport;
  readonly graph: StateGraph;
  readonly cover: Cover;
  /** Why the graph is not the whole one; empty when it is. */
  readonly problems: readonly Problem[];
}

/**
 * Has TLC explore a configuration, with a label for each action and its arguments on every edge: two runs, the
 * first for the instances of the actions. Invariants are not checked. A run that is cut short gives the part of the graph
 * that it has explored, with the reason in `problems`. Problems otherwise: SPC and CFG of the input; INC when nothing was
 * explored; TLC050 and TLC051 when TLC's dump cannot be right.
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
  const { graph } = explored.value;
  session.progress(`graph: ${graph.states} states, ${graph.edges} edges`);
  const cover = coverGraph(graph);
  const durationMs = Math.round(performance.now() - started);
  const { problems } = explored.value;
  return success({
    ...{ graph, cover, problems },
    report: reportOf({ ...explored.value, cover, spec, session, durationMs }),
  });
};

/** Has TLC print every instance of every action: a run of its own. Problems: SPC and CFG of the input; INC. */
export const findInstances = async (
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Result<readonly ActionInstance[]>> => {
  const files = await writeInstanceModule(spec, path.join(session.runDir, "instances"));
  const reader = createInstanceReader(spec);
  const run = wholeRun(await runStage({ ...files, onUserLine: reader.push }, spec, session));
  if (!run.ok) return run;
  const problems = reader.problems();
  return problems.length > 0 ? failure(...problems) : success(reader.instances());
};

interface Explored {
  readonly graph: StateGraph;
  readonly figures: Figures;
  readonly problems: readonly Problem[];
}

/** TLC writes and the dump is read at the same time; when reading fails there is no point in writing on. */
const explore = async (
  spec: LoadedSpec,
  instances: readonly ActionInstance[],
  session: TlcSession,
): Promise<Result<Explored>> => {
  const folder = path.join(session.runDir, "graph");
  const { module, config, meanings } = await writeGraphModule(spec, instances, folder);
  const dump = path.join(folder, "states.dot");
  const unreadable = new AbortController();
  const signal = AbortSignal.any([
    unreadable.signal,
    ...(session.signal === undefined ? [] : [session.signal]),
  ]);
  const running = runStage({ module, config, dump }, spec, { ...session, signal });
  const reading = readGrowing({ file: dump, running, meanings, progress: session.progress });
  reading.catch(() => unreadable.abort());
  const run = await running;
  if (run.kind === "refused") return reading.then(() => failure(...run.problems));
  const graph = await reading.catch(syntaxProblem(dump));
  if ("code" in graph) return failure(graph);
  const wrong = run.kind === "finished" ? wrongFigures(graph, run.figures, dump) : [];
  if (wrong.length > 0) return failure(...wrong);
  await rm(dump, { force: true });
  if (run.kind === "finished") return success({ graph, figures: run.figures, problems: [] });
  if (graph.edges === 0) return failure(run.problem);
  return success({ graph, figures: run.figures, problems: [partialGraph(graph, run)] });
};

/** Rejects with DotSyntaxError, except where the run did not even begin. */
const readGrowing = async ({
  file,
  running,
  meanings,
  progress,
}: {
  readonly file: string;
  readonly running: Promise<StageOutcome>;
  readonly meanings: EdgeMeanings;
  readonly progress: TlcSession["progress"];
}): Promise<StateGraph> => {
  let finished = false;
  const written = running.then(({ kind }) => {
    finished = kind === "finished";
  });
  return loadGraph(
    { file, written, isPartial: () => !finished, onProgress: createDumpProgress(progress) },
    meanings,
  );
};

const reportOf = (built: {
  readonly graph: StateGraph;
  readonly cover: Cover;
  readonly figures: Figures;
  readonly spec: LoadedSpec;
  readonly session: TlcSession;
  readonly durationMs: number;
  readonly problems: readonly Problem[];
}): GraphReport => {
  const { graph, cover, figures, spec, session, durationMs, problems } = built;
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
