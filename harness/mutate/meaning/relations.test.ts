import fc from "fast-check";
import { expect, test } from "vitest";
import { sameMeaning, type Meaning, type Step } from "./relations.ts";

const stepOf = (pairs: readonly (readonly [number, number])[]): Step => {
  const step = new Map<number, Set<number>>();
  for (const [from, to] of pairs) step.set(from, (step.get(from) ?? new Set()).add(to));
  return step;
};

/** All sequences of states, without those strictly inside the window. */
const sequences = ({ initial, steps }: Meaning, before: number, size: number): readonly string[] => {
  let all = [...initial].map((state) => [state]);
  for (const step of steps)
    all = all.flatMap((path) => [...(step.get(path.at(-1) ?? -1) ?? [])].map((next) => [...path, next]));
  const outside = all.map((path) => [...path.slice(0, before + 1), ...path.slice(before + size)].join(" "));
  return [...new Set(outside)].sort();
};

const states = fc.nat(2);
const step = fc.array(fc.tuple(states, states), { maxLength: 5 }).map(stepOf);

/** Steps from states that cannot be reached are not told by TLC. */
const reached = ({ initial, steps }: Meaning): Meaning => {
  let here: ReadonlySet<number> = initial;
  const kept = steps.map((one) => {
    const told = new Map([...one].filter(([from]) => here.has(from)));
    here = new Set([...told.values()].flatMap((to) => [...to]));
    return told;
  });
  return { initial, steps: kept };
};

const followed = (meaning: Meaning): boolean => sequences(meaning, 0, 0).length > 0;

test("two meanings are the same exactly when they allow the same sequences outside of the window", () => {
  const cases = fc.record({
    initial: fc.uniqueArray(states, { minLength: 1 }).map((all) => new Set(all)),
    start: fc.array(step, { maxLength: 2 }),
    windows: fc.tuple(fc.array(step, { maxLength: 2 }), fc.array(step, { maxLength: 2 })),
    end: fc.array(step, { maxLength: 2 }),
  });
  let same = 0;
  fc.assert(
    fc.property(cases, ({ initial, start, windows: [mine, theirs], end }) => {
      const left = reached({ initial, steps: [...start, ...mine, ...end] });
      const right = reached({ initial, steps: [...start, ...theirs, ...end] });
      fc.pre(followed(left) && followed(right));
      const window = {
        kind: "window",
        before: start.length,
        original: mine.length,
        mutant: theirs.length,
      } as const;
      // An empty window leaves one state where there are two at the ends of another.
      const padded = (size: number, meaning: Meaning): Meaning =>
        size > 0 ? meaning : { ...meaning, steps: meaning.steps.toSpliced(start.length, 0, identity) };
      const expected =
        sequences(padded(mine.length, left), start.length, Math.max(1, mine.length)).join() ===
        sequences(padded(theirs.length, right), start.length, Math.max(1, theirs.length)).join();
      expect(sameMeaning(left, right, window)).toBe(expected);
      if (expected) same += 1;
    }),
    { numRuns: 3000 },
  );
  expect(same).toBeGreaterThan(50);
});

test("a trace that goes on after the other has ended is another", () => {
  const once: Meaning = { initial: new Set([0]), steps: [stepOf([[0, 1]])] };
  const longer: Meaning = { initial: new Set([0]), steps: [stepOf([[0, 1]]), stepOf([[1, 2]])] };
  const window = { kind: "window", before: 0, original: 1, mutant: 1 } as const;
  expect(sameMeaning(once, longer, window)).toBe(false);
  expect(sameMeaning(longer, once, window)).toBe(false);
});

const identity: Step = new Map([0, 1, 2].map((state) => [state, new Set([state])]));
