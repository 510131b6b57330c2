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
  return safeText(fieldsText(HEADER_KEYS, header));
};

/**
 * One event as one line without its newline, in the same fixed order. Throws a TypeError for what the decoder would
 * refuse, a record field that starts with `#` among it: escaping it would be a second format.
 */
export const encodeEvent = (event: TraceEvent): string => {
  if (!isTraceEvent(event)) throw notEncodable("event", eventFindings(event));
  return safeText(fieldsText(EVENT_KEYS, event));
};

/** A whole file: the header and every event, a newline after each. */
export const encodeTrace = ({ header, events }: Pick<Trace, "header" | "events">): string =>
  [encodeHeader(header), ...events.map(({ event }) => encodeEvent(event)), ""].join("\n");

/** One TLA+ value; the fields of records sorted, everything else in the order given. */
export const encodeValue = (value: LoggedValue): string => safeText(orderedText(value));

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

// Written out directly: recording is on the hot path, and sorting into new objects for JSON.stringify took twice as long.

/** The given fields in the given order; absent ones are left out. */
const fieldsText = <Key extends string>(
  keys: readonly Key[],
  value: Readonly<Partial<Record<Key, unknown>>>,
): string => {
  let text = "";
  for (const key of keys) {
    const field = value[key];
    if (field !== undefined) text += `${text === "" ? "" : ","}"${key}":${orderedText(field)}`;
  }
  return `{${text}}`;
};

/** JSON with the fields of every object sorted. */
const orderedText = (value: unknown): string => {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(orderedText).join(",")}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  const texts = Object.keys(fields)
    .sort()
    .flatMap((key) => (fields[key] === undefined ? [] : `${quoted(key)}:${orderedText(fields[key])}`));
  return `{${texts.join(",")}}`;
};

/** Names and most values need no escaping. */
const PLAIN = /^[\w .:/>-]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

const notEncodable = (what: string, findings: readonly Finding[]): TypeError =>
  new TypeError(`not a trace ${what}: ${findings.map(({ code, text: why }) => `${code} ${why}`).join("; ")}`);
