import type { LocatedEvent } from "../../../traces/trace.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { StateShape } from "./compare.ts";
import type { Asked } from "./incomplete.ts";
import type { Findings } from "./probeRun.ts";

/** Everything that is known about the event at which a trace stopped. */
export interface Evidence extends Findings {
  readonly located: LocatedEvent;
  readonly laws: readonly string[];
  /** What TLC could not evaluate, if that is why the trace stopped. */
  readonly reason?: string;
  readonly asked: Asked;
  readonly shape: StateShape;
  readonly spec: LoadedSpec;
}
