import type { LoggedValue } from "./itf.ts";
import { eventFindings, headerFindings } from "./explain.ts";
import { jsonText } from "./jsonText.ts";
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
  return jsonText(object(HEADER_KEYS.map((key) => [key, header[key]])));
};

/**
 * One event as one line without its newline, in the same fixed order. Throws a TypeError for what the decoder would
 * refuse, a record field that starts with `#` among it: escaping it would be a second format.
 */
export const encodeEvent = (event: TraceEvent): string => {
  if (!isTraceEvent(event)) throw notEncodable("event", eventFindings(event));
  return jsonText(object(EVENT_KEYS.map((key) => [key, event[key]])));
};

/** A whole file: the header and every event, a newline after each. */
export const encodeTrace = ({ header, events }: Pick<Trace, "header" | "events">): string =>
  [encodeHeader(header), ...events.map(({ event }) => encodeEvent(event)), ""].join("\n");

/** One TLA+ value; the fields of records sorted, everything else in the order given. */
export const encodeValue = (value: LoggedValue): string => jsonText(ordered(value));

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

/** The same value with the fields of every object sorted. */
const ordered = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  return object(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
};

/** An object with these fields in this order. */
const object = (entries: readonly (readonly [string, unknown])[]): object => {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    // Assigning to __proto__ would lose the field.
    if (key === "__proto__") Object.defineProperty(fields, key, { value: ordered(value), enumerable: true });
    else fields[key] = ordered(value);
  }
  return fields;
};

const notEncodable = (what: string, findings: readonly Finding[]): TypeError =>
  new TypeError(`not a trace ${what}: ${findings.map(({ code, text: why }) => `${code} ${why}`).join("; ")}`);
