import type { ReplayDriver } from "../replay/driver.ts";
import type { DriveRequest } from "../replay/driveRequest.ts";
import type { MutantLab } from "../replay/mutants/lab.ts";
import type { ModelQuestion } from "../model/model.ts";
import type { Problem, Result } from "../../traces/problem.ts";
import type { Trace } from "../../traces/trace.ts";

/** A configuration of the target that is model-checked, or whose graph is replayed. */
export interface TargetCfg extends Omit<ModelQuestion, "specFile"> {
  /** A module of its own, that extends the target's; the target's unless said. */
  readonly specFile?: string;
  /** Part of `--quick` runs. */
  readonly quick: boolean;
}

/** What to record: a random schedule, or a scenario's text. */
export type RecordRequest = (
  | {
      readonly kind: "random";
      readonly nodes: number;
      readonly seed: number;
      readonly steps: number;
      /** Break connections, crash, stop, change quorums. */
      readonly faults?: boolean;
      /** What crashes leave of a term; "durable" unless said. */
      readonly memory?: "durable" | "ledger" | "volatile";
    }
  | { readonly kind: "scenario"; readonly file: string; readonly text: string; readonly seed?: number }
) & {
  /** Differences between spec and implementation to pass over, by name; only some targets know any. */
  readonly bridge?: readonly string[];
};

/** A run in real time, random or a scenario's: no two are alike, the seed decides only what is done to it. */
export type LiveRequest =
  | {
      readonly kind: "random";
      readonly nodes: number;
      readonly seed: number;
      /** Real milliseconds. */
      readonly ms: number;
      /** Steps of all processes together after which the run ends early. */
      readonly steps: number;
      /** Kill, restart, pause, stop and set quorums at random. */
      readonly faults: boolean;
      readonly memory: "durable" | "volatile";
    }
  | {
      readonly kind: "scenario";
      readonly file: string;
      readonly text: string;
      readonly seed?: number;
      readonly steps: number;
    };

export interface LiveContext {
  /** For what the run leaves behind; made if need be. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

/** The trace of all processes of a run, and what became of them. */
export interface LiveRecording {
  readonly trace: Trace;
  readonly processes: readonly RecordedProcess[];
  /** Frames and connections that nodes did not trust, by kind. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly warnings: readonly Problem[];
}

/** A process of a run; its own trace may be torn when it was killed. */
export interface RecordedProcess {
  readonly file: string;
  readonly killed: boolean;
  readonly events: number;
  readonly tornBytes: number;
}

/** A deliberate bug of the implementation. */
export interface TargetMutant {
  readonly name: string;
  readonly description: string;
  /** Why nothing that this target can do so far shows the bug; absent: it must be caught. */
  readonly beyond?: string;
}

/** A trace made in memory, and problems of a scenario whose expectations were not met. */
export interface Recording {
  readonly trace: Trace;
  readonly unmet: readonly Problem[];
}

/** A system that this repository knows: its spec, its configurations and its implementation. */
export interface Target {
  readonly name: string;
  readonly description: string;
  readonly specFile: string;
  readonly models: readonly TargetCfg[];
  readonly graphs: readonly TargetCfg[];
  readonly cfgFor: (purpose: "trace" | "model" | "graph") => string;
  /** Hands over the driver of the implementation, or of one of `mutants`; what its worlds are is its own affair. */
  readonly drive: <R>(request: DriveRequest, use: <World>(driver: ReplayDriver<World>) => R) => R;
  /** Null when no implementation emits traces of this spec. */
  readonly record: ((request: RecordRequest, mutant?: string) => Result<Recording>) | null;
  /** Null when the implementation cannot be run in earnest. */
  readonly live: ((request: LiveRequest, context: LiveContext) => Promise<Result<LiveRecording>>) | null;
  /** Scenarios whose traces must conform; null when traces of this spec are not expected to. */
  readonly scenarioFolder: string | null;
  readonly mutants: readonly TargetMutant[];
  /** What it takes to compare all mutants at once; absent: the target has no self-test. */
  readonly selfTest?: SelfTestKit;
}

/** The implementation and its mutants, side by side. */
export interface SelfTestKit {
  /** In the order of `mutants`. */
  readonly lab: <R>(use: <World>(lab: MutantLab<World>) => R) => R;
  /**
   * By request: after how many events of the true run each mutant, by name, would have stepped otherwise for the first
   * time. Up to there its run is the true one; who never would is missing.
   */
  readonly departures: (requests: readonly RecordRequest[]) => readonly ReadonlyMap<string, number>[];
}

/** What to ask of a configuration of the target. */
export const questionOf = (
  { specFile }: Target,
  cfg: TargetCfg,
): ModelQuestion & Pick<TargetCfg, "quick"> => ({
  ...cfg,
  specFile: cfg.specFile ?? specFile,
});
