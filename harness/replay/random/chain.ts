import type { SimulatedBehaviour } from "../../graph/simulate/simulateReader.ts";
import { indexGraph, type GraphLabel, type StateGraph } from "../../graph/stateGraph.ts";

/** The labels of some instances of actions, and which label each instance has. */
export interface InstanceLabels {
  /** No two of equal text. */
  readonly labels: readonly GraphLabel[];
  /** By instance. */
  readonly numbers: readonly number[];
}

/** Instances of one action with the same arguments, from two places of the spec, have one label. */
export const labelInstances = (instances: readonly GraphLabel[]): InstanceLabels => {
  const byText = new Map(instances.map((label) => [label.text, label]));
  const numbers = new Map([...byText.keys()].map((text, number) => [text, number]));
  return {
    labels: [...byText.values()],
    numbers: instances.map(({ text }) => numbers.get(text) ?? -1),
  };
};

/**
 * A behaviour as the graph that is known of it: a chain, and in each state the further steps, of which nobody knows
 * where they lead (`cutLabels`). States that TLC did not leave are unexplored.
 */
export const chainOf = (behaviour: SimulatedBehaviour, { labels, numbers }: InstanceLabels): StateGraph => {
  const { states, chosen, possible } = behaviour;
  const label = Int32Array.from(chosen, (instance) => numbers[instance] ?? -1);
  return indexGraph({
    states: states.length,
    initial: [0],
    labels,
    from: Int32Array.from(chosen, (_, step) => step),
    to: Int32Array.from(chosen, (_, step) => step + 1),
    label,
    beyond: 0,
    cutLabels: (state) =>
      otherLabels(
        (possible[state] ?? []).map((one) => numbers[one] ?? -1),
        label[state],
      ),
    isUnexplored: (state) => (possible[state] ?? null) === null,
    stateOf: (state) => {
      const values = states[state];
      if (values === undefined) throw new Error(`the behaviour has no state ${state}`);
      return values;
    },
  });
};

/** One of them is the step that was taken; a second of its label leads somewhere else. */
const otherLabels = (possible: readonly number[], taken: number | undefined): readonly number[] => {
  const others = new Set<number>();
  let seen = false;
  for (const label of possible) {
    if (label === taken && !seen) seen = true;
    else others.add(label);
  }
  return [...others];
};
