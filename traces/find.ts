import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { traceProblem } from "./codes.ts";
import { failure, success, type Problem, type Result } from "./problem.ts";
import { systemProblem } from "./regularFile.ts";

/**
 * The trace files that some paths stand for: a file is itself, whatever its name; a folder is every `*.ndjson` below
 * it, sorted. Each file once, in the order of the paths. Problems: TRC001, TRC002, TRC005.
 */
export const findTraces = async (paths: readonly string[]): Promise<Result<readonly string[]>> => {
  if (paths.length === 0) return failure(traceProblem("TRC005", {}, "expected a path, found none"));
  const found: string[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const traces = await tracesOf(path);
    if (traces.ok) found.push(...traces.value);
    else problems.push(...traces.problems);
  }
  return problems.length > 0 ? failure(...problems) : success(withoutRepetition(found));
};

const tracesOf = async (path: string): Promise<Result<readonly string[]>> => {
  try {
    if (!(await stat(path)).isDirectory()) return success([path]);
    const traces = await tracesBelow(path);
    if (traces.length > 0) return success(traces);
    return failure(
      traceProblem("TRC005", { file: path }, "expected *.ndjson files in the folder, found none"),
    );
  } catch (error) {
    const problem = systemProblem(path, error);
    if (problem === undefined) throw error;
    return failure(problem);
  }
};

/** Symbolic links to folders are not followed: they may lead round in a circle. */
const tracesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return tracesBelow(path);
      return entry.name.endsWith(".ndjson") ? [path] : [];
    }),
  );
  return below.flat().sort();
};

const withoutRepetition = (paths: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return paths.filter((path) => {
    const isNew = !seen.has(resolve(path));
    seen.add(resolve(path));
    return isNew;
  });
};
