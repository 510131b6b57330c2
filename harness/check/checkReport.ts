import type { ItfValue } from "../../traces/itf.ts";
import type { Problem } from "../../traces/problem.ts";
import type { Verdict } from "../report/exit.ts";
import type { CoverageReport } from "./coverage/coverageReport.ts";

/** Result of `conformance check`; the JSON document of interfaces.md and further keys. */
export interface CheckReport {
  readonly command: "check";
  /** Null when no trace could be judged. */
  readonly verdict: Verdict | null;
  readonly durationMs: number;
  readonly traces: readonly TraceReport[];
  readonly actions: Readonly<Record<string, { readonly matched: number }>>;
  /** When it was asked for. */
  readonly coverage?: CoverageReport;
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
  readonly tlc: { readonly version: string; readonly runs: number };
  readonly spec: { readonly file: string; readonly cfg: string };
  readonly runDir: string;
}

export interface TraceReport {
  readonly file: string;
  readonly verdict: Verdict;
  readonly events: number;
  readonly matched: number;
  readonly divergence?: Divergence;
  /** Why the verdict is inconclusive. */
  readonly reason?: string;
  /** What the header says must happen; present in traces recorded to be refused. */
  readonly expected?: { readonly line: number; readonly mistake: string; readonly met: boolean };
}

/** Where and why a trace is no behaviour of the spec. Values in text fields are in TLA+ syntax. */
export interface Divergence {
  readonly line: number;
  /** Number of the event in its trace, from 1 (`seq`). */
  readonly event: number;
  readonly action: string | null;
  readonly args: Readonly<Record<string, ItfValue>>;
  /** States that match everything before the event: variable -> value. */
  readonly frontier: readonly Readonly<Record<string, string>>[];
  /** Frontier states there are; `frontier` shows the first few. */
  readonly frontierStates: number;
  readonly why: readonly Why[];
  readonly enabled: readonly EnabledAction[];
  readonly summary: string;
}

/** One reason, the nearest miss first. */
export type Why =
  | {
      readonly kind: "guard";
      readonly action: string;
      readonly args: Readonly<Record<string, string>>;
      readonly conjunct: string;
      readonly at: { readonly module: string; readonly line: number; readonly column: number };
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly kind: "state"; readonly path: string; readonly expected: string; readonly logged: string }
  | { readonly kind: "law"; readonly name: string }
  | { readonly kind: "disabled"; readonly action: string; readonly message: string }
  | { readonly kind: "evaluation"; readonly message: string };

export interface EnabledAction {
  readonly action: string;
  readonly args: Readonly<Record<string, ItfValue>>;
}
