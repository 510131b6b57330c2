import type { PairNote, Trail } from "./trail.ts";

/** Writes into a trail what is asked of steps that the spec does not have, state by state. */
export interface PairNotes {
  /** Asked for in a state, from the world of a step; -1 for a world that nobody knows. */
  readonly asked: (state: number, step: number) => void;
  /** Of the question that was asked last. */
  readonly exempt: (reason: string) => void;
  readonly excused: (deviation: number) => void;
  readonly ignored: () => void;
  readonly finish: () => void;
}

export const createPairNotes = (trail: Trail): PairNotes => {
  const numbers = new Map(trail.notes.map((note, number) => [JSON.stringify(note), number]));
  let [state, exempt, excused, ignored] = [-1, new Map<string, number>(), new Map<string, number>(), 0];
  const finish = (): void => {
    if (state >= 0 && exempt.size + excused.size + ignored > 0) {
      const note = { exempt: sorted(exempt), excused: sorted(excused), ignored };
      trail.noted[state] = 1 + numberOf(trail, numbers, note);
    }
    [state, exempt, excused, ignored] = [-1, new Map<string, number>(), new Map<string, number>(), 0];
  };
  const begin = (next: number, step: number): void => {
    finish();
    state = next;
    if (next < 0) return;
    // Questions about one state come together. Where they do not, nothing is known of the state.
    trail.askedAt[next] = trail.asked[next] === 0 ? step + 1 : 0;
    trail.noted[next] = 0;
  };
  return {
    asked: (next, step) => {
      if (next !== state) begin(next, step);
      if (next < 0) return;
      trail.asked[next] = (trail.asked[next] ?? 0) + 1;
      if (trail.askedAt[next] !== step + 1) trail.askedAt[next] = 0;
    },
    exempt: (reason) => exempt.set(reason, (exempt.get(reason) ?? 0) + 1),
    excused: (deviation) => excused.set(String(deviation), (excused.get(String(deviation)) ?? 0) + 1),
    ignored: () => (ignored += 1),
    finish,
  };
};

const sorted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort());

const numberOf = (trail: Trail, numbers: Map<string, number>, note: PairNote): number => {
  const text = JSON.stringify(note);
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, trail.notes.length);
  return trail.notes.push(note) - 1;
};
