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
  /** `silent`: how often without an event. */
  readonly actions: Readonly<Record<string, { readonly matched: number; readonly silent?: number }>>;
  /** Steps without an event in all traces, where actions are declared silent. */
  readonly silentSteps?: number;
  /** When it was asked for. */
  readonly coverage?: CoverageReport;
  readonly warnings: readonly Problem[];
  /** Warnings count as a divergence; present with `--strict` only. */
  readonly strict?: boolean;
  readonly errors: readonly Problem[];
  readonly tlc: { readonly version: string; readonly runs: number };
  readonly spec: { readonly file: string; readonly cfg: string };
  readonly runDir: string;
  /** Files whose verdict was known from earlier, and others; absent where nothing is looked up. */
  readonly cache?: { readonly hits: number; readonly misses: number };
}

export interface TraceReport {
  readonly file: string;
  readonly verdict: Verdict;
  readonly events: number;
  readonly matched: number;
  readonly divergence?: Divergence;
  /** Where actions are declared silent. */
  readonly silent?: SilentReport;
  /** Why the verdict is inconclusive. */
  readonly reason?: string;
  /** What the header says must happen; present in traces recorded to be refused. */
  readonly expected?: { readonly line: number; readonly mistake: string; readonly met: boolean };
}

/** Steps that no event logs, on one way to the last event that matched. */
export interface SilentReport {
  readonly steps: number;
  /** Whether the bound has kept further states from the event that could not happen. */
  readonly boundReached: boolean;
  /** The first 1000. `before`: the number (`seq`) of the event before which it happens, which stands in `line`. */
  readonly taken: readonly {
    readonly before: number;
    readonly line: number;
    readonly file?: string;
    readonly action: string;
    readonly args: Readonly<Record<string, ItfValue>>;
  }[];
}

/** Where and why a trace is no behaviour of the spec. Values in text fields are in TLA+ syntax. */
export interface Divergence {
  readonly line: number;
  /** The file of `line`, where it is not the trace's own: in a merged trace. */
  readonly file?: string;
  /** Which step of a composed event could not happen; `action` and `args` are the step's own. */
  readonly part?: { readonly event: string; readonly step: number; readonly of: number };
  /** Silent steps that were allowed before each event, where some are declared. */
  readonly silent?: { readonly max: number; readonly boundReached: boolean };
  /** Number of the event in its trace, from 1 (`seq`). */
  readonly event: number;
  readonly action: string | null;
  readonly args: Readonly<Record<string, ItfValue>>;
  /** States that match everything before the event: variable -> value. */
  readonly frontier: readonly Readonly<Record<string, string>>[];
  /** Frontier states there are; `frontier` shows the first few. */
  readonly frontierStates: number;
  readonly why: readonly Why[];
  /** Steps that were possible there instead, none that a law of the configuration forbids. */
  readonly enabled: readonly EnabledAction[];
  /** Steps that are possible but for laws; absent when there are none. */
  readonly forbidden?: readonly ForbiddenAction[];
  /** What of all this is not the whole truth, and why; absent when it is. */
  readonly incomplete?: readonly Incomplete[];
  /** Strings among `args`, here and in `enabled` and `forbidden`, that are model values; absent when there are none. */
  readonly modelValues?: readonly string[];
  /** Edits that would mend the trace, the likeliest first; absent when none were tried. */
  readonly looksLike?: readonly LooksLike[];
  readonly summary: string;
}

/** A mistake that would explain a divergence: with it undone the trace goes on to match. */
export interface LooksLike {
  /**
   * Before the event one is missing; it should not be there (extra); it should stand later (early) or earlier (late); it
   * should have other arguments; it should be another action; what it logs of the state is wrong (value).
   */
  readonly kind: "missing" | "extra" | "early" | "late" | "argument" | "action" | "value";
  /** Number of the event in its trace (`seq`), and its line. */
  readonly event: number;
  readonly line: number;
  readonly text: string;
  /** The event that is missing, or that should stand there. */
  readonly action?: string;
  readonly args?: Readonly<Record<string, ItfValue>>;
  /** Other events that could be missing, or stand there, as well. */
  readonly others?: readonly EnabledAction[];
  /** Further numbers of events for which the same holds: two that are swapped, or places of a missing event. */
  readonly events?: readonly number[];
  /** What the spec gives in the place of what is logged. */
  readonly leaves?: readonly { readonly path: string; readonly expected: string; readonly logged: string }[];
  /** Events after the one at which the trace diverges that match then. */
  readonly rest: number;
  /** Whether these are all that there are. */
  readonly whole: boolean;
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
      /** Conjuncts of the same instance that hold before this one. */
      readonly held?: number;
    }
  | { readonly kind: "state"; readonly path: string; readonly expected: string; readonly logged: string }
  | {
      readonly kind: "law";
      readonly name: string;
      /** What of it is false, where that is known: of the step, or of the state after it. */
      readonly broken?: {
        readonly of: "step" | "state";
        readonly args: Readonly<Record<string, string>>;
        readonly conjunct: string;
        readonly at: { readonly module: string; readonly line: number; readonly column: number };
        readonly values: Readonly<Record<string, string>>;
      };
    }
  | {
      readonly kind: "disabled";
      readonly action: string;
      readonly message: string;
      /** The set from which a parameter is taken, and its value with those of its parts. */
      readonly at?: { readonly module: string; readonly line: number; readonly column: number };
      readonly values?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "evaluation"; readonly message: string };

export interface EnabledAction {
  readonly action: string;
  readonly args: Readonly<Record<string, ItfValue>>;
}

export interface ForbiddenAction extends EnabledAction {
  /** Names of the laws that it would violate. */
  readonly violates: readonly string[];
}

export interface Incomplete {
  /**
   * Further states that match everything before; conditions that forbid the event; successors that may be nearer to what
   * is logged; further steps that were possible.
   */
  readonly what: "states" | "guards" | "successors" | "enabled";
  readonly reason: string;
}
