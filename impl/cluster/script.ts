import type { NodeId } from "../elector/types.ts";
import type { Range } from "./prng.ts";

/** Something done to the cluster from outside, at its time. A new fault is one more kind here and one in `perform`. */
export type ScriptCommand =
  /** Timers and deliveries of the node wait; nothing is lost and links stay up. Without an end: until resumed. */
  | { readonly kind: "pause"; readonly node: NodeId; readonly forMs?: number }
  | { readonly kind: "resume"; readonly node: NodeId }
  /** Delay of messages sent from now on: on one link, or on every link that has none of its own. */
  | { readonly kind: "delay"; readonly range: Range; readonly link?: Link }
  /** The directions are dead until healed, and with them the connections they belong to. */
  | { readonly kind: "cut"; readonly links: readonly Link[]; readonly notice: Notice }
  /** What is not cut any more connects again; who has not noticed the cut notices now. */
  | { readonly kind: "heal"; readonly links: readonly Link[] }
  /** A connection is reset; the network is sound, so there is a new one soon. */
  | { readonly kind: "disconnect"; readonly link: Link; readonly notice: Range }
  /** `term`: what is left of it, where the memory of the cluster leaves a choice; drawn unless said. */
  | { readonly kind: "crash"; readonly node: NodeId; readonly term?: number; readonly notice: Notice }
  /** A new process for a crashed node, with new connections. */
  | { readonly kind: "restart"; readonly node: NodeId }
  /** stop() and start() of the elector; process and connections stay. */
  | { readonly kind: "stop"; readonly node: NodeId }
  | { readonly kind: "start"; readonly node: NodeId }
  /** The operator's SET, or without a node SET_ALL (1.8). */
  | { readonly kind: "quorum"; readonly quorum: number; readonly node?: NodeId }
  /** The recipe of 1.8 that makes the node the leader, whoever leads now. */
  | { readonly kind: "force"; readonly node: NodeId }
  /** The clock of the node, and with it its timers, runs `factor` times as fast as before any skew. */
  | { readonly kind: "skew"; readonly node: NodeId; readonly factor: number };

/** What a command of one kind says. */
export type Details<Kind extends ScriptCommand["kind"]> = Omit<
  Extract<ScriptCommand, { kind: Kind }>,
  "kind"
>;

/** After how many milliseconds each end of a broken connection notices; null: not before something else happens. */
export type Notice = Range | null;

export interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
}

export interface ScriptEntry {
  /** Virtual milliseconds. */
  readonly at: number;
  readonly command: ScriptCommand;
}

/** How soon a broken connection is noticed unless said: TCP tells at once that a peer has closed it. */
export const promptNotice: Range = { min: 10, max: 100 };
