import type { ItfValue } from "../../../traces/itf.ts";
import { toItf } from "../../tla/itfValue.ts";
import {
  bool,
  canonicalText,
  fn,
  int,
  model,
  record,
  seq,
  set,
  string,
  type TlaValue,
} from "../../tla/value.ts";
import type { SpecState, SpecStep } from "../driver.ts";
import type { PlainState, PlainStep } from "./userDriver.ts";

/** A value of a driver's that means nothing in TLA+; the message says where in it. */
export class PlainValueError extends Error {}

/** Where in a driver's answer a value stands; put into words only when something is wrong with it. */
export interface Place {
  readonly parent: Place | null;
  readonly step: string;
  readonly depth: number;
}

export const placeOf = (step: string): Place => ({ parent: null, step, depth: 0 });

const MOST_NESTED = 64;
const [LEAST, MOST] = [-(2 ** 31), 2 ** 31 - 1];

/** The TLA+ value of what a driver gives: ITF, or a Set, a Map, a bigint. Throws PlainValueError for anything else. */
export const fromPlain = (value: unknown, modelValues: ReadonlySet<string>, place: Place): TlaValue => {
  if (place.depth > MOST_NESTED) return fail(place, "is nested too deeply");
  const convert = (inner: unknown, step: string): TlaValue =>
    fromPlain(inner, modelValues, { parent: place, step, depth: place.depth + 1 });
  switch (typeof value) {
    case "number":
    case "bigint":
      return integer(value, place);
    case "boolean":
      return bool(value);
    case "string":
      return modelValues.has(value) ? model(value) : string(value);
    case "object":
      return value === null
        ? fail(place, "is null, and TLA+ has no null")
        : fromObject(value, convert, place);
    case "undefined":
    case "function":
    case "symbol":
      return fail(place, `is ${typeof value}, which is no value of TLA+`);
  }
};

type Convert = (inner: unknown, step: string) => TlaValue;

const fromObject = (value: object, convert: Convert, place: Place): TlaValue => {
  if (Array.isArray(value)) return seq(value.map((element, index) => convert(element, `[${index}]`)));
  if (value instanceof Set) return set([...value].map((element, index) => convert(element, `[${index}]`)));
  if (value instanceof Map) return mapped([...value], convert, place);
  if (value instanceof Promise) return fail(place, "is a promise: drivers answer at once");
  const entries = Object.entries(value);
  const [first] = entries;
  if (first?.[0].startsWith("#") === true) return wrapped(first, { entries, convert, place });
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null))
    return fail(place, `is an object of class ${classOf(value)}, and not plain data`);
  return record(entries.map(([name, field]) => [name, convert(field, `.${name}`)] as const));
};

const classOf = (value: object): string => {
  const { constructor: made }: { readonly constructor?: unknown } = value;
  return typeof made === "function" ? made.name : "unknown";
};

/** TLA+ has 1 and 1n for one key, and two equal objects for one record. */
const mapped = (
  entries: readonly (readonly [unknown, unknown])[],
  convert: Convert,
  place: Place,
): TlaValue => {
  const known = new Set<string>();
  const converted = entries.map(([key, image], index) => {
    const from = convert(key, `[key ${index}]`);
    const text = canonicalText(from);
    if (known.has(text)) return fail(place, `has two values for the key ${cut(text)}`);
    known.add(text);
    return [from, convert(image, `[${text}]`)] as const;
  });
  return fn(converted);
};

const wrapped = (
  [name, inner]: readonly [string, unknown],
  {
    entries,
    convert,
    place,
  }: { readonly entries: readonly unknown[]; readonly convert: Convert; readonly place: Place },
): TlaValue => {
  const wrong = (): never => fail(place, `has a malformed ${name} (ITF: #set, #map, #tup, #bigint)`);
  if (entries.length !== 1) return wrong();
  if (name === "#bigint") {
    if (typeof inner !== "string" || !/^-?\d{1,10}$/.test(inner)) return wrong();
    return integer(Number(inner), place);
  }
  if (!Array.isArray(inner)) return wrong();
  const elements: readonly unknown[] = inner;
  if (name === "#set") return set(elements.map((element, index) => convert(element, `[${index}]`)));
  if (name === "#tup") return seq(elements.map((element, index) => convert(element, `[${index}]`)));
  if (name !== "#map") return wrong();
  return mapped(
    elements.map((pair) => (isPair(pair) ? pair : wrong())),
    convert,
    place,
  );
};

const isPair = (value: unknown): value is readonly [unknown, unknown] =>
  Array.isArray(value) && value.length === 2;

const integer = (value: number | bigint, place: Place): TlaValue => {
  const number = Number(value);
  return Number.isInteger(number) && number >= LEAST && number <= MOST
    ? int(number)
    : fail(place, `is ${String(value)}, which is no whole number of 32 bits`);
};

const fail = (place: Place, what: string): never => {
  const steps: string[] = [];
  for (let current: Place | null = place; current !== null; current = current.parent)
    steps.push(current.step);
  throw new PlainValueError(`${cut(steps.reverse().join(""))} ${what}`);
};

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}...` : text);

const shown = new WeakMap<TlaValue, ItfValue>();

/** Frozen, for the graph's values are shared by many states. */
export const toPlain = (value: TlaValue): ItfValue => {
  const known = shown.get(value);
  if (known !== undefined) return known;
  const made = frozen(toItf(value));
  shown.set(value, made);
  return made;
};

const frozen = (value: ItfValue): ItfValue => {
  if (typeof value !== "object") return value;
  for (const part of Object.values(value) as readonly ItfValue[]) frozen(part);
  return Object.freeze(value);
};

/** A state, or arguments, as a driver sees them. */
export const plainState = (state: SpecState): PlainState =>
  Object.freeze(Object.fromEntries([...state].map(([name, value]) => [name, toPlain(value)])));

export const plainArgs = (args: Readonly<Record<string, TlaValue>>): PlainState =>
  plainState(new Map(Object.entries(args)));

/** Most drivers look at action and arguments only: the rest is worked out when it is asked for. */
export const plainStep = ({ action, args, before, after }: SpecStep): PlainStep => {
  const known: { args?: PlainState; before?: PlainState; after?: PlainState | null } = {};
  return {
    action,
    get args() {
      return (known.args ??= plainArgs(args));
    },
    get before() {
      return (known.before ??= plainState(before));
    },
    get after() {
      return (known.after ??= after === undefined ? null : plainState(after));
    },
  };
};
