import { hexDigest } from "../../graph/stateDigest.ts";
import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { Evidence } from "./evidence.ts";
import { digestAt, type Situations } from "./situations.ts";
import { addStep, createTrail, type Trail } from "./trail.ts";

/** A graph as it is now, and which share of the steps that the spec does not have is to be asked for. */
export interface Now extends Pick<Evidence, "rate" | "seed"> {
  readonly graph: StateGraph;
  readonly situations: Situations;
}

/**
 * The part of some evidence that holds for a graph as it is now. A step holds when the one above does and the graph has
 * the same edge there, equal in both states and in the label: the same world is then asked the same question, and the
 * answer is judged by the same. What was asked of steps that the spec does not have in a state holds when the step that
 * led there does, the state is in the same situation, all labels of the graph are the same, and all of them were asked
 * for, or no smaller share of them than is wanted now, and by the same seed.
 */
export const survivors = (evidence: Evidence, now: Now): Trail => {
  const { graph, situations } = now;
  const trail = createTrail(graph);
  const laid = layOut(evidence, now, trail);
  trail.notes.push(...evidence.notes);
  for (const action of evidence.named) trail.named.add(action);
  if (!haveSameLabels(evidence, graph) || !isEnough(evidence, now)) return trail;
  for (const [state, at] of evidence.askedAt.entries()) {
    const step = at > 0 ? endOf(laid, at - 1) : -1;
    if (step < 0) continue;
    const here = trail.states.at(step);
    if (!isSame(digestAt(evidence.situations, state), digestAt(situations.situations, here))) continue;
    trail.askedAt[here] = step + 1;
    trail.asked[here] = endOf(evidence.asked, state);
    trail.noted[here] = endOf(evidence.noted, state);
  }
  return trail;
};

/** By step of the evidence its number in the trail; -1 where it does not hold any more. */
const layOut = (evidence: Evidence, { graph, situations }: Now, trail: Trail): Int32Array => {
  const starts = new Map(graph.initial.map((state) => [hexDigest(situations.states, state), state]));
  const labels = new Map(graph.labels.map(({ text }, number) => [text, number]));
  const laid = new Int32Array(evidence.parents.length).fill(-1);
  const isState = (state: number, target: number): boolean =>
    isSame(digestAt(situations.states, state), digestAt(evidence.states, target));
  for (const [step, parent] of evidence.parents.entries()) {
    const target = endOf(evidence.targets, step);
    if (parent < 0) {
      const start = starts.get(hexDigest(evidence.states, target));
      if (start !== undefined) laid[step] = addStep(trail, { parent: -1, edge: -1, state: start });
      continue;
    }
    const above = endOf(laid, parent);
    if (above < 0) continue;
    const label = labels.get(evidence.labels[endOf(evidence.stepLabels, step)] ?? "");
    const edge = edgesFrom(graph, trail.states.at(above)).find(
      (one) => endOf(graph.label, one) === label && isState(endOf(graph.to, one), target),
    );
    if (edge === undefined) continue;
    const number = addStep(trail, { parent: above, edge, state: endOf(graph.to, edge) });
    trail.deviations.set(number, endOf(evidence.deviations, step));
    laid[step] = number;
  }
  return laid;
};

const isEnough = (had: Pick<Evidence, "rate" | "seed">, wanted: Pick<Evidence, "rate" | "seed">): boolean =>
  had.rate === 1 || (had.rate >= wanted.rate && had.seed === wanted.seed);

const haveSameLabels = ({ labels }: Evidence, graph: StateGraph): boolean => {
  const now = new Set(graph.labels.map(({ text }) => text));
  return labels.length === now.size && labels.every((text) => now.has(text));
};

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
