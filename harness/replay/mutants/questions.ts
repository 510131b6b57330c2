import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { SpecAction } from "../driver.ts";
import { labelOf } from "../judge.ts";

/** Labels that one input of the implementation brings about, whichever of them is wanted. */
export interface Question {
  readonly labels: readonly number[];
  /** Stands for all of them. */
  readonly label: number;
}

/** All that can be asked of an implementation on a graph, each input once. */
export const questionsOf = (
  graph: StateGraph,
  inputOf: (action: SpecAction) => string,
): readonly Question[] => {
  const byInput = new Map<string, number[]>();
  for (let label = 0; label < graph.labels.length; label += 1) {
    const input = inputOf(labelOf(graph, label));
    const labels = byInput.get(input);
    if (labels === undefined) byInput.set(input, [label]);
    else labels.push(label);
  }
  return [...byInput.values()].map((labels) => ({ labels, label: labels[0] ?? 0 }));
};

/** What the spec says to a label in a state. */
export type Right =
  | { readonly kind: "edges"; readonly edges: readonly number[] }
  | { readonly kind: "forbidden" }
  /** It leads out of the model's constraint: the spec has it, and the graph does not say where to. */
  | { readonly kind: "cut" };

/** By label; those that are not named are forbidden. */
export type Rights = ReadonlyMap<number, Right>;

/** Rights of all labels in one state. */
export const rightsIn = (graph: StateGraph, state: number): Rights => {
  const rights = new Map<number, Right>();
  for (const label of graph.cutLabels(state)) rights.set(label, CUT);
  const edges = new Map<number, number[]>();
  for (const edge of edgesFrom(graph, state)) {
    const label = endOf(graph.label, edge);
    const known = edges.get(label);
    if (known === undefined) edges.set(label, [edge]);
    else known.push(edge);
  }
  for (const [label, those] of edges) rights.set(label, { kind: "edges", edges: those });
  return rights;
};

/** The right of a label that `Rights` do not name. */
export const FORBIDDEN: Right = { kind: "forbidden" };
const CUT: Right = { kind: "cut" };
