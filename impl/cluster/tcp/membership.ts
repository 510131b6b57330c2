import type { NodeId } from "../../elector/types.ts";

/** Who this process is and who else belongs to the run. */
export interface Membership {
  readonly self: NodeId;
  /** All configured nodes, self included. */
  readonly nodes: readonly NodeId[];
  /** Drawn afresh for every run, told to its processes only. */
  readonly token: string;
}

/** One connection a pair: the smaller name dials. */
export const dials = (from: NodeId, to: NodeId): boolean => from < to;

/** The configured nodes that this one dials. */
export const dialedBy = ({ self, nodes }: Membership): readonly NodeId[] =>
  nodes.filter((node) => dials(self, node));

/** Whether a node of this name is configured, another one, and on the dialing side of the pair. */
export const mayDial = ({ self, nodes }: Membership, from: NodeId): boolean =>
  nodes.includes(from) && dials(from, self);
