import type { TraceCodeName } from "./codes.ts";
import { headerFindings } from "./explain.ts";
import { excerpt } from "./jsonText.ts";
import { TRACE_FORMAT, TRACE_VERSION, type TraceHeader } from "./schema.ts";
import { isObject, isTraceHeader } from "./shape.ts";
import type { Finding } from "./valueFindings.ts";

/** A JSON object that means to be a header, right or wrong. */
export type HeaderLike = Readonly<Record<string, unknown>>;

/** A header is known by its `format`: no event has one. */
export const isHeaderLike = (value: unknown): value is HeaderLike =>
  isObject(value) && Object.hasOwn(value, "format");

/** Whether the lines that follow are of the format this build reads. */
export const isKnownFormat = (header: HeaderLike): boolean =>
  header["format"] === TRACE_FORMAT && header["version"] === TRACE_VERSION;

/** The header, or every reason to refuse it. */
export const decodeHeader = (
  value: HeaderLike,
): { readonly header: TraceHeader | undefined; readonly findings: readonly Finding[] } => {
  if (isTraceHeader(value)) return { header: value, findings: [] };
  const mismatch = formatMismatch(value);
  return { header: undefined, findings: mismatch === undefined ? headerFindings(value) : [mismatch] };
};

/** Told before the schema looks: another format or version may have quite other fields. */
const formatMismatch = (value: HeaderLike): Finding | undefined => {
  const mismatch = (code: TraceCodeName, field: string, expected: unknown): Finding => ({
    code,
    text: `${field}: expected ${excerpt(expected)}, found ${excerpt(value[field])}`,
  });
  if (value["format"] !== TRACE_FORMAT) return mismatch("TRC021", "format", TRACE_FORMAT);
  if (value["version"] !== TRACE_VERSION) return mismatch("TRC022", "version", TRACE_VERSION);
  return undefined;
};
