import type { NodeId } from "../elector/types.ts";
import type { Range } from "./prng.ts";

/** Something done to the cluster from outside, at its time. A new fault is one more kind here and one in `perform`. */
export type ScriptCommand =
  /** Timers and deliveries of the node wait; nothing is lost and links stay up. Without an end: until resumed. */
  | { readonly kind: "pause"; readonly node: NodeId; readonly forMs?: number }
  | { readonly kind: "resume"; readonly node: NodeId }
  /** Delay of messages sent from now on: on one link, or on every link that has none of its own. */
  | { readonly kind: "delay"; readonly range: Range; readonly link?: Link };

export interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
}

export interface ScriptEntry {
  /** Virtual milliseconds. */
  readonly at: number;
  readonly command: ScriptCommand;
}
