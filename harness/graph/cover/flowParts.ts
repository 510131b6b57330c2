import type { WalkGraph } from "./coverDemand.ts";
import type { CoverFlow } from "./coverFlow.ts";
import { at } from "../intList.ts";

/** What a flow hangs together by. */
export interface FlowParts {
  /** A state of its part that stands for all; states are in one part when edges in use link them. */
  readonly partOf: (state: number) => number;
  /** By part: 1 for a round trip that no start leads to. */
  readonly loose: Uint8Array;
  readonly looseCount: number;
}

/** The parts of a flow, and which of them walks would not come to. */
export const flowParts = (graph: WalkGraph, { uses, starts }: CoverFlow): FlowParts => {
  const parent = new Int32Array(graph.states);
  for (let state = 0; state < graph.states; state += 1) parent[state] = state;
  const partOf = (state: number): number => {
    let current = state;
    while (at(parent, current) !== current) {
      parent[current] = at(parent, at(parent, current));
      current = at(parent, current);
    }
    return current;
  };
  for (let edge = 0; edge < graph.edges; edge += 1)
    if (at(uses, edge) > 0) parent[partOf(at(graph.from, edge))] = partOf(at(graph.to, edge));
  const loose = new Uint8Array(graph.states);
  for (let edge = 0; edge < graph.edges; edge += 1)
    if (at(uses, edge) > 0) loose[partOf(at(graph.from, edge))] = 1;
  for (const [state, count] of starts.entries()) if (count > 0) loose[partOf(state)] = 0;
  return { partOf, loose, looseCount: loose.reduce((sum, one) => sum + one, 0) };
};
