import { add, at, createIntList } from "../intList.ts";
import { indexNetwork, type Demand } from "./network.ts";
import type { StateGraph } from "../stateGraph.ts";

/** The part of a graph that walks need; states that are merged make one too. */
export type WalkGraph = Pick<
  StateGraph,
  "states" | "edges" | "initial" | "from" | "to" | "outStart" | "outEdges"
>;

/** What walks from initial states must do; what none can reach is left out by the caller. */
export interface Wishes {
  /** By edge: 1 for those to be taken. */
  readonly edges: Uint8Array;
  /** By state: 1 for those to be visited. */
  readonly visits: Uint8Array;
}

/** What one more use of an edge and one more start cost. */
export interface Prices {
  readonly step: number;
  readonly start: number;
}

export interface CoverDemand extends Demand {
  /** By arc: the edge it stands for, -1 for an arc inside a state. */
  readonly edgeOf: Int32Array;
}

/**
 * Wishes as a flow. A state that wanted edges leave more often than they enter needs more arrivals: from states
 * where walks would otherwise end, or from a start. A state that must be visited, and that no wanted edge makes
 * walks visit, is two nodes: what comes in at one is needed there, and once it was there it is to spare at the other.
 */
export const coverDemand = (graph: WalkGraph, wishes: Wishes, prices: Prices): CoverDemand => {
  const exits = exitNodes(graph, wishes);
  const exitOf = (state: number): number => (at(exits.of, state) < 0 ? state : at(exits.of, state));
  const supply = new Int32Array(exits.nodes);
  for (let edge = 0; edge < graph.edges; edge += 1) {
    const [from, to] = [at(graph.from, edge), at(graph.to, edge)];
    if (wishes.edges[edge] !== 1 || from === to) continue;
    add(supply, to, 1);
    add(supply, exitOf(from), -1);
  }
  for (const state of exits.states) {
    add(supply, state, -1);
    add(supply, exitOf(state), 1);
  }
  const { edgeOf, ...arcs } = arcsOf(graph, exits, prices.step);
  const network = indexNetwork({ nodes: exits.nodes, ...arcs });
  return { network, edgeOf, supply, starts: graph.initial, startCost: prices.start };
};

interface Exits {
  /** By state: the node it is left from when that is not the one it is entered at; else -1. */
  readonly of: Int32Array;
  /** The states that are two nodes. */
  readonly states: Int32Array;
  readonly nodes: number;
}

const exitNodes = (graph: WalkGraph, { edges, visits }: Wishes): Exits => {
  const visited = new Uint8Array(graph.states);
  const asked = visits.slice();
  for (let edge = 0; edge < graph.edges; edge += 1) {
    if (edges[edge] !== 1) continue;
    const [from, to] = [at(graph.from, edge), at(graph.to, edge)];
    if (from === to) asked[from] = 1;
    else visited[from] = visited[to] = 1;
  }
  const states = createIntList();
  const of = new Int32Array(graph.states).fill(-1);
  for (let state = 0; state < graph.states; state += 1) {
    if (asked[state] !== 1 || visited[state] === 1) continue;
    of[state] = graph.states + states.length();
    states.push(state);
  }
  return { of, states: states.toArray(), nodes: graph.states + states.length() };
};

/** Of parallel edges one is enough for going elsewhere, and loops lead nowhere. */
const arcsOf = (graph: WalkGraph, exits: Exits, step: number) => {
  const { outStart, outEdges } = graph;
  const [from, to, edgeOf] = [createIntList(), createIntList(), createIntList()];
  const seenFrom = new Int32Array(graph.states).fill(-1);
  const addArc = (tail: number, head: number, edge: number): void => {
    from.push(tail);
    to.push(head);
    edgeOf.push(edge);
  };
  const addEdges = (state: number, node: number): void => {
    for (let place = at(outStart, state); place < at(outStart, state + 1); place += 1) {
      const edge = at(outEdges, place);
      const target = at(graph.to, edge);
      if (target === state || at(seenFrom, target) === state) continue;
      seenFrom[target] = state;
      addArc(node, target, edge);
    }
  };
  for (let state = 0; state < graph.states; state += 1)
    if (at(exits.of, state) < 0) addEdges(state, state);
    else addArc(state, at(exits.of, state), -1);
  for (const state of exits.states) addEdges(state, at(exits.of, state));
  const cost = new Uint8Array(edgeOf.length());
  for (let arc = 0; arc < cost.length; arc += 1) if (edgeOf.at(arc) >= 0) cost[arc] = step;
  return { from: from.toArray(), to: to.toArray(), cost, edgeOf: edgeOf.toArray() };
};
