import type { LoggedValue } from "./itf.ts";
import { eventFindings, headerFindings } from "./explain.ts";
import { safeText } from "./jsonText.ts";
import type { TraceEvent, TraceHeader } from "./schema.ts";
import { isTraceEvent } from "./shape.ts";
import type { Trace } from "./trace.ts";
import type { Finding } from "./valueFindings.ts";

/**
 * The header as one line without its newline. Keys of the format in a fixed order, all others sorted: equal headers
 * give equal text. Throws a TypeError for what the decoder would refuse, which is a bug of the producer.
 */
export const encodeHeader = (header: TraceHeader): string => {
  const findings = headerFindings(header);
  if (findings.length > 0) throw notEncodable("header", findings);
  return fieldsText(HEADER_KEYS, header);
};

/** One event as one line without its newline, in the same fixed order. Throws where `checkEvent` does. */
export const encodeEvent = (event: TraceEvent): string => {
  checkEvent(event);
  return fieldsText(EVENT_KEYS, event);
};

/**
 * Throws a TypeError for what the decoder would refuse, a record field that starts with `#` among it: escaping it would
 * be a second format.
 */
export const checkEvent = (event: TraceEvent): void => {
  if (!isTraceEvent(event)) throw notEncodable("event", eventFindings(event));
};

/** A whole file: the header and every event, a newline after each. */
export const encodeTrace = ({ header, events }: Pick<Trace, "header" | "events">): string =>
  [encodeHeader(header), ...events.map(({ event }) => encodeEvent(event)), ""].join("\n");

/** One TLA+ value; the fields of records sorted, everything else in the order given. */
export const encodeValue = (value: LoggedValue): string => orderedText(value);

const HEADER_KEYS = [
  "format",
  "version",
  "spec",
  "constants",
  "nodes",
  "producer",
  "purpose",
  "expect",
] as const satisfies readonly (keyof TraceHeader)[];

const EVENT_KEYS = [
  "seq",
  "node",
  "nodeSeq",
  "action",
  "args",
  "state",
  "received",
  "sent",
  "at",
] as const satisfies readonly (keyof TraceEvent)[];

// Written out directly, by concatenation and without lists of its own: recording is on the hot path.

/** The given fields in the given order; absent ones are left out. */
const fieldsText = <Key extends string>(
  keys: readonly Key[],
  value: Readonly<Partial<Record<Key, unknown>>>,
): string => {
  let text = "";
  for (const key of keys) {
    const field = value[key];
    if (field !== undefined) text += `${text === "" ? "{" : ","}"${key}":${orderedText(field)}`;
  }
  return text === "" ? "{}" : `${text}}`;
};

/** JSON with the fields of every object sorted. */
const orderedText = (value: unknown): string => {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? listText(value) : objectText(value as Readonly<Record<string, unknown>>);
};

const listText = (items: readonly unknown[]): string => {
  let text = "";
  for (const item of items) text += text === "" ? `[${orderedText(item)}` : `,${orderedText(item)}`;
  return text === "" ? "[]" : `${text}]`;
};

const objectText = (fields: Readonly<Record<string, unknown>>): string => {
  const keys = Object.keys(fields);
  if (!isSorted(keys)) keys.sort();
  let text = "";
  for (const key of keys) {
    const field = fields[key];
    if (field !== undefined) text += `${text === "" ? "{" : ","}${quoted(key)}:${orderedText(field)}`;
  }
  return text === "" ? "{}" : `${text}}`;
};

/** Most objects have one key, and of others many come in order. */
const isSorted = (keys: readonly string[]): boolean => {
  let last = "";
  for (const key of keys) {
    if (key < last) return false;
    last = key;
  }
  return true;
};

/** Names and most values need no escaping. */
const PLAIN = /^[\w .:/>#-]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : safeText(JSON.stringify(text)));

const notEncodable = (what: string, findings: readonly Finding[]): TypeError =>
  new TypeError(`not a trace ${what}: ${findings.map(({ code, text: why }) => `${code} ${why}`).join("; ")}`);
