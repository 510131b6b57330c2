import { parseHeading, type Place } from "./location.ts";
import { CODE } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";

/** One state of the behaviour that TLC shows for an error. */
export interface CounterexampleState {
  /** 1-based. */
  readonly number: number;
  /** What led here; null for the first state and where TLC names nothing. */
  readonly action: { readonly name: string; readonly arguments?: string; readonly location?: Place } | null;
  /** The state in TLA+, as printed; `splitState` takes it apart. */
  readonly text: string;
}

/** A behaviour: its states, and where it goes on for ever if it does. */
export interface Counterexample {
  readonly states: readonly CounterexampleState[];
  /** Number of the state to which the last one goes back, or that nothing changes any more. */
  readonly lassoTo?: number | "stuttering";
}

/**
 * The behaviour printed after an error message (index into `messages`), up to the next error (with `-continue` there are
 * several); progress messages may come in between. An error in an initial state carries that state in its own text.
 */
export const counterexampleAfter = (messages: readonly ToolMessage[], index: number): Counterexample => {
  const states: CounterexampleState[] = [];
  let lassoTo: number | "stuttering" | undefined;
  for (const message of messages.slice(index + 1)) {
    if (message.code === CODE.state || message.code === CODE.stateWithoutAction)
      states.push(readState(message));
    else if (message.code === CODE.stuttering) lassoTo = "stuttering";
    else if (message.code === CODE.backToState) lassoTo = leadingNumber(message.text);
    else if (message.severity === "error" && !INTRODUCTIONS.includes(message.code)) break;
  }
  if (states.length > 0) return lassoTo === undefined ? { states } : { states, lassoTo };
  return { states: initialState(messages[index]?.text ?? "") };
};

const INTRODUCTIONS: readonly number[] = [CODE.behaviour, CODE.counterExample];

/** `2: <Up line 12, col 3 to line 15, col 114 of module Counter>` and the state below. */
const readState = ({ text }: ToolMessage): CounterexampleState => {
  const [first = "", ...rest] = text.split("\n");
  const number = leadingNumber(first);
  const heading = number === 1 ? undefined : parseHeading(first.replace(/^\d+: /, ""));
  return { number, action: heading === undefined ? null : actionOf(heading), text: rest.join("\n").trim() };
};

const actionOf = (heading: NonNullable<ReturnType<typeof parseHeading>>) => ({
  name: heading.name,
  ...(heading.arguments === undefined ? {} : { arguments: heading.arguments }),
  ...(heading.place === undefined ? {} : { location: heading.place }),
});

const leadingNumber = (text: string): number => Number(/^\d+/.exec(text)?.[0] ?? "0");

/** `Invariant Never is violated by the initial state:` with the state below. */
const initialState = (text: string): readonly CounterexampleState[] => {
  const [, state] = /initial state:?\n([\s\S]+)$/.exec(text) ?? [];
  return state === undefined ? [] : [{ number: 1, action: null, text: state.trim() }];
};
