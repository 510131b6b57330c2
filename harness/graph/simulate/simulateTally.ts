import { hash } from "node:crypto";
import { canonicalText, type TlaValue } from "../../tla/value.ts";
import { createFingerprints } from "../dump/fingerprints.ts";
import type { GraphLabel } from "../stateGraph.ts";
import type { SimulatedBehaviour } from "./simulateReader.ts";

/** What many random behaviours went through, counted. */
export interface SimulateFigures {
  readonly behaviours: number;
  readonly steps: number;
  /** Of the longest behaviour. */
  readonly longest: number;
  /** Behaviours shorter than the depth asked for: the constraints left no step, or TLC was stopped. */
  readonly ended: number;
  /** By their digests; null when the states were not told. */
  readonly distinct: number | null;
  /** Kinds of steps, actions with their arguments: all, and those taken. */
  readonly labels: number;
  readonly labelsTaken: number;
  /** By action, also for those that never happen. */
  readonly actions: Readonly<Record<string, ActionFigures>>;
  readonly laws: readonly LawFigures[];
}

export interface ActionFigures {
  /** Steps. */
  readonly taken: number;
  /** States in which it was possible, those included where TLC chose another step or a constraint forbade it. */
  readonly possible: number;
}

/** An invariant of the configuration. */
export interface LawFigures {
  readonly name: string;
  /** States in which it did not hold. */
  readonly broken: number;
  /** The first of them: behaviour (from 1) and step (0: initial state); null when it held everywhere. */
  readonly first: { readonly behaviour: number; readonly step: number } | null;
}

export interface SimulateTally {
  readonly add: (behaviour: SimulatedBehaviour) => void;
  readonly figures: () => SimulateFigures;
}

export interface TallyPlan {
  /** By instance of an action. */
  readonly labels: readonly GraphLabel[];
  /** Of all steps that the spec names. */
  readonly actions: readonly string[];
  readonly laws: readonly string[];
  readonly depth: number;
  readonly states: boolean;
}

/** Counts behaviours as they come; a state costs some twenty bytes, for telling it from others. */
export const createSimulateTally = ({ labels, actions, laws, depth, states }: TallyPlan): SimulateTally => {
  const counts = { behaviours: 0, steps: 0, longest: 0, ended: 0 };
  const taken = new Set<string>();
  const byAction = createActionCounts(labels, actions);
  const lawCounts = createLawCounts(laws);
  const seen = createFingerprints();
  return {
    add: (behaviour) => {
      const steps = behaviour.chosen.length;
      counts.behaviours += 1;
      counts.steps += steps;
      counts.longest = Math.max(counts.longest, steps);
      if (steps < depth) counts.ended += 1;
      behaviour.possible.forEach(byAction.possible);
      behaviour.chosen.forEach((instance) => taken.add(byAction.taken(instance)));
      lawCounts.add(behaviour);
      if (states) for (const state of behaviour.states) note(seen, state);
    },
    figures: () => ({
      ...counts,
      distinct: states ? seen.count() : null,
      labels: new Set(labels.map(({ text }) => text)).size,
      labelsTaken: taken.size,
      actions: byAction.figures(),
      laws: lawCounts.figures(),
    }),
  };
};

const createActionCounts = (labels: readonly GraphLabel[], actions: readonly string[]) => {
  const counts = new Map(actions.map((name) => [name, { taken: 0, possible: 0 }]));
  const labelOf = (instance: number): GraphLabel => {
    const label = labels[instance];
    if (label === undefined) throw new Error(`TLC tells of the instance ${instance}, which there is not`);
    return label;
  };
  return {
    possible: (instances: readonly number[] | null): void => {
      const names = new Set((instances ?? []).map((instance) => labelOf(instance).action));
      for (const name of names) countOf(counts, name).possible += 1;
    },
    /** Gives the text of the label. */
    taken: (instance: number): string => {
      const { action, text } = labelOf(instance);
      countOf(counts, action).taken += 1;
      return text;
    },
    figures: () => Object.fromEntries([...counts].map(([name, figures]) => [name, { ...figures }])),
  };
};

const countOf = (
  counts: Map<string, { taken: number; possible: number }>,
  action: string,
): { taken: number; possible: number } => {
  const known = counts.get(action) ?? { taken: 0, possible: 0 };
  counts.set(action, known);
  return known;
};

const createLawCounts = (laws: readonly string[]) => {
  const counts = laws.map((name) => ({ name, broken: 0, first: null as LawFigures["first"] }));
  return {
    add: ({ number: behaviour, broken }: SimulatedBehaviour): void => {
      for (const [step, numbers] of broken.entries())
        for (const law of numbers) {
          const figures = counts[law];
          if (figures === undefined) continue;
          figures.broken += 1;
          figures.first ??= { behaviour, step };
        }
    },
    figures: (): readonly LawFigures[] => counts.map((figures) => ({ ...figures })),
  };
};

const note = (seen: ReturnType<typeof createFingerprints>, state: ReadonlyMap<string, TlaValue>): void => {
  let text = "";
  for (const [name, value] of state) text += `${name} = ${canonicalText(value)}\n`;
  const digest = hash("sha256", text, "buffer");
  seen.number(digest.readInt32LE(0), digest.readInt32LE(4));
};
