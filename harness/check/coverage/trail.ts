import type { Printed } from "../printed.ts";

/** The branches of one matched event, by their numbers. */
export interface EventBranches {
  /** Those of the way to the furthest event matched that TLC found first; none for a step that is no action's. */
  readonly taken: readonly number[];
  /** All by which the event leads to a state that agrees with what is logged up to it. */
  readonly possible: readonly number[];
}

/** Collects what a run with coverage prints. */
export interface Trail {
  readonly note: (printed: Printed) => void;
  /** The matched events of a trace (by number from 0), in order. */
  readonly events: (trace: number) => readonly EventBranches[];
}

/** A state: the one it was first reached from, and by which branches. Both by number, for there may be millions. */
interface States {
  readonly from: number[];
  readonly by: number[];
}

/** Lines come in the order in which TLC takes up states: a state is told by its number before it is left. */
export const createTrail = (): Trail => {
  const states: States = { from: [], by: [] };
  const ways = createWays();
  const ends = new Map<number, { readonly from: number; readonly by: number }>();
  const possible = new Map<string, Set<number>>();
  const note = (printed: Printed): void => {
    if (printed.kind === "now") noteState(printed.numbers ?? [], states, ways);
    if (printed.kind === "at") {
      const [from = 0, ...by] = printed.numbers ?? [];
      ends.set(printed.trace - 1, { from, by: ways.number(by) });
    }
    if (printed.kind === "could") {
      const key = `${printed.trace - 1}:${printed.position - 1}`;
      possible.set(key, new Set([...(possible.get(key) ?? []), ...(printed.numbers ?? [])]));
    }
  };
  const events = (trace: number): readonly EventBranches[] =>
    wayTo(ends.get(trace), states).map((by, index) => ({
      taken: ways.branches(by),
      possible: [...(possible.get(`${trace}:${index + 1}`) ?? [])].filter((branch) => branch > 0),
    }));
  return { note, events };
};

const noteState = (
  [number = 0, from = 0, ...by]: readonly number[],
  states: States,
  { number: wayNumber }: Ways,
): void => {
  states.from[number] = from;
  states.by[number] = wayNumber(by);
};

/** Back to the initial state, which comes from nowhere. Only from earlier states: a spec may print lines like ours. */
const wayTo = (end: { readonly from: number; readonly by: number } | undefined, states: States) => {
  const way: number[] = [];
  let state = end;
  while (state !== undefined && state.from > 0) {
    way.push(state.by);
    const from: number = states.from[state.from] ?? 0;
    state = from < state.from ? { from, by: states.by[state.from] ?? 0 } : undefined;
  }
  return way.reverse();
};

interface Ways {
  readonly number: (branches: readonly number[]) => number;
  readonly branches: (number: number) => readonly number[];
}

/** There are few combinations of branches, and each is kept once. */
const createWays = (): Ways => {
  const numbers = new Map<string, number>();
  const all: (readonly number[])[] = [];
  const number = (branches: readonly number[]): number => {
    const key = branches.join(" ");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, all.length);
    return all.push(branches.filter((branch) => branch > 0)) - 1;
  };
  return { number, branches: (index) => all[index] ?? [] };
};
