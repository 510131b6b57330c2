import path from "node:path";
import type { Problem } from "../../../traces/problem.ts";
import type { Trace } from "../../../traces/trace.ts";
import type { LiveRequest, RecordRequest, Target } from "../../targets/target.ts";
import { inParallel } from "../../tlc/inParallel.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { recordMutants, type MutantTraces } from "./mutantTraces.ts";
import { writeInto } from "./traceFiles.ts";
import { liveRequests, randomRequests, scenarioRequests, type TraceBudget } from "./traceBudget.ts";

export interface FreshTraces {
  readonly files: readonly string[];
  /** By the mutant that produced them. */
  readonly mutants: ReadonlyMap<string, MutantTraces>;
  /** Scenarios whose own expectations were not met, or that could not be read; runs that failed. */
  readonly problems: readonly Problem[];
}

export interface FreshOptions extends Pick<TlcSession, "runDir" | "signal" | "progress"> {
  readonly seed: number;
}

/** Records random schedules, scenarios and live runs with the true implementation, and schedules with every mutant. */
export const recordFresh = async (
  target: Target,
  budget: TraceBudget,
  options: FreshOptions,
): Promise<FreshTraces> => {
  const { runDir, seed } = options;
  const problems: Problem[] = [];
  const played = await scenarioRequests(target);
  const requests = [...randomRequests(budget, seed), ...(budget.scenarios ? played : [])];
  const simulated = requests.flatMap((request): readonly string[] => {
    const recorded = recordOne(target, request, problems);
    return recorded === null ? [] : [writeInto(path.join(runDir, "traces"), recorded)];
  });
  const live = await recordLive(target, liveRequests(budget, seed), options);
  return {
    files: [...simulated, ...live.files],
    mutants: recordMutants(target, played, path.join(runDir, "mutants")),
    problems: [...problems, ...live.problems],
  };
};

/** Null, and why among the problems, when there is no trace; what it should have shown and did not is a problem, too. */
const recordOne = (target: Target, request: RecordRequest, problems: Problem[]): Trace | null => {
  const recording = target.record?.(request);
  if (recording === undefined) return null;
  if (!recording.ok) {
    problems.push(...recording.problems);
    return null;
  }
  problems.push(...recording.value.unmet);
  return recording.value.trace.events.length === 0 ? null : recording.value.trace;
};

/** Real runs last as long as they last: a few at once, for they mostly wait. */
const AT_ONCE = 3;

const recordLive = async (
  target: Target,
  requests: readonly LiveRequest[],
  { runDir, signal, progress }: FreshOptions,
): Promise<Pick<FreshTraces, "files" | "problems">> => {
  const { live } = target;
  const context = { signal: signal ?? new AbortController().signal, progress: () => undefined };
  const files: string[] = [];
  const problems: Problem[] = [];
  if (live === null) return { files, problems };
  const recordings = await inParallel(requests, AT_ONCE, (request, index) => {
    progress(`${target.name}: live run ${index + 1} of ${requests.length}`);
    return live(request, { folder: path.join(runDir, "live", String(index + 1)), ...context });
  });
  for (const recording of recordings)
    if (recording.ok) files.push(writeInto(path.join(runDir, "traces"), recording.value.trace));
    else problems.push(...recording.problems);
  return { files, problems };
};
