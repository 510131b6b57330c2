import type { NodeId } from "../../elector/types.ts";

/** Why a run of processes cannot go on. */
export interface ClusterFailure {
  /** A port or record the system refuses; a process that ended by itself, or said nothing; whoever ran it gave up. */
  readonly cause: "listen" | "record" | "ended" | "silent" | "aborted";
  readonly node: NodeId | null;
  readonly reason: string;
}

/** Thrown on the way to the one place that ends a run. */
export class ClusterFailed extends Error {
  readonly failure: ClusterFailure;

  constructor(failure: ClusterFailure) {
    super(`${failure.node ?? "the cluster"}: ${failure.reason}`);
    this.failure = failure;
  }
}
