import type { Verdict } from "../report/exit.ts";
import type { ReplayWhy } from "./replayReport.ts";

/** A leaf of a state; null where it is absent, or where there is no such state. Values in TLA+ syntax. */
export interface PathLeaf {
  readonly path: string;
  readonly model: string | null;
  readonly implementation: string | null;
}

/** A state on a path and the step that led there; the first is the initial state. */
export interface PathStep {
  /** `Inc(by = 1)`; null for the initial state. */
  readonly label: string | null;
  readonly outcome: "same" | "excused" | "unobserved" | "different" | "allowed";
  readonly why: readonly ReplayWhy[];
  /** The deviation that excuses the difference, or the reason why the step may be taken. */
  readonly excuse: string | null;
  /** Of the variables that are compared. */
  readonly leaves: readonly PathLeaf[];
}

/** The JSON document of `conformance replay --path`. */
export interface PathReport {
  readonly command: "replay";
  readonly verdict: Verdict;
  /** As `--path` takes it. */
  readonly path: string;
  readonly steps: readonly PathStep[];
  /** Steps of the path that could not be asked for, behind a difference. */
  readonly left: number;
  readonly durationMs: number;
}
