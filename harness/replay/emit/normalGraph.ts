import { createIntList } from "../../graph/intList.ts";
import { compareTexts, DIGEST_BYTES, hexDigest, stateDigests } from "../../graph/stateDigest.ts";
import { edgesFrom, endOf, indexGraph, type StateGraph } from "../../graph/stateGraph.ts";

/** A graph in an order that depends on nothing but what stands in it. */
export interface NormalGraph {
  readonly graph: StateGraph;
  /** By state, in hexadecimal; states are in the order of their digests. */
  readonly digests: readonly string[];
}

/** States in the order of their digests, labels of their texts, edges of source, label and target. */
export const normalGraph = (graph: StateGraph): NormalGraph => {
  const digests = stateDigests(graph);
  const states = [...Array(graph.states).keys()].sort((left, right) => compareDigests(digests, left, right));
  const labels = [...graph.labels.keys()].sort((left, right) =>
    compareTexts(graph.labels[left]?.text ?? "", graph.labels[right]?.text ?? ""),
  );
  const stateNumbers = inverse(states);
  const labelNumbers = inverse(labels);
  const stateAt = (state: number): number => endOf(stateNumbers, state);
  const labelAt = (label: number): number => endOf(labelNumbers, label);
  return {
    graph: indexGraph({
      states: graph.states,
      initial: graph.initial.map(stateAt).sort(byNumber),
      labels: labels.flatMap((label) => graph.labels[label] ?? []),
      ...sortedEdges(graph, { states, stateAt, labelAt }),
      beyond: graph.beyond,
      cutLabels: (state) =>
        graph
          .cutLabels(states[state] ?? -1)
          .map(labelAt)
          .sort(byNumber),
      stateOf: (state) => graph.stateOf(states[state] ?? -1),
    }),
    digests: states.map((state) => hexDigest(digests, state)),
  };
};

const compareDigests = (digests: Uint8Array, left: number, right: number): number => {
  for (let byte = 0; byte < DIGEST_BYTES; byte += 1) {
    const difference =
      (digests[left * DIGEST_BYTES + byte] ?? 0) - (digests[right * DIGEST_BYTES + byte] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const inverse = (order: readonly number[]): Int32Array => {
  const numbers = new Int32Array(order.length);
  for (const [place, index] of order.entries()) numbers[index] = place;
  return numbers;
};

const byNumber = (left: number, right: number): number => left - right;

const sortedEdges = (
  graph: StateGraph,
  {
    states,
    stateAt,
    labelAt,
  }: {
    readonly states: readonly number[];
    readonly stateAt: (state: number) => number;
    readonly labelAt: (label: number) => number;
  },
): Pick<StateGraph, "from" | "to" | "label"> => {
  const [from, to, label] = [createIntList(), createIntList(), createIntList()];
  for (const [source, state] of states.entries()) {
    const out = [...edgesFrom(graph, state)].map((edge) => ({
      target: stateAt(endOf(graph.to, edge)),
      kind: labelAt(endOf(graph.label, edge)),
    }));
    out.sort((left, right) => left.kind - right.kind || left.target - right.target);
    for (const { target, kind } of out) {
      from.push(source);
      to.push(target);
      label.push(kind);
    }
  }
  return { from: from.toArray(), to: to.toArray(), label: label.toArray() };
};
