import { hasDuplicateKey } from "./canonical.ts";
import type { ItfValue } from "./itf.ts";
import {
  DECIMAL,
  MAX_INTEGER,
  MIN_INTEGER,
  TRACE_FORMAT,
  TRACE_VERSION,
  type TraceEvent,
  type TraceHeader,
} from "./schema.ts";

/**
 * Accepts exactly what `TraceEventSchema` accepts, some fifty times faster; properties.test.ts compares the two.
 * Gives no reasons: the schema and explain.ts do.
 */
export const isTraceEvent = (value: unknown): value is TraceEvent =>
  hasOnly(value, EVENT_FIELDS) && "seq" in value && saysSomething(value);

/** The same for `TraceHeaderSchema`: traces may be short and many. */
export const isTraceHeader = (value: unknown): value is TraceHeader =>
  hasOnly(value, HEADER_FIELDS) && ["format", "version", "spec"].every((key) => key in value);

/** Accepts exactly what `ItfValueSchema` accepts. */
export const isItfValue = (value: unknown): value is ItfValue => {
  if (typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return isInt32(value);
  return Array.isArray(value) ? value.every(isItfValue) : isObject(value) && isItfObject(value);
};

/** An integer TLC can hold. */
export const isInt32 = (value: number): boolean =>
  Number.isInteger(value) && value >= MIN_INTEGER && value <= MAX_INTEGER;

/** A JSON object: neither null nor an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isCount = (value: unknown): boolean => typeof value === "number" && value >= 1 && isInt32(value);
const isRecordOf = (value: unknown, isValue: (field: unknown) => boolean): boolean =>
  isObject(value) && Object.keys(value).every((key) => !key.startsWith("#") && isValue(value[key]));

const isString = (value: unknown): value is string => typeof value === "string";
const isOneOf =
  (...known: readonly unknown[]) =>
  (value: unknown): boolean =>
    known.includes(value);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isArguments = (value: unknown): boolean => isRecordOf(value, isItfValue);

type Checks<T> = Readonly<Record<keyof T, (value: unknown) => boolean>>;
type Fields = ReadonlyMap<string, (value: unknown) => boolean>;

// A map, so that keys such as __proto__ and constructor find nothing.
const fieldsOf = <T>(checks: Checks<T>): Fields => new Map(Object.entries(checks));

const hasOnly = (value: unknown, fields: Fields): value is Readonly<Record<string, unknown>> => {
  if (!isObject(value)) return false;
  for (const key of Object.keys(value)) if (fields.get(key)?.(value[key]) !== true) return false;
  return true;
};

const EVENT_FIELDS = fieldsOf<TraceEvent>({
  seq: isCount,
  node: isText,
  nodeSeq: isCount,
  action: isText,
  args: isArguments,
  state: (value) => isRecordOf(value, isLoggedValue),
  received: isText,
  sent: areTexts,
  at: Number.isFinite,
});

const PRODUCER_FIELDS = fieldsOf<NonNullable<TraceHeader["producer"]>>({
  name: isText,
  version: isString,
  driver: isString,
  seed: (value) => isString(value) || Number.isFinite(value),
  scenario: isString,
  mutant: isString,
  details: (value) =>
    isObject(value) &&
    Object.values(value).every((one) => ["string", "boolean"].includes(typeof one) || Number.isFinite(one)),
});

const EXPECT_FIELDS = fieldsOf<NonNullable<TraceHeader["expect"]>>({
  verdict: isOneOf("diverges"),
  line: isCount,
  seq: isCount,
  mistake: isText,
});

const HEADER_FIELDS = fieldsOf<TraceHeader>({
  format: isOneOf(TRACE_FORMAT),
  version: isOneOf(TRACE_VERSION),
  spec: isText,
  constants: isArguments,
  nodes: areTexts,
  producer: (value) => hasOnly(value, PRODUCER_FIELDS) && "name" in value,
  purpose: isString,
  expect: (value) => hasOnly(value, EXPECT_FIELDS) && EXPECT_FIELDS.size === Object.keys(value).length,
});

const saysSomething = (event: Readonly<Record<string, unknown>>): boolean =>
  "action" in event ||
  (!("args" in event) && isObject(event["state"]) && Object.keys(event["state"]).length > 0);

const isLoggedValue = (value: unknown): boolean =>
  isObject(value) && Object.hasOwn(value, "#at")
    ? Object.keys(value).length === 1 && isPairs(value["#at"], 1)
    : isItfValue(value);

const isItfObject = (value: Readonly<Record<string, unknown>>): boolean => {
  const keys = Object.keys(value);
  const [first] = keys;
  if (first?.startsWith("#") === true) return keys.length === 1 && isSpecial(first, value[first]);
  return keys.every((key) => !key.startsWith("#") && isItfValue(value[key]));
};

const isSpecial = (key: string, content: unknown): boolean => {
  switch (key) {
    case "#bigint":
      return typeof content === "string" && DECIMAL.test(content) && isInt32(Number(content));
    case "#tup":
    case "#set":
      return Array.isArray(content) && content.every(isItfValue);
    case "#map":
      return isPairs(content, 0);
    default:
      return false;
  }
};

const isPairs = (value: unknown, atLeast: number): boolean =>
  Array.isArray(value) &&
  value.length >= atLeast &&
  value.every(isPair) &&
  !(mayHaveDuplicate(value) && hasDuplicateKey(value));

const isPair = (value: unknown): value is readonly [ItfValue, ItfValue] =>
  Array.isArray(value) && value.length === 2 && value.every(isItfValue);

/** Usual keys, strings and tuples of strings, are told apart without their canonical texts; of others it says true. */
const mayHaveDuplicate = (pairs: readonly (readonly [ItfValue, ItfValue])[]): boolean => {
  if (pairs.length < 2) return false;
  const names = pairs.map(([key]) => usualName(key));
  return names.includes(undefined) || new Set(names).size < names.length;
};

/** Equal for equal keys of the two usual kinds; different keys may share one. */
const usualName = (key: ItfValue): string | undefined => {
  if (typeof key === "string") return key;
  const items = typeof key === "object" && "#tup" in key ? key["#tup"] : undefined;
  return Array.isArray(items) && items.every(isString) ? items.join() : undefined;
};
