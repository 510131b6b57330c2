import type { NodeId, Reason } from "../../elector/types.ts";
import type { ClusterActionName } from "../cluster-action.ts";
import type { NodeRole } from "./vocabulary.ts";

/** What a scenario can demand between two runs. */
export type Expectation =
  /** `node` leads, in `term` if given. */
  | { readonly kind: "leader"; readonly node: NodeId; readonly term?: number }
  | { readonly kind: "noLeader" }
  | { readonly kind: "node"; readonly node: NodeId; readonly wanted: Wanted }
  /** Since the beginning, at least once. */
  | { readonly kind: "action"; readonly node: NodeId; readonly action: ClusterActionName }
  | { readonly kind: "reason"; readonly node: NodeId; readonly reason: Reason };

/** Properties of one elector; a missing one may be anything. */
export interface Wanted {
  readonly role?: NodeRole;
  readonly reason?: Reason;
  readonly term?: number;
  readonly leader?: NodeId | null;
  readonly tentative?: NodeId | null;
  /** Sorted, "S1,S2"; empty for none. */
  readonly supporters?: string;
}
