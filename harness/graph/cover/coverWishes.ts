import { attachTours } from "./attach.ts";
import type { WalkGraph, Wishes } from "./coverDemand.ts";
import { coverFlow, type CoverFlow } from "./coverFlow.ts";
import { fewestTests } from "./fewestTests.ts";
import { add, at } from "../intList.ts";
import type { Reached } from "../search.ts";
import { trimTests, type Worth } from "./trim.ts";
import { walksOf } from "./walks.ts";

/** A graph and what is in reach of its initial states. */
export interface SearchedGraph {
  readonly graph: WalkGraph;
  readonly reach: Reached;
}

/** How few tests and steps fulfil wishes. */
export interface WishBounds {
  readonly minTests: number;
  readonly minSteps: number;
  /** There are tests that are no more than `minTests`. */
  readonly reachable: boolean;
}

/** Tests that take and visit what is wished, all of it within reach, in as few steps as the flow allows. */
export const coverWishes = (
  searched: SearchedGraph,
  wishes: Wishes,
  effort: number,
): WishBounds & { readonly tests: readonly Int32Array[] } => {
  const { flow, ...bounds } = boundWishes(searched, wishes, effort);
  return { ...bounds, tests: walkFlow(searched.graph, wishes, { flow, effort }) };
};

/** Tests that together are a flow, and what it takes to come to its round trips; without what is done twice. */
export const walkFlow = (
  graph: WalkGraph,
  wishes: Wishes,
  { flow, effort }: { readonly flow: CoverFlow; readonly effort: number },
): readonly Int32Array[] => {
  const walks = walksOf(graph, attachTours(graph, flow, effort));
  return trimTests(walks, worthOf(graph, wishes, walks));
};

/** The bounds alone, and the flow: no fewer steps than the flow has, nor than lead to what lies deepest. */
export const boundWishes = (
  searched: SearchedGraph,
  wishes: Wishes,
  effort: number,
): WishBounds & { readonly flow: CoverFlow } => {
  const fewest = fewestTests(searched.graph, wishes, effort);
  const { minSteps, ...flow } = coverFlow(searched.graph, wishes, { effort });
  return {
    ...{ flow, minTests: fewest.minTests, reachable: fewest.exact },
    minSteps: Math.max(minSteps, deepest(searched, wishes)),
  };
};

/** An edge is needed when it is wanted, or leads to a state to be visited, and no other place does the same. */
const worthOf = (graph: WalkGraph, wishes: Wishes, walks: readonly Int32Array[]): Worth => {
  const uses = new Int32Array(graph.edges);
  const visits = new Int32Array(graph.states);
  const count = (edge: number, change: number): void => {
    add(uses, edge, change);
    add(visits, at(graph.to, edge), change);
  };
  for (const walk of walks) for (const edge of walk) count(edge, 1);
  return {
    isNeeded: (edge) =>
      (wishes.edges[edge] === 1 && at(uses, edge) === 1) ||
      (wishes.visits[at(graph.to, edge)] === 1 && at(visits, at(graph.to, edge)) === 1),
    drop: (edge) => count(edge, -1),
  };
};

const deepest = ({ graph, reach }: SearchedGraph, wishes: Wishes): number => {
  let steps = 0;
  for (let edge = 0; edge < graph.edges; edge += 1)
    if (wishes.edges[edge] === 1) steps = Math.max(steps, at(reach.depth, at(graph.from, edge)) + 1);
  for (let state = 0; state < graph.states; state += 1)
    if (wishes.visits[state] === 1) steps = Math.max(steps, at(reach.depth, state));
  return steps;
};
