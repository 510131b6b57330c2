import { setImmediate } from "node:timers/promises";
import type { Result } from "../../traces/problem.ts";
import { NOTHING_DECLARED } from "../spec/declarations.ts";
import { fileSize } from "./fileSize.ts";
import type { ScannedSource } from "./source.ts";

/** The first trace files of a check, read while the spec is still being parsed. */
export interface ScanAhead {
  /** Begins to read; goes on until it is told to stop, or has read what a first run of TLC needs. */
  readonly start: () => void;
  readonly stop: () => void;
  /** What was read of a file; undefined for one that was not. Given out once. */
  readonly take: (file: string) => Promise<Result<ScannedSource>> | undefined;
}

const MOST_BYTES = 1024 * 1024;

/** For traces whose events are steps as they stand (no compositions): then what they say does not depend on the spec. */
export const createScanAhead = (files: readonly string[]): ScanAhead => {
  const scans = new Map<string, Promise<Result<ScannedSource>>>();
  let begun = false;
  let stopped = false;
  const readAll = async (): Promise<void> => {
    // What judges the traces is loaded meanwhile, too.
    const [{ scanSource }, { SHORT_FILE }] = await Promise.all([
      import("./source.ts"),
      import("../../traces/traceFile.ts"),
      import("./judgeAll.ts"),
    ]);
    let bytes = 0;
    for (const file of files) {
      if (stopped || bytes > MOST_BYTES) return;
      const size = fileSize(file);
      // The events of longer files would have to be decoded once more for their names.
      if (size === 0 || size > SHORT_FILE) continue;
      bytes += size;
      const scan = scanSource(file, NOTHING_DECLARED);
      scans.set(file, scan);
      await scan;
      await setImmediate();
    }
  };
  const start = (): void => {
    if (begun) return;
    begun = true;
    // A failure of one file comes out where it is taken.
    readAll().catch(() => undefined);
  };
  const take: ScanAhead["take"] = (file) => {
    const scan = scans.get(file);
    scans.delete(file);
    return scan;
  };
  return { start, stop: () => void (stopped = true), take };
};
