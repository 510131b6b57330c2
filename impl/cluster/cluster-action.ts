import type { ElectorActionName, NodeId } from "../elector/types.ts";

/** What happens to a cluster: an elector's action, or a fault that no elector is asked about. */
export type ClusterActionName = ElectorActionName | FaultActionName;

/** `Crash(i)`: the process of i is gone. `LinkDown(i, j)`: what i writes reaches j no more, and nobody notices. */
export type FaultActionName = "Crash" | "LinkDown";

/** An action of the spec on a cluster. `i` acts; `j` is the other node. */
export interface ClusterAction {
  readonly name: ClusterActionName;
  readonly args: { readonly i: NodeId; readonly j?: NodeId; readonly quorum?: number };
}
