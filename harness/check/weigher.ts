import type { TraceEvent } from "../../traces/schema.ts";
import { canonicalText, type TlaValue } from "../tla/value.ts";

/** Foretells how large the data module of a batch becomes; what SANY needs to read it is some 200 times as much. */
export interface Weigher {
  /** Bytes so far, with this event. */
  readonly add: (event: TraceEvent) => number;
  readonly addStart: (states: readonly (readonly TlaValue[])[]) => void;
}

/** Every distinct value, argument vector and event is written once (tables.ts), each use of it as a number. */
export const createWeigher = (): Weigher => {
  const texts = new Map<string, number>();
  const rows = new Set<string>();
  let bytes = 0;
  const number = (name: string, value: unknown): number => {
    const text = `${name} ${JSON.stringify(value)}`;
    const known = texts.get(text);
    if (known !== undefined) return known;
    bytes += text.length + CELL;
    texts.set(text, texts.size);
    return texts.size - 1;
  };
  const add = ({ action = "", args, state = {} }: TraceEvent): number => {
    const parts = Object.entries(state).map(([name, value]) => number(name, value));
    const row = `${action} ${args === undefined ? "" : number(action, args)} ${parts.join(" ")}`;
    bytes += rows.has(row) ? NUMBER : ROW;
    rows.add(row);
    return bytes;
  };
  const addStart = (states: readonly (readonly TlaValue[])[]): void => {
    for (const value of states.flat()) bytes += canonicalText(value).length;
  };
  return { add, addStart };
};

/** What surrounds a value in a generated module; an event that is new; another use of an event. */
const [CELL, ROW, NUMBER] = [24, 60, 7];
