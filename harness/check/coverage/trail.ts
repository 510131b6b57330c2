import type { Printed } from "../printed.ts";

/** The branches of one matched event, by their numbers. */
export interface EventBranches {
  /** Those of the way to the furthest event matched that TLC found first; none for a step that is no action's. */
  readonly taken: readonly number[];
  /** All by which the event leads to a state that agrees with what is logged up to it. */
  readonly possible: readonly number[];
  /** The step is no event, but a silent one before the next event. */
  readonly silent?: true;
}

/** A step that no event logs, as TLC printed it (declared/silentSteps.ts). */
export interface TrailStep {
  /** Number of the event that it comes before, from 1. */
  readonly before: number;
  readonly step: string;
}

/** Collects what a run with coverage, or with silent steps, prints. */
export interface Trail {
  readonly note: (printed: Printed) => void;
  /** The matched events of a trace (by number from 0), in order, and the silent steps between them. */
  readonly events: (trace: number) => readonly EventBranches[];
  readonly silent: (trace: number) => readonly TrailStep[];
}

/** A state: the one it was first reached from, and by which branches. Both by number, for there may be millions. */
interface States {
  readonly from: number[];
  readonly by: number[];
  /** Which silent step led to it; absent for events. */
  readonly via: Map<number, number>;
}

/** Lines come in the order in which TLC takes up states: a state is told by its number before it is left. */
export const createTrail = (): Trail => {
  const states: States = { from: [], by: [], via: new Map() };
  const ways = createWays();
  const steps = createTexts();
  const ends = new Map<number, { readonly from: number; readonly by: number }>();
  const possible = new Map<string, Set<number>>();
  const note = (printed: Printed): void => {
    if (printed.kind === "now") noteState(printed.numbers ?? [], states, ways);
    if (printed.kind === "at") {
      const [from = 0, ...by] = printed.numbers ?? [];
      ends.set(printed.trace - 1, { from, by: ways.number(by) });
    }
    if (printed.kind === "via") states.via.set(printed.state, steps.number(printed.step));
    if (printed.kind === "could") {
      const key = `${printed.trace - 1}:${printed.position - 1}`;
      possible.set(key, new Set([...(possible.get(key) ?? []), ...(printed.numbers ?? [])]));
    }
  };
  const events = (trace: number): readonly EventBranches[] =>
    wayTo(ends.get(trace), states).map(({ by, via, event }) => {
      const taken = ways.branches(by);
      if (via !== undefined) return { taken, possible: taken, silent: true };
      const all = possible.get(`${trace}:${event}`) ?? [];
      return { taken, possible: [...all].filter((branch) => branch > 0) };
    });
  const silent = (trace: number): readonly TrailStep[] =>
    wayTo(ends.get(trace), states).flatMap(({ via, event }) =>
      via === undefined ? [] : [{ before: event, step: steps.text(via) }],
    );
  return { note, events, silent };
};

const noteState = (
  [number = 0, from = 0, ...by]: readonly number[],
  states: States,
  { number: wayNumber }: Ways,
): void => {
  states.from[number] = from;
  states.by[number] = wayNumber(by);
};

/** `event`: the number of the event that the step is, or comes before. */
interface WayStep {
  readonly by: number;
  readonly via: number | undefined;
  readonly event: number;
}

/** Back to the initial state, which comes from nowhere. Only from earlier states: a spec may print lines like ours. */
const wayTo = (
  end: { readonly from: number; readonly by: number } | undefined,
  states: States,
): readonly WayStep[] => {
  const way: Omit<WayStep, "event">[] = [];
  let state = end;
  let via: number | undefined;
  while (state !== undefined && state.from > 0) {
    way.push({ by: state.by, via });
    via = states.via.get(state.from);
    const from: number = states.from[state.from] ?? 0;
    state = from < state.from ? { from, by: states.by[state.from] ?? 0 } : undefined;
  }
  let event = 1;
  return way.reverse().map((step) => ({ ...step, event: step.via === undefined ? event++ : event }));
};

/** There are few different silent steps, and each is kept once. */
const createTexts = () => {
  const numbers = new Map<string, number>();
  const all: string[] = [];
  const number = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, all.length);
    return all.push(text) - 1;
  };
  return { number, text: (index: number): string => all[index] ?? "" };
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
