import type { ElectorAction, ElectorState, NodeId } from "../../elector/types.ts";

/** One observed step of a process, as far as a process can see: itself and its ends of connections. */
export interface NodeTransition {
  readonly action: ElectorAction;
  /** After the step. */
  readonly state: ElectorState;
  /** Peers with a connection, after the step; sorted. */
  readonly connected: readonly NodeId[];
  /** Id of the message, hello or welcome that caused it. */
  readonly received?: string;
  /** Ids of the messages, hellos and the welcome that may leave only after this was recorded. */
  readonly sent: readonly string[];
  /** Milliseconds since the run began, by the wall clock; for people only. */
  readonly at: number;
}

/** Records a step; on return it must have been handed to the system, for then its messages leave. */
export type NodeSink = (transition: NodeTransition) => void;
