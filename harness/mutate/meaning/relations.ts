import type { Alignment } from "../mutant.ts";

/** States by number. From each state the states one event later. */
export type Step = ReadonlyMap<number, ReadonlySet<number>>;

/** What a followed trace means: where it can begin, and the steps each event can be, from states that were reached. */
export interface Meaning {
  readonly initial: ReadonlySet<number>;
  readonly steps: readonly Step[];
}

/**
 * Whether two traces, both followed to their ends, allow the same sequences of states, those inside the window aside:
 * a behaviour of either, without what happens inside the window, is one of the other. An empty window is a step
 * that changes nothing.
 */
export const sameMeaning = (
  left: Meaning,
  right: Meaning,
  { before, original, mutant }: Extract<Alignment, { kind: "window" }>,
): boolean => {
  const [mine, theirs] = [alive(left), alive(right)];
  if (!sameSet(mine.initial, theirs.initial)) return false;
  const parts = (meaning: Meaning, size: number): readonly Step[] => [
    ...meaning.steps.slice(0, before),
    composed(statesBefore(meaning, before), meaning.steps.slice(before, before + size)),
    ...meaning.steps.slice(before + size),
  ];
  const others = parts(theirs, mutant);
  return (
    mine.steps.length - original === theirs.steps.length - mutant &&
    parts(mine, original).every((step, index) => sameStep(step, others[index]))
  );
};

/** The states in which the event after the first `events` happens. */
export const statesBefore = ({ initial, steps }: Meaning, events: number): ReadonlySet<number> => {
  if (events === 0) return initial;
  return new Set([...(steps[events - 1]?.values() ?? [])].flatMap((after) => [...after]));
};

export const isWithin = (inner: ReadonlySet<number>, outer: ReadonlySet<number>): boolean =>
  [...inner].every((state) => outer.has(state));

/** Without the states from which the trace cannot be followed to its end. */
const alive = ({ initial, steps }: Meaning): Meaning => {
  const kept: Step[] = [];
  let living: ReadonlySet<number> | null = null;
  for (const step of steps.toReversed()) {
    const pruned = leadingTo(step, living);
    kept.push(pruned);
    living = new Set(pruned.keys());
  }
  return { initial: living === null ? initial : intersection(initial, living), steps: kept.reverse() };
};

/** A step as far as it leads to some states; null: to any. */
const leadingTo = (step: Step, states: ReadonlySet<number> | null): Step =>
  new Map(
    [...step]
      .map(([from, to]) => [from, states === null ? to : intersection(to, states)] as const)
      .filter(([, to]) => to.size > 0),
  );

const composed = (states: ReadonlySet<number>, steps: readonly Step[]): Step =>
  new Map(
    [...states].map((state) => {
      let reached: ReadonlySet<number> = new Set([state]);
      for (const step of steps)
        reached = new Set([...reached].flatMap((from) => [...(step.get(from) ?? [])]));
      return [state, reached];
    }),
  );

const sameStep = (left: Step, right: Step | undefined): boolean =>
  left.size === right?.size && [...left].every(([from, to]) => sameSet(to, right.get(from) ?? new Set()));

const sameSet = (left: ReadonlySet<number>, right: ReadonlySet<number>): boolean =>
  left.size === right.size && isWithin(left, right);

const intersection = (left: ReadonlySet<number>, right: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...left].filter((state) => right.has(state)));
