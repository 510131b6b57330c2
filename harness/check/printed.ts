import { parseTlaValue, ValueSyntaxError } from "../tla/valueParser.ts";
import type { TlaValue } from "../tla/value.ts";
import { decodeStrings } from "../tla/moduleText.ts";
import { PRINT_TAG } from "./followModule.ts";

/** What a line printed by a generated module says. */
export type Printed =
  /** A state was reached in which event number `position` is the next; without numbers only where "now" would not tell. */
  | { readonly kind: "at"; readonly trace: number; readonly position: number; readonly numbers?: Numbers }
  /** TLC starts to take event number `position` in some state. */
  | { readonly kind: "now"; readonly trace: number; readonly position: number; readonly numbers?: Numbers }
  /** With coverage: some state before event number `position` was reached by the branches of these numbers. */
  | { readonly kind: "could"; readonly trace: number; readonly position: number; readonly numbers?: Numbers }
  /** More silent steps were possible before event number `position` than are allowed. */
  | { readonly kind: "cut"; readonly trace: number; readonly position: number }
  /** Every event, up to this last one, can be a step that changes nothing. */
  | { readonly kind: "idle"; readonly trace: number; readonly event: number }
  /** A law forbids the step of an event, or the state after it; event 0 is the initial state. */
  | { readonly kind: "law"; readonly trace: number; readonly event: number; readonly name: string }
  | { readonly kind: "frontier"; readonly trace: number; readonly state: readonly TlaValue[] }
  /** A state that one silent step more than allowed would lead to. */
  | { readonly kind: "beyond"; readonly trace: number; readonly state: readonly TlaValue[] }
  /** The state of this number was reached by a silent step: `<<number of the action, <<arguments>>>>`. */
  | { readonly kind: "via"; readonly trace: number; readonly state: number; readonly step: string }
  /** Before event number `position` these silent actions, by number, lead back to where they started. */
  | { readonly kind: "circle"; readonly trace: number; readonly position: number; readonly actions: Numbers }
  /** An edit of a trace led to position `position`, and found out a step or a state (explain/suspects). */
  | {
      readonly kind: "looks";
      readonly trace: number;
      readonly variant: number;
      readonly position: number;
      readonly found: TlaValue;
    }
  | { readonly kind: "guards"; readonly trace: number; readonly failed: readonly FailedGuard[] }
  /** Of the successors of the event's own action, or of other steps, some are not printed for their number. */
  | { readonly kind: "more"; readonly trace: number; readonly what: "successors" | "steps" }
  | {
      readonly kind: "next";
      readonly trace: number;
      readonly probe: number;
      readonly args: readonly TlaValue[];
      readonly before: readonly TlaValue[];
      readonly after: readonly TlaValue[];
      /** The laws that forbid the step, or the state after it. */
      readonly broken: readonly BrokenLaw[];
    };

/** A law that is false, and the parts of it that make it so, where they were asked for. */
export interface BrokenLaw {
  readonly name: string;
  readonly failed: readonly FailedGuard[];
}

/** What coverageModule.ts has printed besides; nothing without coverage. */
type Numbers = readonly number[];

/** A guard that forbids the event in some instance, by its number in the table of guards (from 1). */
export interface FailedGuard {
  readonly guard: number;
  readonly values: readonly string[];
  readonly bound: readonly string[];
}

/**
 * Reads a line of user output; null for anything that no generated module printed (the spec may print too).
 * Such a line is the TLA+ string literal of a tuple that starts with our tag.
 */
export const readPrinted = (line: string): Printed | null => {
  if (!line.startsWith(`"<<\\"${PRINT_TAG}\\"`)) return null;
  const position = POSITION.exec(line);
  if (position !== null) return readPosition(position);
  const via = VIA.exec(line);
  if (via !== null) return readVia(via);
  const tuple = parsed(line);
  if (tuple?.kind !== "seq") return null;
  const [, kind, trace, ...rest] = tuple.elements;
  if (kind?.kind !== "string" || trace?.kind !== "int") return null;
  return READERS[kind.value]?.(trace.value, rest) ?? null;
};

/** The lines that come once a state; the parser would cost more than TLC does. */
const POSITION = new RegExp(
  `^"<<\\\\"${PRINT_TAG}\\\\", \\\\"(at|now|could|cut)\\\\", (\\d+), (\\d+)((?:, \\d+)*)>>"$`,
);

