import type { Problem } from "../../traces/problem.ts";
import type { Verdict } from "../report/exit.ts";
import type { Equivalence } from "./meaning/prove.ts";
import type { OperatorName } from "./mutant.ts";

/** Result of `conformance mutate`. Scores are shares from 0 to 1; null where there was nothing to kill. */
export interface MutateReport {
  readonly command: "mutate";
  /** On the originals, for the mutants of a trace that diverges mean nothing; null when none could be judged. */
  readonly verdict: Verdict | null;
  readonly durationMs: number;
  readonly seed: number;
  /** Mutants of each trace by each operator, at most. */
  readonly limit: number;
  readonly originals: readonly OriginalReport[];
  readonly total: Tally;
  /** Without `drop`: a log that says less is never wrong, so that nothing can kill it. */
  readonly withoutDrop: Tally;
  readonly operators: readonly (Tally & { readonly operator: OperatorName })[];
  /** Mutants refused before TLC, by code. */
  readonly refusedBy: Readonly<Record<string, number>>;
  /** Why equivalent mutants are, by class. */
  readonly equivalentBy: Readonly<Partial<Record<Equivalence, number>>>;
  readonly survivors: readonly SurvivorReport[];
  readonly inconclusive: readonly {
    readonly name: string;
    readonly change: string;
    readonly reason: string;
  }[];
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
  readonly tlc: { readonly version: string; readonly runs: number };
  readonly spec: { readonly file: string; readonly cfg: string };
  readonly runDir: string;
}

export interface OriginalReport {
  readonly file: string;
  readonly verdict: Verdict;
  readonly events: number;
}

/** `mutants` is the sum of `killed`, `equivalent`, `survived` and `inconclusive`. */
export interface Tally {
  readonly mutants: number;
  readonly killed: number;
  /** Of the killed: by the decoder or for an unknown name; and by TLC, at the event changed or later. */
  readonly refused: number;
  readonly there: number;
  readonly later: number;
  readonly equivalent: number;
  readonly survived: number;
  readonly inconclusive: number;
  /** killed / (killed + survived) */
  readonly score: number | null;
}

/** A mutant that conforms, and is not proven to mean what its original means. */
export interface SurvivorReport {
  /** The original, and the line of the event. */
  readonly file: string;
  readonly line: number;
  readonly event: number;
  readonly operator: OperatorName;
  readonly change: string;
  readonly means: string;
  /** `different`: TLC told all states, and they differ; `unknown`: it could not. */
  readonly meaning: "different" | "unknown";
  /** Where the mutant was written to. */
  readonly written?: string;
}
