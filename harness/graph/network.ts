import { at, createIntList } from "./intList.ts";
import { sortedBy } from "./stateGraph.ts";

/** More than any flow here needs; two of them still fit into 32 bits. */
export const UNLIMITED = 1 << 29;

/**
 * A flow network in residual form: an arc and its reverse, `arc ^ 1`, stand side by side; `room` says how much
 * more an arc takes, so that the room of the reverse is the flow.
 */
export interface Network {
  readonly nodes: number;
  readonly to: Int32Array;
  readonly room: Int32Array;
  readonly cost: Int32Array;
  /** Arcs out of node n, reverse ones included: `arcs[start[n]]` up to, without, `arcs[start[n + 1]]`. */
  readonly start: Int32Array;
  readonly arcs: Int32Array;
}

export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly room: number;
  readonly cost: number;
}

/** Collects arcs of a network with nodes 0 to `nodes - 1`. */
export const createNetwork = (nodes: number) => {
  const [from, to, room, cost] = [createIntList(), createIntList(), createIntList(), createIntList()];
  const half = (arc: Arc): void => {
    from.push(arc.from);
    to.push(arc.to);
    room.push(arc.room);
    cost.push(arc.cost);
  };
  return {
    /** Returns the arc's number. */
    add: (arc: Arc): number => {
      half(arc);
      half({ from: arc.to, to: arc.from, room: 0, cost: -arc.cost });
      return to.length() - 2;
    },
    finish: (): Network => {
      const { starts, order } = sortedBy(from.toArray(), nodes);
      const arrays = { to: to.toArray(), room: room.toArray(), cost: cost.toArray() };
      return { nodes, ...arrays, start: starts, arcs: order };
    },
  };
};

/** What flows through an arc. */
export const flowOf = ({ room }: Network, arc: number): number => at(room, arc ^ 1);
