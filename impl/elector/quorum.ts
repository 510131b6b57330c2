import type { ElectorState } from "./types.ts";

/** floor(N/2) + 1, N with self. */
export const majorityOf = (nodeCount: number): number => Math.floor(nodeCount / 2) + 1;

/** The quorum in force now. Called at every decision and never kept, because it is read live (1.2, 1.8). */
export const effectiveQuorum = (state: ElectorState): number =>
  state.quorum === 0 ? majorityOf(state.nodes.length) : state.quorum;
