import type { Deviation } from "./driver.ts";
import { judgeForbidden, type ForbiddenOutcome } from "./forbidden.ts";
import type { Engine } from "./judge.ts";
import { createEnabled, isExplored, type Sample } from "./sample.ts";
import type { Finding, Visit } from "./walk.ts";

/** What asking for steps that the spec does not have has shown, so far. */
export interface Refusals {
  readonly checked: number;
  /** Pairs that the sample chooses, in states where there was no world to ask. */
  readonly missed: number;
  /** Taken all the same, by the target's reason. */
  readonly exempt: ReadonlyMap<string, number>;
  /** Taken all the same, by the deviation that excuses it. */
  readonly excused: ReadonlyMap<Deviation, number>;
  /** Taken all the same, with no effect, as the target declares. */
  readonly ignored: number;
}

export interface Trial<World> {
  /** Asks for every chosen step that the spec does not have in the state. */
  readonly ask: (visit: Visit<World>) => void;
  /** Notes that nobody could be asked in a state. */
  readonly miss: (state: number) => void;
  readonly refusals: () => Refusals;
}

/**
 * Asks, in every state, for every label that no step has there, steps that leave the constraint excepted: the
 * implementation must refuse, or do another step that the spec has. Worlds are values, so that every question starts
 * afresh.
 */
export const createTrial = <World>(
  engine: Engine<World>,
  sample: Sample,
  found: (finding: Finding) => void,
): Trial<World> => {
  const counts = { checked: 0, missed: 0, ignored: 0 };
  const [exempt, excused] = [new Map<string, number>(), new Map<Deviation, number>()];
  const chosen = chooser(engine, sample);
  const note = (outcome: ForbiddenOutcome, { state, path }: Visit<World>, label: number): void => {
    switch (outcome.kind) {
      case "excused":
        excused.set(outcome.deviation, (excused.get(outcome.deviation) ?? 0) + 1);
        return;
      case "exempt":
        exempt.set(outcome.reason, (exempt.get(outcome.reason) ?? 0) + 1);
        return;
      case "ignored":
        counts.ignored += 1;
        return;
      case "forbidden":
        found({ kind: "forbidden", state, label, path, why: [outcome.why] });
    }
  };
  return {
    ask: (visit) => {
      const { world, before, state } = visit;
      chosen(state, (label) => {
        counts.checked += 1;
        for (const outcome of judgeForbidden(engine, { world, before, state, label }))
          note(outcome, visit, label);
      });
    },
    miss: (state) => chosen(state, () => (counts.missed += 1)),
    refusals: () => ({ ...counts, exempt, excused }),
  };
};

/** Goes over the labels that are chosen in a state. */
const chooser = <World>({ graph }: Engine<World>, sample: Sample) => {
  const enabled = createEnabled(graph);
  return (state: number, use: (label: number) => void): void => {
    if (sample.rate === 0 || !isExplored(graph, state)) return;
    const { has } = enabled.at(state);
    for (let label = 0; label < graph.labels.length; label += 1)
      if (!has(label) && sample.includes(state, label)) use(label);
  };
};
