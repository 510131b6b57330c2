import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { Situations } from "./situations.ts";
import { alikeEdges, type PairNote, type Trail } from "./trail.ts";

/** A trail without its graph, so that it can be laid into another one. */
export interface Evidence extends Situations {
  /** Texts; what was asked for in a state is all of them that no step of the spec has there. */
  readonly labels: readonly string[];
  /** The deviations, in the order of their numbers. */
  readonly declared: readonly string[];
  /** Actions that the implementation said it did when it was asked for others. */
  readonly named: readonly string[];
  /** By step: the step above, -1 for a start. Steps come after those above. */
  readonly parents: Int32Array;
  /** By step: its label; -1 for a start. */
  readonly stepLabels: Int32Array;
  /** By step: the state that it leads to; of a start, the state itself. */
  readonly targets: Int32Array;
  /** By step: 1 + the number of the deviation that excuses it; 0 for none. */
  readonly deviations: Int32Array;
  /** By state: 1 + the step that led there when the steps that the spec does not have were asked for; 0: unknown. */
  readonly askedAt: Int32Array;
  readonly asked: Int32Array;
  /** By state: 1 + the number of its note, 0 for none. */
  readonly noted: Int32Array;
  readonly notes: readonly PairNote[];
  /** Share of the steps that the spec does not have that was asked for, and the seed that chose them. */
  readonly rate: number;
  readonly seed: number;
}

/** What of a trail is needed to know of every edge and every state what the trail knows. */
export const evidenceOf = (
  trail: Trail,
  graph: StateGraph,
  known: Pick<Evidence, "declared" | "rate" | "seed"> & { readonly situations: Situations },
): Evidence => {
  const { situations, declared, rate, seed } = known;
  const kept = keptSteps(trail, graph);
  const numbers = numbersOf(kept);
  const count = kept.reduce((sum, one) => sum + one, 0);
  const [parents, targets] = [new Int32Array(count), new Int32Array(count)];
  const [stepLabels, deviations] = [new Int32Array(count), new Int32Array(count)];
  for (const [step, number] of numbers.entries()) {
    if (kept[step] !== 1) continue;
    const [parent, edge] = [trail.parents.at(step), trail.edges.at(step)];
    parents[number] = parent < 0 ? -1 : endOf(numbers, parent);
    stepLabels[number] = edge < 0 ? -1 : endOf(graph.label, edge);
    targets[number] = trail.states.at(step);
    deviations[number] = trail.deviations.at(step);
  }
  return {
    ...{
      ...situations,
      declared,
      named: [...trail.named].sort(),
      rate,
      seed,
      labels: graph.labels.map(({ text }) => text),
    },
    ...{ parents, stepLabels, targets, deviations },
    askedAt: trail.askedAt.map((at) => (at > 0 ? endOf(numbers, at - 1) + 1 : 0)),
    ...{ asked: trail.asked, noted: trail.noted, notes: trail.notes },
  };
};

/** By step: 1 when it is the first of its edge, the first of them that is excused, led to a question, or to such a step. */
const keptSteps = (trail: Trail, graph: StateGraph): Uint8Array => {
  const steps = trail.edges.length();
  const kept = new Uint8Array(steps);
  const seen = new Uint8Array(graph.edges);
  for (let step = 0; step < steps; step += 1) {
    const edge = trail.edges.at(step);
    if (edge < 0) continue;
    const known = trail.deviations.at(step) > 0 ? 2 : 1;
    if ((seen[edge] ?? 0) >= known) continue;
    for (const alike of alikeEdges(graph, edge)) seen[alike] = known;
    kept[step] = 1;
  }
  for (const at of trail.askedAt) if (at > 0) kept[at - 1] = 1;
  for (let step = steps - 1; step >= 0; step -= 1) {
    const parent = trail.parents.at(step);
    if (kept[step] === 1 && parent >= 0) kept[parent] = 1;
  }
  return kept;
};

const numbersOf = (kept: Uint8Array): Int32Array => {
  const numbers = new Int32Array(kept.length);
  let next = 0;
  for (const [step, one] of kept.entries()) {
    numbers[step] = next;
    next += one;
  }
  return numbers;
};
