import type { WalkGraph } from "./coverDemand.ts";
import type { CoverFlow } from "./coverFlow.ts";
import { at } from "../intList.ts";
import { createClasses } from "../unionFind.ts";

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
  const { root: partOf, join } = createClasses(graph.states);
  for (let edge = 0; edge < graph.edges; edge += 1)
    if (at(uses, edge) > 0) join(at(graph.from, edge), at(graph.to, edge));
  const loose = new Uint8Array(graph.states);
  for (let edge = 0; edge < graph.edges; edge += 1)
    if (at(uses, edge) > 0) loose[partOf(at(graph.from, edge))] = 1;
  for (const [state, count] of starts.entries()) if (count > 0) loose[partOf(state)] = 0;
  return { partOf, loose, looseCount: loose.reduce((sum, one) => sum + one, 0) };
};
