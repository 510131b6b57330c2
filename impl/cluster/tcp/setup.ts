import type { ElectorConfig } from "../../elector/config.ts";
import type { Membership } from "./membership.ts";

/** All that one process is told before it begins. */
export interface NodeSetup extends Membership {
  /** 1 for the first process of the node, 2 for the next, ... */
  readonly incarnation: number;
  /** Term left by the process before (1.9). */
  readonly term: number;
  /** Times are those of this node: its INITIAL_WAIT may be its own. */
  readonly config: ElectorConfig;
  readonly seed: number;
  /** 0: any free one. */
  readonly port: number;
  /** Where its program keeps the record. */
  readonly file: string;
  /** Milliseconds of the wall clock at which the run began. */
  readonly startedAt: number;
  /** After so many steps it goes on but records and sends nothing more. */
  readonly mostEvents: number;
  /** Handed through to whoever keeps the record. */
  readonly note: string;
}
