import type { CommonOptions } from "./options.ts";

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
