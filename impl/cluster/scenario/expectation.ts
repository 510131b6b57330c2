import type { ElectorActionName, NodeId, Reason, Role } from "../../elector/types.ts";

/** What a scenario can demand between two runs. */
export type Expectation =
  /** `node` leads, in `term` if given. */
  | { readonly kind: "leader"; readonly node: NodeId; readonly term?: number }
  | { readonly kind: "noLeader" }
  | { readonly kind: "node"; readonly node: NodeId; readonly wanted: Wanted }
  /** Since the beginning, at least once. */
  | { readonly kind: "action"; readonly node: NodeId; readonly action: ElectorActionName }
  | { readonly kind: "reason"; readonly node: NodeId; readonly reason: Reason };

/** Properties of one elector; a missing one may be anything. */
export interface Wanted {
  readonly role?: Role;
  readonly reason?: Reason;
  readonly term?: number;
  readonly leader?: NodeId | null;
  readonly tentative?: NodeId | null;
}
