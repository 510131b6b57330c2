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
 * The cheapest way to use every reachable edge at least once, as a flow. A state that is left more often than it
 * is entered needs more arrivals: from states where walks would otherwise end, or from a new start.
 */
export const coverFlow = (graph: StateGraph, reached: Uint8Array, prices: Prices): CoverFlow => {
  const source = graph.states;
  const sink = graph.states + 1;
  const draft = createNetwork(graph.states + 2);
  const balance = balances(graph, reached);
  for (const [state, amount] of balance.entries()) {
    if (amount > 0) draft.add({ from: source, to: state, room: amount, cost: 0 });
    if (amount < 0) draft.add({ from: state, to: sink, room: -amount, cost: 0 });
  }
  const startArcs = graph.initial.map((state) => ({
    state,
    arc: draft.add({ from: source, to: state, room: UNLIMITED, cost: prices.start }),
  }));
  const edgeArcs = representatives(graph, reached).map((edge) => ({
    edge,
    arc: draft.add({
      from: at(graph.from, edge),
      to: at(graph.to, edge),
      room: UNLIMITED,
      cost: prices.step,
    }),
  }));
  const network = draft.finish();
  minCostFlow(network, source, sink);
  const uses = Int32Array.from(graph.from, (from) => at2(reached, from));
  const starts = new Int32Array(graph.states);
  for (const { edge, arc } of edgeArcs) add(uses, edge, flowOf(network, arc));
  for (const { state, arc } of startArcs) add(starts, state, flowOf(network, arc));
  return { uses, starts };
};

const at2 = (flags: Uint8Array, index: number): number => flags[index] ?? 0;
