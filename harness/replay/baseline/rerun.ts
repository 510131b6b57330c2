import { COVER_EFFORT, coverOf, type Cover } from "../../graph/cover/cover.ts";
import { coverWishes } from "../../graph/cover/coverWishes.ts";
import { searchGraph } from "../../graph/search.ts";
import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import { createEnabled, isExplored } from "../sample.ts";
import { trailEdges, type Trail } from "./trail.ts";

/** What a trail does not know yet of a graph, and tests that come by all of it. */
export interface Rerun {
  readonly cover: Cover;
  /** Edges that the trail does not have. */
  readonly edges: number;
  /** By state: 1 when the steps that the spec does not have there are to be asked for. */
  readonly ask: Uint8Array;
}

/** Plans what is left to be done: edges to be taken, states to be visited for what is to be asked there. */
export const planRerun = (graph: StateGraph, trail: Trail, rate: number): Rerun => {
  const known = trailEdges(graph, trail);
  const reach = searchGraph(graph);
  const isReached = (state: number): boolean => reach.reached[state] === 1;
  const edges = known.covered.map((covered, edge) =>
    covered === 0 && isReached(endOf(graph.from, edge)) ? 1 : 0,
  );
  const ask = statesToAsk(graph, trail, rate);
  const visits = ask.map((one, state) => (one === 1 && isReached(state) ? 1 : 0));
  const { tests, ...bounds } = coverWishes({ graph, reach }, { edges, visits }, COVER_EFFORT);
  const left = graph.edges - known.count;
  const covered = edges.reduce((sum, one) => sum + one, 0);
  const cover = coverOf(tests, bounds, { kind: "wanted edges", total: left, covered });
  return { cover, edges: left, ask };
};

/** States of which the trail knows nothing in this respect, where there is something to ask. */
const statesToAsk = (graph: StateGraph, { askedAt }: Trail, rate: number): Uint8Array => {
  const enabled = createEnabled(graph);
  return Uint8Array.from(askedAt, (at, state) =>
    rate > 0 && at === 0 && isExplored(graph, state) && enabled.at(state).count < graph.labels.length ? 1 : 0,
  );
};
