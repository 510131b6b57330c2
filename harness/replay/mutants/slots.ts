import type { StateGraph } from "../../graph/stateGraph.ts";

/** A state as a search came to it: in the world of the true implementation, or in one of the mutant's own. */
export interface Slot {
  readonly state: number;
  readonly own: boolean;
  /** Edges from an initial state. */
  readonly depth: number;
}

/** A breadth-first search over states, each of which can be reached in two ways. */
export interface Search<World> {
  readonly next: () => Slot | null;
  /** Goes along an edge; `world`: the mutant's own, or null for the true one. Only the first way to a slot counts. */
  readonly reach: (
    from: Slot,
    along: { readonly edge: number; readonly state: number },
    world: World | null,
  ) => void;
  readonly worldOf: (slot: Slot) => World | undefined;
  /** Edges from an initial state. */
  readonly pathTo: (slot: Slot) => readonly number[];
}

/** A search that begins in the initial states, which are the true implementation's. */
export const startSearch = <World>(graph: StateGraph): Search<World> => {
  const depths = new Int32Array(2 * graph.states).fill(-1);
  const edges = new Int32Array(2 * graph.states).fill(-1);
  const origins = new Int32Array(2 * graph.states).fill(-1);
  const worlds = new Map<number, World>();
  const queue: number[] = [];
  for (const state of graph.initial) {
    depths[indexOf({ state, own: false })] = 0;
    queue.push(indexOf({ state, own: false }));
  }
  let position = 0;
  return {
    next: () => {
      const index = queue[position];
      position += 1;
      if (index === undefined) return null;
      return { state: index >> 1, own: (index & 1) === 1, depth: depths[index] ?? 0 };
    },
    reach: (from, { edge, state }, world) => {
      const index = indexOf({ state, own: world !== null || from.own });
      if (depths[index] !== -1) return;
      depths[index] = from.depth + 1;
      edges[index] = edge;
      origins[index] = indexOf(from);
      if (world !== null) worlds.set(index, world);
      queue.push(index);
    },
    worldOf: (slot) => worlds.get(indexOf(slot)),
    pathTo: (slot) => {
      const backwards: number[] = [];
      for (let index = indexOf(slot); (edges[index] ?? -1) >= 0; index = origins[index] ?? 0)
        backwards.push(edges[index] ?? 0);
      return backwards.reverse();
    },
  };
};

const indexOf = ({ state, own }: Pick<Slot, "state" | "own">): number => 2 * state + (own ? 1 : 0);
