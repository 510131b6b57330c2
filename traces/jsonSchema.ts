import * as Schema from "@effect/schema/Schema";
import { TraceEventSchema, TraceHeaderSchema } from "./schema.ts";

/**
 * The JSON Schema (2020-12) of one line of a trace, from the definition the decoder uses; `trace.schema.json` holds it.
 * It accepts everything the decoder accepts and, of what concerns one line alone, refuses all but three things the
 * language cannot say well: equal keys in #map and #at, `#bigint` just beyond 32 bits, a key twice in one object.
 */
export const traceJsonSchema = (): Readonly<Record<string, unknown>> => {
  const line = Schema.Union([TraceHeaderSchema, TraceEventSchema]);
  const { schema, definitions } = Schema.toJsonSchemaDocument(line, { onExcessProperty: "error" });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "TLA+ trace, one line",
    description: "A trace is NDJSON: the first line is a TraceHeader, every other line a TraceEvent.",
    ...schema,
    $defs: definitions,
  };
};

/** The text of `trace.schema.json`, laid out as prettier lays it out: lists of plain values on one line. */
export const traceJsonSchemaText = (): string =>
  `${JSON.stringify(traceJsonSchema(), null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/gu, oneLine)}\n`;

const oneLine = (_list: string, items: string): string => `[${items.replace(/\s*\n\s*/gu, " ")}]`;
