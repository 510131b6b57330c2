import type { Problem } from "../../traces/problem.ts";
import type { Verdict } from "../report/exit.ts";

/** Figures and outcome of model-checking one configuration; the JSON of interfaces.md and further keys. */
export interface ModelFigures {
  readonly name: string;
  readonly cfg: string;
  readonly verdict: Verdict | null;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  readonly actions: Readonly<Record<string, { readonly generated: number; readonly distinct: number }>>;
  /** Name of the violated invariant or property, "deadlock", or null. */
  readonly violated: string | null;
  readonly counterexample: readonly CounterexampleStep[];
  /** Number (from 1) of the state to which the counterexample goes back, or that nothing changes any more. */
  readonly lassoTo?: number | "stuttering";
  /** Why the verdict is inconclusive. */
  readonly reason?: string;
  /** What the target expects, when it is not "holds". */
  readonly expectation?: string;
  readonly durationMs: number;
}

export interface CounterexampleStep {
  readonly action: string;
  /** Variable -> value in TLA+ syntax. */
  readonly state: Readonly<Record<string, string>>;
}

/** One document for one or several configurations; the figures at the top are the first one's. */
export interface ModelReport extends ModelFigures {
  readonly command: "model";
  readonly models: readonly ModelFigures[];
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly tlc: { readonly version: string; readonly runs: number };
  readonly runDir: string;
}
