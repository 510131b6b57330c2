import { createHash } from "node:crypto";
import { canonicalText } from "../../traces/canonical.ts";
import type { ItfValue } from "../../traces/itf.ts";
import type { TraceEvent } from "../../traces/schema.ts";
import { isItfValue, isObject } from "../../traces/shape.ts";
import type { RawEvent } from "./mutant.ts";

/** Equal for lists of events that say the same to a checker: numbers, messages and times aside. */
export const traceKey = (constants: string, events: readonly RawEvent[]): string => {
  const hash = createHash("sha256").update(constants);
  for (const event of events) hash.update(`\n${eventKey(event)}`);
  return hash.digest("base64");
};

const keys = new WeakMap<RawEvent, string>();

/** The same of one event; remembered, for mutants share most events. */
export const eventKey = (event: RawEvent | TraceEvent): string => {
  const raw: RawEvent = event;
  const known = keys.get(raw);
  if (known !== undefined) return known;
  const text = Object.entries(raw)
    .filter(([name]) => !SILENT.has(name))
    .map(([name, value]) => `${JSON.stringify(name)}:${fieldText(value)}`)
    .sort()
    .join(",");
  keys.set(raw, text);
  return text;
};

const SILENT: ReadonlySet<string> = new Set(["seq", "node", "nodeSeq", "sent", "received", "at"]);

/** Arguments and state by name, values so that equal ones have equal texts; anything else as JSON. */
const fieldText = (value: unknown): string => {
  if (!isObject(value)) return JSON.stringify(value);
  const texts = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${valueKey(inner)}`);
  return `{${texts.sort().join(",")}}`;
};

const valueKey = (value: unknown): string => {
  if (isItfValue(value)) return canonicalText(value);
  if (!isObject(value)) return JSON.stringify(value);
  const points = value["#at"];
  return Array.isArray(points) && points.every(isPair)
    ? `at${canonicalText({ "#map": points })}`
    : JSON.stringify(value);
};

const isPair = (value: unknown): value is readonly [ItfValue, ItfValue] =>
  Array.isArray(value) && value.length === 2 && value.every(isItfValue);
