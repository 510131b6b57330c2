import type { Verdict } from "../report/exit.ts";

/** One reason why a step is a difference. */
export type ReplayWhy =
  /** A leaf of the state after the step; values in TLA+ syntax. */
  | { readonly kind: "state"; readonly path: string; readonly expected: string; readonly logged: string }
  /** It did something else, or with other arguments. */
  | {
      readonly kind: "action";
      readonly reason: string;
      readonly expected: string;
      readonly performed: string;
    }
  | { readonly kind: "refused"; readonly reason: string }
  /** It took a step that the spec does not have there. */
  | { readonly kind: "forbidden"; readonly reason: string }
  /** A declared deviation that occurred nowhere. */
  | { readonly kind: "deviation"; readonly reason: string; readonly id: string };

export interface ReplayFailure {
  /** The steps up to the difference and with it, from an initial state. */
  readonly path: readonly string[];
  /** Position in `path`, from 1; 0 for the initial state and for what belongs to no step. */
  readonly step: number;
  readonly why: readonly ReplayWhy[];
  /** A shortest path to the same step, if the difference shows on it too. */
  readonly shortest: readonly string[] | null;
}

export interface ReplayedDeviation {
  readonly id: string;
  readonly reason: string;
  readonly where: string;
  /** Edges that it excuses. */
  readonly edges: number;
  /** Forbidden steps that it excuses. */
  readonly pairs: number;
}

/** The JSON document of `conformance replay` (interfaces.md) and further keys. */
export interface ReplayReport {
  readonly command: "replay";
  readonly verdict: Verdict;
  readonly states: number;
  readonly edges: number;
  /** Edges on which the implementation did what the spec says, or what a deviation excuses. */
  readonly edgesCovered: number;
  readonly tests: number;
  /** Of all tests together. */
  readonly steps: number;
  /** Steps that the implementation was asked for: beginnings that tests share count once. */
  readonly performed: number;
  readonly negative: {
    /** States times labels that the spec does not have there. */
    readonly pairs: number;
    readonly checked: number;
    /** Of those checked: taken all the same, by reason of the target. */
    readonly exempt: Readonly<Record<string, number>>;
    /** Of those checked: taken all the same, and excused by a deviation. */
    readonly excused: number;
  };
  readonly deviations: readonly ReplayedDeviation[];
  /** The first ones; `failuresTotal` counts all. */
  readonly failures: readonly ReplayFailure[];
  readonly failuresTotal: number;
  /** Edges by action, and how many of them are covered. */
  readonly actions: Readonly<Record<string, { readonly edges: number; readonly covered: number }>>;
  /** Variables that were compared after every step. */
  readonly compared: readonly string[];
  readonly durationMs: number;
}
