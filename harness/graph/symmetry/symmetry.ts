import type { StateGraph } from "../stateGraph.ts";
import { createClasses } from "../unionFind.ts";
import { createImages } from "./imageOf.ts";
import type { Renaming } from "./renameValues.ts";

/** Names that a graph does not tell apart, and what belongs together because of that. */
export interface Symmetry {
  /** Sets of names of which any may be exchanged: the graph stays the same. Proven, by doing it. */
  readonly proven: readonly (readonly string[])[];
  /** Sets of names for which that is not so, and why. */
  readonly broken: readonly { readonly names: readonly string[]; readonly why: string }[];
  /** By edge: a number that an edge and its images have in common, from 0. */
  readonly edgeClass: Int32Array;
  readonly edgeClasses: number;
  readonly stateClasses: number;
}

/**
 * Exchanges neighbours in each of some sets of model values. Where each exchange maps the graph onto itself all renamings
 * within the set do, for they are made of such exchanges.
 */
export const findSymmetry = (graph: StateGraph, sets: readonly (readonly string[])[]): Symmetry => {
  const [edges, states] = [createClasses(graph.edges), createClasses(graph.states)];
  const proven: (readonly string[])[] = [];
  const broken: { readonly names: readonly string[]; readonly why: string }[] = [];
  const imageOf =
    graph.values === undefined
      ? () => ({ broken: "the values of the graph's states are not at hand" })
      : createImages(graph, graph.values);
  for (const names of sets.filter(({ length }) => length > 1)) {
    const images = exchanges(names).map(imageOf);
    const why = images.flatMap((image) => ("broken" in image ? [image.broken] : []))[0];
    if (why !== undefined) {
      broken.push({ names, why });
      continue;
    }
    proven.push(names);
    for (const image of images) {
      if ("broken" in image) continue;
      image.edges.forEach((other, edge) => edges.join(edge, other));
      image.states.forEach((other, state) => states.join(state, other));
    }
  }
  const { numbers, count } = edges.numbered();
  return { proven, broken, edgeClass: numbers, edgeClasses: count, stateClasses: states.numbered().count };
};

const exchanges = (names: readonly string[]): readonly Renaming[] =>
  names.slice(1).map((name, index) => {
    const before = names[index] ?? name;
    return new Map([
      [before, name],
      [name, before],
    ]);
  });
