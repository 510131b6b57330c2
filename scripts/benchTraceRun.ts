import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { clusterVariants } from "./benchTraceCluster.ts";
import { coreVariants, fileVariants, prepare } from "./benchTraceCore.ts";
import { measure, type Rounds } from "./benchTraceRounds.ts";
import type { MeasuredSection } from "./benchTraceTable.ts";

export interface BenchSizes {
  readonly seed: number;
  /** Steps of a chunk on the pure core; where events are made, or in the cluster, a tenth. */
  readonly steps: number;
  readonly rounds: Omit<Rounds, "seed">;
}

/** What tracing costs on the pure core, in the simulated cluster, and with the file of the TCP driver. */
export const benchTrace = ({ seed, steps, ...sizes }: BenchSizes): readonly MeasuredSection[] => {
  const rounds = { ...sizes.rounds, seed };
  const few = Math.ceil(steps / 10);
  const folder = mkdtempSync(path.join(tmpdir(), "bench-trace-"));
  try {
    const prepared = prepare(seed, few);
    const chunks = { few: prepared, many: Array.from({ length: 10 }, () => prepared).flat() };
    const file = path.join(folder, "S1.ndjson");
    // The narrowest promise needs the most rounds, and the core is quick.
    const many = { ...rounds, counted: 5 * rounds.counted };
    return [
      { title: "1. the pure core", measured: measure(coreVariants(chunks), many) },
      { title: "2. the simulated cluster", measured: measure(clusterVariants(seed, few), rounds) },
      { title: "3. the TCP driver's file", measured: measure(fileVariants(chunks, file), rounds) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
};
