import { stat } from "node:fs/promises";
import path from "node:path";
import { readTrace } from "../../../traces/decode.ts";
import { findTraces } from "../../../traces/find.ts";
import { mergeTraces } from "../../../traces/merge.ts";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import type { Trace } from "../../../traces/trace.ts";

/** Files that make up one run, usually one a node; a run of a folder bears the folder's name. */
export interface MergedRun {
  readonly folder?: string;
  readonly files: readonly string[];
}

/**
 * The runs that some paths stand for when files are merged: the files named are one run, and so is each folder, or
 * folder below it, that holds traces. Problems: TRC001, TRC002, TRC005.
 */
export const findRuns = async (paths: readonly string[]): Promise<Result<readonly MergedRun[]>> => {
  const folders: string[] = [];
  const files: string[] = [];
  for (const one of paths) ((await isFolder(one)) ? folders : files).push(one);
  const named = files.length > 0 || folders.length === 0 ? await findTraces(files) : success([]);
  const below = folders.length === 0 ? success([]) : await findTraces(folders);
  const problems = [named, below].flatMap((found) => (found.ok ? [] : found.problems));
  if (!named.ok || !below.ok) return failure(...problems);
  const together = named.value.length === 0 ? [] : [{ files: named.value }];
  return success([...together, ...byFolder(below.value)]);
};

/** What cannot be looked at is left to findTraces, which says why. */
const isFolder = async (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );

const byFolder = (files: readonly string[]): readonly MergedRun[] => {
  const runs = new Map<string, string[]>();
  for (const file of files) {
    const folder = path.dirname(file);
    runs.set(folder, [...(runs.get(folder) ?? []), file]);
  }
  return [...runs].map(([folder, some]) => ({ folder, files: some }));
};

/** Reads and merges runs; one that cannot be is left out, and says why. */
export const readRuns = async (
  runs: readonly MergedRun[],
): Promise<{ readonly traces: readonly Trace[]; readonly problems: readonly Problem[] }> => {
  const traces: Trace[] = [];
  const problems: Problem[] = [];
  for (const run of runs) {
    const merged = await readRun(run);
    if (merged.ok) traces.push(merged.value);
    else problems.push(...merged.problems);
  }
  return { traces, problems };
};

const readRun = async ({ folder, files }: MergedRun): Promise<Result<Trace>> => {
  const read = await Promise.all(files.map((file) => readTrace(file)));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return failure(...problems);
  const merged = mergeTraces(read.flatMap((one) => (one.ok ? [one.value] : [])));
  return merged.ok && folder !== undefined ? success({ ...merged.value, file: folder }) : merged;
};
