import type { Problem } from "../../../traces/problem.ts";
import type { CheckReport } from "../../check/checkReport.ts";
import type { GraphReport } from "../../graph/graphReport.ts";
import type { ModelReport } from "../../model/modelReport.ts";
import type { ReplayReport } from "../../replay/replayReport.ts";
import type { DoctorFact } from "../../tlc/doctor.ts";
import type { Verdict } from "../../report/exit.ts";
import type { MutantReport } from "./mutantReport.ts";

/** Result of the main job. */
export interface RunReport {
  readonly command: "run";
  readonly verdict: Verdict | null;
  readonly durationMs: number;
  readonly quick: boolean;
  readonly seed: number;
  readonly doctor: readonly DoctorFact[];
  readonly targets: readonly TargetReport[];
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly tlc: { readonly version: string };
  readonly runDir: string;
}

export interface TargetReport {
  readonly name: string;
  readonly model: ModelReport;
  /** Null for a target without traces of its own. */
  readonly check: CheckReport | null;
  readonly selfTest: SelfTestReport | null;
  readonly graphs: readonly GraphReport[];
  /** The first graph's replay; `replays` has all of them. */
  readonly replay: ReplayReport | null;
  readonly replays: readonly ReplayReport[];
}

/** Known-bad traces and implementations, each of which must be caught; a checker that cannot fail proves nothing. */
export interface SelfTestReport {
  readonly traces: { readonly total: number; readonly refused: number; readonly asExpected: number };
  readonly mutants: readonly MutantReport[];
}
