import type { Demand } from "./network.ts";

/** The flow so far, and what is still to spare and needed. */
export interface FlowDraft extends Demand {
  readonly through: Int32Array;
  readonly started: Int32Array;
  readonly left: Int32Array;
  readonly price: Int32Array;
  /** By node: units that come and go by arcs; where there are none, no arc needs to be looked at for them. */
  readonly arriving: Int32Array;
  readonly leaving: Int32Array;
  readonly isStart: Uint8Array;
  /** Arcs looked at: the same on every machine, which time is not. */
  readonly effort: { spent: number };
}
