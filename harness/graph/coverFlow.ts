import { add, at } from "./intList.ts";
import { minCostFlow } from "./minCostFlow.ts";
import { createNetwork, flowOf, UNLIMITED } from "./network.ts";
import { edgesFrom, type StateGraph } from "./stateGraph.ts";

/** How often walks from initial states must use each edge, and start at each state, to use every edge. */
export interface CoverFlow {
  /** By edge; 0 for an edge that no walk can reach. */
  readonly uses: Int32Array;
  /** By state. */
  readonly starts: Int32Array;
}

/** What one more use of an edge and one more start cost. */
export interface Prices {
  readonly step: number;
  readonly start: number;
}

/**
 * The cheapest way to use every edge at least once, as a flow. A state that is left more often than it is entered
 * needs more arrivals: from states where walks would otherwise end, or from a new start. `reached` is 1 for the
 * states that walks can reach.
 */
export const coverFlow = (graph: StateGraph, reached: Int32Array, prices: Prices): CoverFlow => {
  const [source, sink] = [graph.states, graph.states + 1];
  const draft = createNetwork(graph.states + 2);
  for (const [state, surplus] of surpluses(graph, reached).entries()) {
    if (surplus > 0) draft.add({ from: source, to: state, room: surplus, cost: 0 });
    if (surplus < 0) draft.add({ from: state, to: sink, room: -surplus, cost: 0 });
  }
  const startArcs = graph.initial.map((state) => ({
    state,
    arc: draft.add({ from: source, to: state, room: UNLIMITED, cost: prices.start }),
  }));
  const edgeArcs = distinctEdges(graph, reached).map((edge) => ({
    edge,
    arc: draft.add({ ...endsOf(graph, edge), room: UNLIMITED, cost: prices.step }),
  }));
  const network = draft.finish();
  minCostFlow(network, source, sink);
  const uses = Int32Array.from(graph.from, (from) => at(reached, from));
  const starts = new Int32Array(graph.states);
  for (const { edge, arc } of edgeArcs) add(uses, edge, flowOf(network, arc));
  for (const { state, arc } of startArcs) add(starts, state, flowOf(network, arc));
  return { uses, starts };
};

const endsOf = ({ from, to }: StateGraph, edge: number) => ({ from: at(from, edge), to: at(to, edge) });

/** By state: how many more reachable edges enter it than leave it. */
const surpluses = (graph: StateGraph, reached: Int32Array): Int32Array => {
  const surplus = new Int32Array(graph.states);
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const { from, to } = endsOf(graph, edge);
    add(surplus, to, at(reached, from));
    add(surplus, from, -at(reached, from));
  }
  return surplus;
};

/** Of parallel edges one is enough for going elsewhere, and loops lead nowhere. */
const distinctEdges = (graph: StateGraph, reached: Int32Array): readonly number[] => {
  const seenFrom = new Int32Array(graph.states).fill(-1);
  const distinct: number[] = [];
  for (let state = 0; state < graph.states; state += 1)
    for (const edge of at(reached, state) === 1 ? edgesFrom(graph, state) : []) {
      const target = at(graph.to, edge);
      if (target === state || at(seenFrom, target) === state) continue;
      seenFrom[target] = state;
      distinct.push(edge);
    }
  return distinct;
};
