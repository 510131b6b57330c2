import { orderOfEdges, type EdgeArrays } from "../dump/canonicalOrder.ts";
import { at } from "../intList.ts";
import { graphLabel } from "../label.ts";
import { createRowTable } from "../rowTable.ts";
import { endOf, type StateGraph, type StateValues } from "../stateGraph.ts";
import { createRenamer, renameValue, type Renaming } from "./renameValues.ts";

/** Where a renaming takes each state and each edge of a graph that looks the same afterwards. */
export interface Image {
  readonly states: Int32Array;
  readonly edges: Int32Array;
}

/**
 * The images of a graph under renamings of model values, one by one, each if it is the graph itself: every state, initial
 * state, step, cut step and unexplored state must be one again. Otherwise what of it is not.
 */
export const createImages = (
  graph: StateGraph,
  { store, columns }: StateValues,
): ((renaming: Renaming) => Image | { readonly broken: string }) => {
  const rows = [...columns.values()];
  const find = createRowTable(rows, graph.states);
  const sorted = sortedEdges(graph, graph);
  const initial = new Set(graph.initial);
  return (renaming) => {
    const labels = labelImages(graph, renaming);
    if (labels === null) return { broken: "a step would have a label that no step has" };
    const states = stateImages(graph, { rows, find, rename: createRenamer(store, renaming) });
    if (states === null) return { broken: "a state would become one that cannot be reached" };
    if (graph.initial.some((state) => !initial.has(at(states, state))))
      return { broken: "an initial state would become one that is not initial" };
    if (!keepsTheRest(graph, states, labels))
      return { broken: "states would differ in what is cut off or not explored there" };
    const edges = edgeImages(graph, sorted, { states, labels });
    return edges === null
      ? { broken: "a step would become one that the spec does not have" }
      : { states, edges };
  };
};

const labelImages = (graph: StateGraph, renaming: Renaming): Int32Array | null => {
  const numbers = new Map(graph.labels.map(({ text }, number) => [text, number]));
  const images = graph.labels.map(({ action, args }) => {
    const renamed = Object.entries(args).map(
      ([name, value]) => [name, renameValue(value, renaming)] as const,
    );
    return numbers.get(graphLabel(action, Object.fromEntries(renamed)).text);
  });
  const found = images.filter((image) => image !== undefined);
  return found.length === images.length ? Int32Array.from(found) : null;
};

const stateImages = (
  { states }: StateGraph,
  {
    rows,
    find,
    rename,
  }: {
    readonly rows: readonly Int32Array[];
    readonly find: (row: Int32Array) => number;
    readonly rename: (value: number) => number;
  },
): Int32Array | null => {
  const images = new Int32Array(states);
  const row = new Int32Array(rows.length);
  for (let state = 0; state < states; state += 1) {
    for (const [index, column] of rows.entries()) row[index] = rename(at(column, state));
    const image = find(row);
    if (image < 0) return null;
    images[state] = image;
  }
  return images;
};

const keepsTheRest = (graph: StateGraph, states: Int32Array, labels: Int32Array): boolean => {
  for (let state = 0; state < graph.states; state += 1) {
    const image = at(states, state);
    if (graph.isUnexplored?.(state) !== graph.isUnexplored?.(image)) return false;
    const cut = graph.cutLabels(state);
    const others = new Set(graph.cutLabels(image));
    if (cut.length !== others.size || cut.some((label) => !others.has(at(labels, label)))) return false;
  }
  return true;
};

const sortedEdges = (edges: EdgeArrays, { states, labels }: StateGraph): Int32Array =>
  orderOfEdges(edges, { states, labels: labels.length });

/** Edges, in the order of `sorted`, must be the same ones, as often, when all are renamed and sorted again. */
const edgeImages = (
  graph: StateGraph,
  sorted: Int32Array,
  { states, labels }: { readonly states: Int32Array; readonly labels: Int32Array },
): Int32Array | null => {
  const renamed = {
    from: graph.from.map((state) => at(states, state)),
    to: graph.to.map((state) => at(states, state)),
    label: graph.label.map((label) => at(labels, label)),
  };
  const after = sortedEdges(renamed, graph);
  const images = new Int32Array(graph.edges);
  for (let place = 0; place < graph.edges; place += 1) {
    const [edge, image] = [at(after, place), at(sorted, place)];
    const isSame =
      endOf(renamed.from, edge) === endOf(graph.from, image) &&
      endOf(renamed.to, edge) === endOf(graph.to, image) &&
      endOf(renamed.label, edge) === endOf(graph.label, image);
    if (!isSame) return null;
    images[edge] = image;
  }
  return images;
};
