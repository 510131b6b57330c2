import { COVER_EFFORT, coverOf, type Cover } from "./cover.ts";
import type { WalkGraph, Wishes } from "./coverDemand.ts";
import { coverFlow, type CoverFlow } from "./coverFlow.ts";
import { walkFlow } from "./coverWishes.ts";
import { fewestTests } from "./fewestTests.ts";
import { flowParts, type FlowParts } from "./flowParts.ts";
import { at } from "../intList.ts";
import { pairGraph } from "./pairGraph.ts";
import { searchGraph } from "../search.ts";
import type { StateGraph } from "../stateGraph.ts";

/** Each is a step of some test; what meets in states that lie too deep for it is left out. */
const MOST_PAIRS = 5_000_000;

/**
 * Tests in which every edge is followed by every edge that can follow it, and edges that stand alone. As short as
 * possible: tests of all edges of another graph, whose states are the edges of this one. There a start costs a step,
 * for an edge that nothing goes before is a step too.
 */
export const coverPairs = (
  graph: StateGraph,
  effort: number = COVER_EFFORT,
  most: number = MOST_PAIRS,
): Cover => {
  const pairs = pairGraph(graph, searchGraph(graph), most);
  const wishes = {
    edges: new Uint8Array(pairs.graph.edges).fill(1),
    visits: new Uint8Array(pairs.graph.states),
  };
  const fewest = fewestTests(pairs.graph, wishes, effort);
  const flow = coverFlow(pairs.graph, wishes, { effort, startSteps: 1 });
  const started = startRoundTrips(pairs.graph, wishes, { flow, effort });
  const tests = walkFlow(pairs.graph, wishes, { flow: started.flow, effort }).map((test) =>
    edgesOf(pairs.graph, test),
  );
  const single = pairs.alone.map((edge) => Int32Array.of(edge));
  const bounds = {
    ...{ minTests: fewest.minTests + single.length, reachable: fewest.exact },
    minSteps: flow.minSteps + started.extra + single.length,
  };
  const goal = { kind: "pairs", total: pairs.total, covered: pairs.graph.edges } as const;
  return coverOf([...tests, ...single], bounds, goal);
};

/** The first edge of the first pair, and the second one of each. */
const edgesOf = ({ from, to }: WalkGraph, test: Int32Array): Int32Array => {
  const edges = new Int32Array(test.length + 1);
  for (const [index, pair] of test.entries()) {
    if (index === 0) edges[0] = at(from, pair);
    edges[index + 1] = at(to, pair);
  }
  return edges;
};

/**
 * Round trips without a start need one, which costs a step. Where another flow has one for the same steps in all,
 * it is better; where that, too, has none, one step more is needed. Parts have no edge in common.
 */
const startRoundTrips = (
  graph: WalkGraph,
  wishes: Wishes,
  { flow, effort }: { readonly flow: CoverFlow; readonly effort: number },
): { readonly flow: CoverFlow; readonly extra: number } => {
  const parts = flowParts(graph, flow);
  if (parts.looseCount === 0) return { flow, extra: 0 };
  const other = coverFlow(graph, wishes, { effort });
  const extra = other.cheapest ? flowParts(graph, other).looseCount : 0;
  return { flow: withLooseFrom(graph, { flow, parts }, other), extra };
};

const withLooseFrom = (
  graph: WalkGraph,
  { flow, parts }: { readonly flow: CoverFlow; readonly parts: FlowParts },
  other: CoverFlow,
): CoverFlow => {
  const isLoose = (state: number): boolean => parts.loose[parts.partOf(state)] === 1;
  return {
    uses: flow.uses.map((count, edge) => (isLoose(at(graph.from, edge)) ? at(other.uses, edge) : count)),
    starts: flow.starts.map((count, state) => (isLoose(state) ? at(other.starts, state) : count)),
  };
};
