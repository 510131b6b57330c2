import type { Cover } from "../../graph/cover/cover.ts";
import type { StateGraph } from "../../graph/stateGraph.ts";

/** How every suite's data begins, whatever the version. */
export const SUITE_START = "tla-conformance suite ";

/** First line of a suite's data; the number is raised when the format changes. */
export const SUITE_FORMAT = `${SUITE_START}1`;

/** How every file that runs a suite begins. */
export const RUNNER_START = "// tla-conformance suite runner";

/** A larger file is neither written nor read: what is that large is replayed by the command. */
export const MAX_SUITE_BYTES = 64 * 1024 * 1024;

export const dataFileOf = (name: string): string => `${name}.suite.txt`;

export const runnerFileOf = (name: string): string => `${name}.test.ts`;

/** A file that the graph was made of, seen from the suite's folder, with `/` between folders. */
export interface SuiteSource {
  readonly file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly digest: string;
}

/** What a suite says of itself. */
export interface SuiteHead {
  /** Also the beginning of the names of its files. */
  readonly name: string;
  /** Writes the suite anew, given in the suite's folder. */
  readonly command: string;
  readonly sources: readonly SuiteSource[];
  /** All that the model can do, what it never does too. */
  readonly actions: readonly string[];
  /** Names that the configuration declares as model values. */
  readonly modelValues: readonly string[];
}

/** A graph and tests that cover it, as they stand in one file. */
export interface Suite {
  readonly head: SuiteHead;
  readonly graph: StateGraph;
  readonly cover: Cover;
}
