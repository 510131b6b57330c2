import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import type { LiveRequest, RecordRequest, Target } from "../../targets/target.ts";

/** Random schedules of one kind. Traces of one size and one memory share a TLC run. */
export interface RandomPlan {
  readonly sizes: readonly number[];
  readonly seedsPerSize: number;
  readonly steps: number;
  readonly faults: boolean;
  readonly memory?: "ledger" | "volatile";
}

/** Real runs of one size. */
export interface LivePlan {
  readonly nodes: number;
  readonly runs: number;
  /** Real milliseconds of each. */
  readonly ms: number;
}

/** How much is recorded afresh. */
export interface TraceBudget {
  readonly random: readonly RandomPlan[];
  readonly live: readonly LivePlan[];
  readonly scenarios: boolean;
}

export const QUICK_TRACES: TraceBudget = {
  random: [
    { sizes: [3], seedsPerSize: 6, steps: 80, faults: false },
    { sizes: [3], seedsPerSize: 12, steps: 100, faults: true },
  ],
  // No live run: a quick run gives the same answer twice.
  live: [],
  scenarios: false,
};

export const FULL_TRACES: TraceBudget = {
  random: [
    { sizes: [1, 2, 3, 5, 7], seedsPerSize: 6, steps: 120, faults: false },
    { sizes: [1, 2, 3, 5, 7], seedsPerSize: 30, steps: 120, faults: true },
    { sizes: [3], seedsPerSize: 12, steps: 120, faults: true, memory: "ledger" },
    { sizes: [3], seedsPerSize: 12, steps: 120, faults: true, memory: "volatile" },
  ],
  live: [
    { nodes: 3, runs: 4, ms: 4000 },
    { nodes: 5, runs: 2, ms: 4000 },
  ],
  scenarios: true,
};

export const randomRequests = ({ random }: TraceBudget, seed: number): readonly RecordRequest[] =>
  random.flatMap(({ sizes, seedsPerSize, steps, faults, memory }) =>
    sizes.flatMap((nodes) =>
      count(seedsPerSize).map((index): RecordRequest => ({
        ...{ kind: "random", nodes, seed: seed + index, steps, faults },
        ...(memory === undefined ? {} : { memory }),
      })),
    ),
  );

export const liveRequests = ({ live }: TraceBudget, seed: number): readonly LiveRequest[] =>
  live.flatMap(({ nodes, runs, ms }) =>
    count(runs).map((index) => ({ ...LIVE, nodes, ms, seed: seed + index })),
  );

const LIVE = { kind: "random", steps: 20_000, faults: true, memory: "durable" } as const;

/** All scenarios of a target, read. */
export const scenarioRequests = async ({ scenarioFolder }: Target): Promise<readonly RecordRequest[]> => {
  if (scenarioFolder === null) return [];
  const names = (await readdir(scenarioFolder)).filter((name) => name.endsWith(".scenario")).sort();
  return Promise.all(
    names.map(async (name): Promise<RecordRequest> => {
      const file = path.join(scenarioFolder, name);
      return { kind: "scenario", file, text: await readFile(file, "utf8") };
    }),
  );
};

const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
