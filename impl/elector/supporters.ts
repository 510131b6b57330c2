import type { ElectorState, NodeId } from "./types.ts";

/** Supporters with `node`: sorted, once, so that equal sets are equal values. */
export const withSupporter = (state: ElectorState, node: NodeId): ElectorState =>
  state.supporters.includes(node) ? state : { ...state, supporters: [...state.supporters, node].sort() };

/** Supporters without `node`; the same state when it was none. */
export const withoutSupporter = (state: ElectorState, node: NodeId): ElectorState =>
  state.supporters.includes(node)
    ? { ...state, supporters: state.supporters.filter((supporter) => supporter !== node) }
    : state;
