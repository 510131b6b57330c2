import type { Trace } from "../../traces/trace.ts";
import type { TlaValue } from "../tla/value.ts";
import type { ComposedEvent } from "./declared/composition.ts";

/** A piece of a trace that one run of TLC follows; a whole trace is one, too. */
export interface Segment extends Trace {
  readonly events: readonly ComposedEvent[];
  /**
   * The states, values in the order of the spec's variables, of which one is where the piece begins: proven to match
   * everything before. Absent: the spec's initial states.
   */
  readonly start?: readonly (readonly TlaValue[])[];
  /** The trace goes on after the piece: all states at its end are asked for. */
  readonly more?: boolean;
}
