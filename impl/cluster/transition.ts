import type { NodeId } from "../elector/types.ts";
import type { ClusterAction } from "./cluster-action.ts";
import type { World } from "./world.ts";

/** One observed step of a cluster, as data (house rule 3). Steps without an action are none. */
export interface Transition {
  readonly node: NodeId;
  readonly action: ClusterAction;
  readonly before: World;
  readonly after: World;
  /** Id of the message that caused it. */
  readonly received?: string;
  /** Ids of the messages it put into channels. */
  readonly sent: readonly string[];
  /** Milliseconds of the driver's clock; for people only. */
  readonly at: number;
}

/** Where a driver hands its transitions to. */
export type TransitionSink = (transition: Transition) => void;

/** The default of any driver: nobody listens. */
export const noSink = (): void => undefined;

/** Whether anybody listens: for nobody a driver makes no transition, which would cost more than 5 % of a step. */
export const isHeard = (sink: unknown): boolean => sink !== noSink;
