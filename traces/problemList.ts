import { traceProblem, type TraceCodeName } from "./codes.ts";
import type { Problem } from "./problem.ts";

/** What is wrong with one file: the first problems in full, the rest as a number. */
export interface ProblemList {
  /** `line` is 1-based; without it the problem is of the whole file. */
  readonly add: (code: TraceCodeName, message: string, line?: number) => void;
  /** Whether problems are only counted from here on, so that nobody needs to explain them. */
  readonly isFull: () => boolean;
  readonly some: () => boolean;
  /** By line; problems of the whole file first, the count of the unshown last. */
  readonly problems: () => readonly Problem[];
}

/** An empty list that keeps `limit` problems. */
export const createProblemList = (file: string, limit: number): ProblemList => {
  const kept: Problem[] = [];
  let unshown = 0;
  return {
    add: (code, message, line) => {
      if (kept.length >= limit) unshown++;
      else kept.push(traceProblem(code, line === undefined ? { file } : { file, line }, message));
    },
    isFull: () => kept.length >= limit,
    some: () => kept.length > 0,
    problems: () => [
      ...kept.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0)),
      ...(unshown > 0 ? [traceProblem("TRC090", { file }, `at least ${unshown} more problems`)] : []),
    ],
  };
};
