import { rm } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import { createDumpProgress } from "./dumpProgress.ts";
import type { GraphLimits } from "./graphDraft.ts";
import { writeGraphModule, type EdgeMeanings } from "./graphModule.ts";
import { partialGraph, slicedGraph, syntaxProblem, wrongFigures } from "./graphProblems.ts";
import type { ActionInstance } from "./instances.ts";
import { loadTable } from "./loadGraph.ts";
import type { TableGraph } from "./tableGraph.ts";
import { runStage, type StageOutcome } from "./tlcStage.ts";
import type { Work } from "./work.ts";

/** What TLC has explored. */
export interface Explored {
  readonly table: TableGraph;
  /** Length of the longest shortest path, in states, as TLC says. */
  readonly depth: number | null;
  /** Why it is not all there is: the limits, or TLC did not come to its end. */
  readonly problems: readonly Problem[];
  /** Whether another run would come to the same part. */
  readonly isRepeatable: boolean;
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
  const judged = judge(read, { run, dump, limits });
  if (judged.ok && work === undefined) await rm(dump, { force: true });
  return judged;
};

interface ReadDump {
  readonly table: TableGraph;
  /** Whether the limits ended it. */
  readonly isSlice: boolean;
}

/** Rejects with DotSyntaxError, except where the run did not even begin. */
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
}): Promise<ReadDump> => {
  let isPartial = true;
  const written = running.then(({ kind }) => {
    isPartial = kind !== "finished";
  });
  const onProgress = createDumpProgress(progress);
  return loadTable({ ...source, written, isPartial: () => isPartial, onProgress }, meanings);
};

const judge = (
  { table, isSlice }: ReadDump,
  {
    run,
    dump,
    limits,
  }: {
    readonly run: Exclude<StageOutcome, { readonly kind: "refused" }>;
    readonly dump: string;
    readonly limits: GraphLimits;
  },
): Result<Explored> => {
  const { depth } = run.figures;
  if (isSlice)
    return success({
      table,
      depth: null,
      problems: [slicedGraph(table, limits)],
      isRepeatable: true,
    });
  if (run.kind === "finished") {
    const wrong = wrongFigures(table, run.figures, dump);
    return wrong.length > 0 ? failure(...wrong) : success({ table, depth, problems: [], isRepeatable: true });
  }
  return table.from.length === 0
    ? failure(run.problem)
    : success({ table, depth, problems: [partialGraph(table, run)], isRepeatable: false });
};
