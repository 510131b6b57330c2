import type { Trace } from "../../traces/trace.ts";
import type { TlaValue } from "../tla/value.ts";

/** A piece of a trace that one run of TLC follows; a whole trace is one, too. */
export interface Segment extends Trace {
  /**
   * The states, values in the order of the spec's variables, of which one is where the piece begins: proven to match
   * everything before. Absent: the spec's initial states.
   */
  readonly start?: readonly (readonly TlaValue[])[];
  /** Events of the trace that come before the piece; 0 unless told. */
  readonly before?: number;
}
