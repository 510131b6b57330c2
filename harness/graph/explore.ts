import { rm } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { DotSyntaxError } from "./dump/dot.ts";
import { createDumpProgress } from "./dump/dumpProgress.ts";
import type { GraphLimits } from "./dump/graphDraft.ts";
import { writeGraphModule, type EdgeMeanings } from "./graphModule.ts";
import { brokenGraph, partialGraph, slicedGraph, syntaxProblem, wrongFigures } from "./graphProblems.ts";
import type { ActionInstance } from "./instances.ts";
import { loadTable, type LoadedTable } from "./dump/loadGraph.ts";
import type { TableGraph } from "./tableGraph.ts";
import { runStage, type StageOutcome } from "./tlcStage.ts";
import type { Work } from "./work.ts";

/** What has cut a graph off: a limit of states, steps, time or memory, or that TLC could not go on; null: nothing has. */
export type GraphCut = "limit" | "failure" | null;

/** What TLC has explored. */
export interface Explored {
  readonly table: TableGraph;
  /** Length of the longest shortest path, in states, as TLC says. */
  readonly depth: number | null;
  /** Why it is not all there is: the limits, or TLC did not come to its end. */
  readonly problems: readonly Problem[];
  /** Whether another run would come to the same part. */
  readonly isRepeatable: boolean;
  readonly cut: GraphCut;
}

export interface ExploreRequest {
  readonly instances: readonly ActionInstance[];
  readonly limits: GraphLimits;
  /** Where an unfinished search is left for another run; it is gone on with if there is one. */
  readonly work?: Work | undefined;
}

/**
 * TLC writes and the dump is read at the same time; when reading ends early there is no point in writing on. Where a
 * search that was gone on with has lost something on the way, a new one is made.
 */
export const explore = async (
  spec: LoadedSpec,
  request: ExploreRequest,
  session: TlcSession,
): Promise<Result<Explored>> => {
  const { work } = request;
  if (work === undefined) return search(spec, request, session);
  if (work.earlier.length > 0) session.progress("graph: going on where TLC was when it was stopped");
  const explored = await search(spec, request, session);
  const isWhole = explored.ok && explored.value.isRepeatable;
  const isLost = !explored.ok && work.earlier.length > 0 && session.signal?.aborted !== true;
  if (isWhole || isLost) await work.remove();
  else if (await work.leave()) session.progress("graph: the same command goes on from here");
  if (!isLost) return explored;
  session.progress("graph: TLC could not go on; everything is explored anew");
  return search(spec, { ...request, work: undefined }, session);
};

const search = async (
  spec: LoadedSpec,
  { instances, limits, work }: ExploreRequest,
  session: TlcSession,
): Promise<Result<Explored>> => {
  const folder = path.join(session.runDir, "graph");
  const { module, config, meanings } = await writeGraphModule(spec, instances, folder);
  const dump = work?.dump ?? path.join(folder, "states.dot");
  const enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, ...(session.signal === undefined ? [] : [session.signal])]);
  const checkpoints = work === undefined ? {} : { checkpoints: work.checkpoints };
  const running = runStage({ module, config, dump, ...checkpoints }, spec, { ...session, signal });
  const reading = readGrowing({
    ...{ file: dump, earlier: work?.earlier ?? [], running, meanings, limits },
    progress: session.progress,
  });
  const stop = (): void => enough.abort();
  reading.then(stop, stop);
  const run = await running;
  if (run.kind === "refused") return reading.then(() => failure(...run.problems));
  const read = await reading.catch(syntaxProblem(dump));
  if ("code" in read) return failure(read);
  const isGoneOnWith = (work?.earlier ?? []).length > 0;
  const judged = judge(read, { run, dump, limits, isGoneOnWith });
  if (judged.ok && work === undefined && read.broken === null) await rm(dump, { force: true });
  return judged;
};

/** Rejects with DotSyntaxError where an earlier dump cannot be read. */
const readGrowing = async ({
  running,
  meanings,
  progress,
  ...source
}: {
  readonly file: string;
  readonly earlier: readonly string[];
  readonly running: Promise<StageOutcome>;
  readonly meanings: EdgeMeanings;
  readonly limits: GraphLimits;
  readonly progress: TlcSession["progress"];
}): Promise<LoadedTable> => {
  let isPartial = true;
  const written = running.then(({ kind }) => {
    isPartial = kind !== "finished";
  });
  const onProgress = createDumpProgress(progress);
  return loadTable({ ...source, written, isPartial: () => isPartial, onProgress }, meanings);
};

const judge = (
  read: LoadedTable,
  {
    run,
    dump,
    limits,
    isGoneOnWith,
  }: {
    readonly run: Exclude<StageOutcome, { readonly kind: "refused" }>;
    readonly dump: string;
    readonly limits: GraphLimits;
    /** Whether it is the second run of a search, or a later one. */
    readonly isGoneOnWith: boolean;
  },
): Result<Explored> => {
  const { table, isSlice, broken } = read;
  const { depth } = run.figures;
  if (isSlice)
    return success({
      table,
      depth: null,
      problems: [slicedGraph(table, limits)],
      isRepeatable: true,
      cut: "limit",
    });
  if (broken !== null) return brokenPart(table, broken, { dump, isGoneOnWith });
  if (run.kind === "finished") {
    const wrong = wrongFigures(read, run.figures, { file: dump, isGoneOnWith });
    return wrong.length > 0
      ? failure(...wrong)
      : success({ table, depth, problems: [], isRepeatable: true, cut: null });
  }
  return table.from.length === 0
    ? failure(run.problem)
    : success({
        ...{ table, depth, problems: [partialGraph(table, run)], isRepeatable: false },
        cut: run.exhausted ? "limit" : "failure",
      });
};

/** What stands before the place at which a dump is broken; where a search was gone on with, it is better made anew. */
const brokenPart = (
  table: TableGraph,
  broken: DotSyntaxError,
  { dump, isGoneOnWith }: { readonly dump: string; readonly isGoneOnWith: boolean },
): Result<Explored> =>
  isGoneOnWith || table.from.length === 0
    ? failure(syntaxProblem(dump)(broken))
    : success({
        ...{ table, depth: null, problems: [brokenGraph(table, broken, dump)], isRepeatable: false },
        cut: "failure",
      });
