import type { Verdict } from "../report/exit.ts";
import type { CoverFigures } from "../graph/cover/cover.ts";
import type { Problem } from "../../traces/problem.ts";
import type { LeafDifference } from "../tla/difference.ts";

/** One reason why a step is a difference. */
export type ReplayWhy =
  /** A leaf of the state after the step; values in TLA+ syntax. */
  | ({ readonly kind: "state" } & LeafDifference)
  /** It did something else, or with other arguments. */
  | {
      readonly kind: "action";
      readonly reason: string;
      readonly expected: string;
      readonly performed: string;
    }
  /** `acted`: so it says of itself, and acted all the same. */
  | { readonly kind: "refused"; readonly reason: string; readonly acted?: true }
  /** It took a step that the spec does not have there, `done` if not the one asked for; `paths` are what it changed. */
  | {
      readonly kind: "forbidden";
      readonly reason: string;
      readonly paths: readonly string[];
      readonly done?: string;
    }
  /** It may do something there that the spec does not allow. */
  | { readonly kind: "outcome"; readonly reason: string }
  /** It broke a promise that the spec cannot state, such as one about its timers. */
  | { readonly kind: "promise"; readonly reason: string }
  /** A declared deviation that occurred nowhere. */
  | { readonly kind: "deviation"; readonly reason: string; readonly id: string };

/** One failure, however many paths show it. */
export interface ReplayFailure {
  /** The steps up to the difference and with it, from an initial state. */
  readonly path: readonly string[];
  /** Position in `path`, from 1; 0 for the initial state and for what belongs to no step. */
  readonly step: number;
  readonly why: readonly ReplayWhy[];
  /** The shortest path that was found to show the same, followed once more; null when none of them does. */
  readonly shortest: readonly string[] | null;
  /** Edges, forbidden steps and initial states that fail in this way. */
  readonly count: number;
  /** Shortest ways to some of them, at most three, this one first. */
  readonly examples: readonly (readonly string[])[];
  readonly seed: number;
  /** Follows that path and tells every step; null where there is nothing to follow. */
  readonly command: string | null;
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

/** What asking for steps that the spec does not have has shown. */
export interface NegativeReport {
  /** States times labels that the spec does not have there. */
  readonly pairs: number;
  readonly checked: number;
  /** Share of the pairs that was to be asked for: 1 is all; which ones, the seed decides. */
  readonly rate: number;
  readonly seed: number;
  /** Of those checked: taken all the same, by reason of the target. */
  readonly exempt: Readonly<Record<string, number>>;
  /** Of those checked: taken all the same, and excused by a deviation. */
  readonly excused: number;
  /** Of those checked: taken without any effect, as the target declares. */
  readonly ignored: number;
}

/** Edges that the implementation never takes, for it always chooses another outcome that the spec allows. */
export interface UnobservedReport {
  readonly edges: number;
  /** Of those: of actions whose choice the target leaves to the implementation. */
  readonly chosen: number;
  /** By action. */
  readonly actions: Readonly<Record<string, number>>;
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
  /** How the tests were made, what they were to cover, and how few would do. */
  readonly cover: CoverFigures;
  /** Steps that the implementation was asked for: beginnings that tests share count once. */
  readonly performed: number;
  readonly negative: NegativeReport;
  readonly unobserved: UnobservedReport;
  readonly deviations: readonly ReplayedDeviation[];
  /** The first ones; each stands for all that are alike. */
  readonly failures: readonly ReplayFailure[];
  /** All failing edges, forbidden steps, initial states and deviations, those that are alike too. */
  readonly failuresTotal: number;
  /** Failures that are not alike. */
  readonly failureKinds: number;
  /** Edges by action, and how many of them are covered. */
  readonly actions: Readonly<Record<string, { readonly edges: number; readonly covered: number }>>;
  /** Variables that were compared after every step. */
  readonly compared: readonly string[];
  readonly seed: number;
  /** What the verdict does not stand for. */
  readonly warnings: readonly Problem[];
  /** Why the graph is only a part. */
  readonly errors?: readonly Problem[];
  /** With `--baseline`. */
  readonly incremental?: IncrementalReport;
  /** With `--emit`: the suite's two files. */
  readonly suite?: { readonly files: readonly string[]; readonly bytes: number };
  readonly durationMs: number;
}

/** What an earlier green replay has answered already, and what was asked anew. */
export interface IncrementalReport {
  /** The file. */
  readonly baseline: string;
  readonly skippedEdges: number;
  readonly rerunEdges: number;
  /** Steps that the spec does not have. */
  readonly skippedPairs: number;
  readonly rerunPairs: number;
  /** Why that is sound, or why nothing was skipped. */
  readonly reason: string;
  /** Whether the file was written anew; only a green replay is kept. */
  readonly written: boolean;
}
