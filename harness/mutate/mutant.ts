import type { Trace } from "../../traces/trace.ts";

/** The deliberate mistakes, in the order in which reports list them. */
export const OPERATORS = [
  "delete",
  "duplicate",
  "swap",
  "rename",
  "value",
  "argument",
  "drop",
  "misspell",
  "truncate",
  "splice",
] as const;

export type OperatorName = (typeof OPERATORS)[number];

/** An event as it will stand in the file; a mutant may break the format. */
export type RawEvent = Readonly<Record<string, unknown>>;

/** How the events of a mutant and of its original belong together. */
export type Alignment =
  /** After `before` equal events, `mutant` events stand in the place of `original` ones; the rest is equal again. */
  | { readonly kind: "window"; readonly before: number; readonly original: number; readonly mutant: number }
  /** The mutant is the first events of the original. */
  | { readonly kind: "prefix" }
  /** After `before` events of the original come those of another trace, without its first `from`. */
  | { readonly kind: "splice"; readonly before: number; readonly other: Trace; readonly from: number };

/** A mistake that can be made in a trace. */
export interface Edit {
  readonly operator: OperatorName;
  /** Number, in the original, of the event that is changed or before which something is. */
  readonly event: number;
  /** Number, in the mutant, of the first event that is not as in the original. */
  readonly at: number;
  /** What is changed, for people. */
  readonly change: string;
  /** What it means when nobody notices. */
  readonly means: string;
  readonly alignment: Alignment;
  /** The events with the mistake; `renumbered` makes a trace of them. */
  readonly events: () => readonly RawEvent[];
}

/** A trace with one deliberate mistake. */
export interface Mutant {
  /** Unique in a run: `path#operator-3`. */
  readonly name: string;
  readonly original: Trace;
  readonly edit: Edit;
  /** Numbered as the format wants it. */
  readonly events: readonly RawEvent[];
}
