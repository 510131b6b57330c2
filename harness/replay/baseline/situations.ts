import { hash } from "node:crypto";
import { sha256 } from "../../cache/entry.ts";
import { DIGEST_BYTES, stateDigests } from "../../graph/stateDigest.ts";
import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";

/** What states are, and in what situation they stand, as digests: equal for equal ones of any graph. */
export interface Situations {
  /** By state, `DIGEST_BYTES` each: what the state says. Steps of the spec are judged by the states at their two ends. */
  readonly states: Uint8Array;
  /**
   * By state, as many: what it says, which steps the spec has there, where they lead, and which of them leave the
   * constraint. Steps that the spec does not have there are judged by nothing else.
   */
  readonly situations: Uint8Array;
}

export const situationsOf = (graph: StateGraph): Situations => {
  const states = stateDigests(graph);
  const labels = graph.labels.map(({ text }) => Buffer.from(sha256(text), "hex").subarray(0, DIGEST_BYTES));
  const byLabel = (left: number, right: number): number =>
    Buffer.compare(labels[left] ?? NOTHING, labels[right] ?? NOTHING);
  const byMeaning = (left: number, right: number): number =>
    byLabel(endOf(graph.label, left), endOf(graph.label, right)) ||
    Buffer.compare(digestAt(states, endOf(graph.to, left)), digestAt(states, endOf(graph.to, right)));
  const situations = new Uint8Array(graph.states * DIGEST_BYTES);
  for (let state = 0; state < graph.states; state += 1) {
    const edges = [...edgesFrom(graph, state)].sort(byMeaning);
    const cut = [...graph.cutLabels(state)].sort(byLabel);
    const unexplored = graph.isUnexplored?.(state) === true;
    const parts = [digestAt(states, state), Buffer.from(`${edges.length} ${cut.length} ${unexplored}\n`)];
    for (const edge of edges)
      parts.push(labels[endOf(graph.label, edge)] ?? NOTHING, digestAt(states, endOf(graph.to, edge)));
    for (const label of cut) parts.push(labels[label] ?? NOTHING);
    situations.set(
      hash("sha256", Buffer.concat(parts), "buffer").subarray(0, DIGEST_BYTES),
      state * DIGEST_BYTES,
    );
  }
  return { states, situations };
};

const NOTHING = new Uint8Array(0);

/** The digest of one state. */
export const digestAt = (digests: Uint8Array, state: number): Uint8Array =>
  digests.subarray(state * DIGEST_BYTES, (state + 1) * DIGEST_BYTES);
