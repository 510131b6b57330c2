import type { SimulatedBehaviour } from "../../graph/simulate/simulateReader.ts";
import { createStateFinder } from "../../graph/stateFinder.ts";
import { takenActions, type GraphLabel, type StateGraph } from "../../graph/stateGraph.ts";
import { unexploredStates } from "../../graph/graphProblems.ts";

/**
 * How far behaviours have come behind the cut of a graph. A step is behind it when the state that it leaves is none of the
 * graph's, or one whose steps the graph does not have.
 */
export interface BehindFigures {
  readonly steps: number;
  /** Of those: the implementation did the same, or what a deviation excuses. */
  readonly covered: number;
  /** Behaviours with such a step. */
  readonly behaviours: number;
  /** Different states that the graph does not have. */
  readonly states: number;
  /** States of the graph whose steps it does not have: all, and those that some behaviour has left by a step. */
  readonly frontier: { readonly states: number; readonly left: number };
  /** Actions that were taken, and never are in the graph. */
  readonly newActions: readonly string[];
}

export interface BehindTally {
  readonly add: (behaviour: SimulatedBehaviour, isCovered: (step: number) => boolean) => void;
  readonly figures: () => BehindFigures;
}

/** Looks each state up in the graph: nothing is taken for behind the cut because of its depth. */
export const createBehindTally = (graph: StateGraph, instances: readonly GraphLabel[]): BehindTally => {
  const find = createStateFinder(graph);
  const known = takenActions(graph);
  const counts = { steps: 0, covered: 0, behaviours: 0 };
  const [foreign, left, actions] = [new Set<string>(), new Set<number>(), new Set<string>()];
  return {
    add: ({ states, chosen }, isCovered) => {
      const before = counts.steps;
      for (const [step, state] of states.entries()) {
        const { number, key } = find(state);
        if (number < 0) foreign.add(key);
        const instance = chosen[step];
        if (instance === undefined) continue;
        actions.add(instances[instance]?.action ?? "");
        if (number >= 0 && graph.isUnexplored?.(number) !== true) continue;
        counts.steps += 1;
        if (isCovered(step)) counts.covered += 1;
        if (number >= 0) left.add(number);
      }
      if (counts.steps > before) counts.behaviours += 1;
    },
    figures: () => ({
      ...counts,
      states: foreign.size,
      frontier: { states: unexploredStates(graph), left: left.size },
      newActions: [...actions].filter((action) => !known.has(action)).sort(),
    }),
  };
};