const readPosition = ([, kind, trace, position, rest = ""]: RegExpExecArray): Printed => ({
  kind: kind === "at" || kind === "now" || kind === "cut" ? kind : "could",
  trace: Number(trace),
  position: Number(position),
  ...(rest === "" ? {} : { numbers: rest.slice(2).split(", ").map(Number) }),
});

/** Once a state, too, so what it says of the step is read only where it is asked for. */
const VIA = new RegExp(`^"<<\\\\"${PRINT_TAG}\\\\", \\\\"via\\\\", (\\d+), \\d+, (\\d+), (.*)>>"$`);

const readVia = ([, trace, state, step = ""]: RegExpExecArray): Printed => ({
  kind: "via",
  trace: Number(trace),
  state: Number(state),
  step,
});

const parsed = (line: string): TlaValue | null => {
  try {
    const text = parseTlaValue(line);
    return text.kind === "string" ? decodeStrings(parseTlaValue(text.value)) : null;
  } catch (error) {
    if (error instanceof ValueSyntaxError) return null;
    throw error;
  }
};

const READERS: Readonly<Record<string, (trace: number, rest: readonly TlaValue[]) => Printed | null>> = {
  stepLaw: (trace, [position, name]) => readLaw(trace, position, name),
  /** Printed in the state after the event. */
  stateLaw: (trace, [position, name]) => {
    const law = readLaw(trace, position, name);
    return law?.kind === "law" ? { ...law, event: law.event - 1 } : null;
  },
  idle: (trace, [event]) => (event?.kind === "int" ? { kind: "idle", trace, event: event.value } : null),
  frontier: (trace, [state]) =>
    state?.kind === "seq" ? { kind: "frontier", trace, state: state.elements } : null,
  beyond: (trace, [state]) =>
    state?.kind === "seq" ? { kind: "beyond", trace, state: state.elements } : null,
  circle: (trace, [position, actions]) =>
    position?.kind === "int" && actions?.kind === "set"
      ? { kind: "circle", trace, position: position.value, actions: actions.elements.flatMap(integer) }
      : null,
  guards: (trace, [failed]) =>
    failed?.kind === "set" ? { kind: "guards", trace, failed: failed.elements.flatMap(readGuard) } : null,
  looks: (trace, [variant, position, found]) =>
    variant?.kind === "int" && position?.kind === "int" && found !== undefined
      ? { kind: "looks", trace, variant: variant.value, position: position.value, found }
      : null,
  more: (trace, [what]) =>
    what?.kind === "string"
      ? { kind: "more", trace, what: what.value === "steps" ? "steps" : "successors" }
      : null,
  next: (trace, [probe, args, before, after, broken]) =>
    probe?.kind === "int" && args?.kind === "seq" && before?.kind === "seq" && after?.kind === "seq"
      ? {
          kind: "next",
          trace,
          probe: probe.value,
          args: args.elements,
          before: before.elements,
          after: after.elements,
          broken: broken?.kind === "set" ? broken.elements.flatMap(readBroken) : [],
        }
      : null,
};

const readLaw = (trace: number, position?: TlaValue, name?: TlaValue): Printed | null =>
  position?.kind === "int" && name?.kind === "string"
    ? { kind: "law", trace, event: position.value, name: name.value }
    : null;

const readGuard = (element: TlaValue): readonly FailedGuard[] => {
  const [guard, values, bound] = element.kind === "seq" ? element.elements : [];
  if (guard?.kind !== "int" || values?.kind !== "seq" || bound?.kind !== "seq") return [];
  return [{ guard: guard.value, values: texts(values.elements), bound: texts(bound.elements) }];
};

const readBroken = (element: TlaValue): readonly BrokenLaw[] => {
  const [name, failed] = element.kind === "seq" ? element.elements : [];
  if (name?.kind !== "string" || failed?.kind !== "set") return [];
  return [{ name: name.value, failed: failed.elements.flatMap(readGuard) }];
};

const integer = (value: TlaValue): readonly number[] => (value.kind === "int" ? [value.value] : []);

const texts = (values: readonly TlaValue[]): readonly string[] =>
  values.flatMap((value) => (value.kind === "string" ? [value.value] : []));
