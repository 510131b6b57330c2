import { readFile, readdir } from "node:fs/promises";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { encodeTrace } from "../../../traces/encode.ts";
import type { Problem } from "../../../traces/problem.ts";
import type { RecordRequest, Target } from "../../targets/target.ts";

/** How much is recorded afresh; sizes of clusters decide how many TLC runs it takes. */
export interface TraceBudget {
  readonly sizes: readonly number[];
  readonly seedsPerSize: number;
  readonly steps: number;
}

export const QUICK_TRACES: TraceBudget = { sizes: [3], seedsPerSize: 12, steps: 80 };
export const FULL_TRACES: TraceBudget = { sizes: [1, 2, 3, 5, 7], seedsPerSize: 10, steps: 120 };

export interface FreshTraces {
  readonly files: readonly string[];
  /** Files by the mutant that produced them. */
  readonly mutants: ReadonlyMap<string, readonly string[]>;
  /** Scenarios whose own expectations were not met, or that could not be read. */
  readonly problems: readonly Problem[];
}

/** Records random schedules and all scenarios with the true implementation, and schedules with every mutant. */
export const recordFresh = async (
  target: Target,
  budget: TraceBudget,
  {
    runDir,
    seed,
    scenarios,
  }: { readonly runDir: string; readonly seed: number; readonly scenarios: boolean },
): Promise<FreshTraces> => {
  const problems: Problem[] = [];
  const recordInto = (folder: string, request: RecordRequest, mutant?: string): readonly string[] => {
    const recording = target.record?.(request, mutant);
    if (recording === undefined) return [];
    if (!recording.ok) {
      // With a bug a scenario may never come to rest; then it is no evidence, neither for nor against.
      if (mutant === undefined) problems.push(...recording.problems);
      return [];
    }
    if (mutant === undefined) problems.push(...recording.value.unmet);
    const file = path.join(runDir, folder, recording.value.trace.file);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, encodeTrace(recording.value.trace));
    return recording.value.trace.events.length === 0 ? [] : [file];
  };
  const played = await scenarioRequests(target);
  const requests = [...randomRequests(budget, seed), ...(scenarios ? played : [])];
  const files = requests.flatMap((request) => recordInto("traces", request));
  const mutants = new Map(
    target.mutants.map(({ name }) => [
      name,
      mutantRequests(played).flatMap((request) => recordInto(path.join("mutants", name), request, name)),
    ]),
  );
  return { files, mutants, problems };
};

const randomRequests = (
  { sizes, seedsPerSize, steps }: TraceBudget,
  seed: number,
): readonly RecordRequest[] =>
  sizes.flatMap((nodes) =>
    Array.from({ length: seedsPerSize }, (_, index): RecordRequest => ({
      kind: "random",
      nodes,
      seed: seed + index,
      steps,
    })),
  );

/** Schedules that bring bugs to light; fixed, so that the self-test does not depend on `--seed`. */
const MUTANT_SCHEDULES: readonly { readonly seed: number; readonly steps: number }[] = [
  { seed: 101, steps: 80 },
  { seed: 129, steps: 120 },
  { seed: 131, steps: 80 },
];

/** Mutants run with three nodes, so that all their traces share the TLC run of the true ones. */
const mutantRequests = (scenarios: readonly RecordRequest[]): readonly RecordRequest[] => [
  ...scenarios.filter((request) => request.kind === "scenario" && /^nodes 3$/m.test(request.text)),
  ...MUTANT_SCHEDULES.map((schedule): RecordRequest => ({ kind: "random", nodes: 3, ...schedule })),
];

const scenarioRequests = async ({ scenarioFolder }: Target): Promise<readonly RecordRequest[]> => {
  if (scenarioFolder === null) return [];
  const names = (await readdir(scenarioFolder)).filter((name) => name.endsWith(".scenario")).sort();
  return Promise.all(
    names.map(async (name): Promise<RecordRequest> => {
      const file = path.join(scenarioFolder, name);
      return { kind: "scenario", file, text: await readFile(file, "utf8") };
    }),
  );
};
