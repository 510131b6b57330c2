import type { Problem } from "../../traces/problem.ts";
import type { Divergence } from "../check/checkReport.ts";
import type { Verdict } from "../report/exit.ts";

/** Result of `conformance shrink`. */
export interface ShrinkReport {
  readonly command: "shrink";
  /** On the trace as given; only one that diverges can be shrunk. Null when it could not be judged. */
  readonly verdict: Verdict | null;
  readonly durationMs: number;
  readonly original: ShrinkSide | null;
  readonly shrunk: ShrunkSide | null;
  readonly steps: readonly ShrinkStep[];
  /** Told to stop: the result is the best so far. */
  readonly interrupted: boolean;
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
  readonly tlc: { readonly version: string; readonly runs: number };
  readonly spec: { readonly file: string; readonly cfg: string };
  readonly runDir: string;
}

export interface ShrinkSide {
  readonly file: string;
  readonly events: number;
  /** Actions, arguments, values and points that its events log. */
  readonly facts: number;
  readonly divergence: Divergence;
}

export interface ShrunkSide extends ShrinkSide {
  /** Read from its file and judged again, alone, with the same reason; false only when there was no time for it. */
  readonly checkedAgain: boolean;
  /** Without any one of its events, the last aside, it does not diverge there for the same reason. */
  readonly minimalEvents: boolean;
  /** The same of the facts. */
  readonly minimalFacts: boolean;
  /** No behaviour of the spec with fewer steps leads to the state before its last event; null: not known. */
  readonly shortestWay: boolean | null;
}

export interface ShrinkStep {
  readonly step: "suffix" | "nodes" | "loops" | "events" | "shorter" | "facts";
  readonly events: number;
  readonly facts: number;
}
