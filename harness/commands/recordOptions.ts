import type { CommonOptions } from "./options.ts";

/** Most nodes of a recorded cluster: as many as the election's trace.cfg knows. */
export const MAX_NODES = 9;

/** Most steps of a recorded run. */
export const MAX_STEPS = 1_000_000;

/** Options of `conformance record`, as the command line gives them. */
export interface RecordOptions extends CommonOptions {
  readonly scenario?: string;
  readonly random?: boolean;
  readonly steps?: string;
  readonly nodes?: string;
  readonly driver?: string;
  readonly out?: string;
  readonly mutant?: string;
  readonly bridge?: string;
  readonly force?: boolean;
  readonly duration?: string;
  readonly faults?: boolean;
  readonly termMemory?: string;
}
