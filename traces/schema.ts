import * as Schema from "@effect/schema/Schema";
import { hasDuplicateKey } from "./canonical.ts";
import type { ItfValue, LoggedValue } from "./itf.ts";

/** The values of `format` and `version` this build reads and writes. */
export const TRACE_FORMAT = "tla-trace";
export const TRACE_VERSION = 1;

/** TLC's integers: 32 bits, signed; it stops with an overflow beyond them. */
export const MIN_INTEGER = -(2 ** 31);
export const MAX_INTEGER = 2 ** 31 - 1;

/** Decimal digits without leading zeros, as `#bigint` holds them. */
export const DECIMAL = /^(0|-?[1-9][0-9]*)$/u;

// Keys that start with # are reserved for the encoding: a record field of that name could not be told apart.
const Name = Schema.String.check(Schema.isPattern(/^(?!#)/u));
const Text = Schema.NonEmptyString;

const integerFrom = (minimum: number, expected: string) =>
  Schema.Finite.check(
    Schema.makeFilter(
      (value: number) => Number.isInteger(value) && value >= minimum && value <= MAX_INTEGER,
      { expected, toJsonSchema: () => ({ type: "integer", minimum, maximum: MAX_INTEGER }) },
    ),
  );
const Int32 = integerFrom(MIN_INTEGER, "an integer of 32 bits");
const Count = integerFrom(1, "an integer from 1");
const BigIntText = Schema.String.check(
  Schema.isPattern(DECIMAL),
  Schema.makeFilter((digits: string) => Number(digits) >= MIN_INTEGER && Number(digits) <= MAX_INTEGER, {
    expected: "an integer of 32 bits",
    // Looser than the decoder: a pattern for the exact range would be unreadable.
    toJsonSchema: () => [{ maxLength: 11 }, true],
  }),
);

const Value = Schema.suspend((): Schema.Codec<ItfValue> => ItfValueSchema);
const Pairs = Schema.Array(Schema.Tuple([Value, Value])).check(
  Schema.makeFilter(
    (pairs: readonly (readonly [ItfValue, ItfValue])[]) => !hasDuplicateKey(pairs),
    // JSON Schema knows no equality of TLA+ values.
    { expected: "different keys", toJsonSchema: () => [{}, true] },
  ),
);

/** A TLA+ value: see itf.ts. */
export const ItfValueSchema: Schema.Codec<ItfValue> = Schema.Union([
  Int32,
  Schema.String,
  Schema.Boolean,
  Schema.Array(Value),
  Schema.Struct({ "#bigint": BigIntText }),
  Schema.Struct({ "#tup": Schema.Array(Value) }),
  Schema.Struct({ "#set": Schema.Array(Value) }),
  Schema.Struct({ "#map": Pairs }),
  Schema.Record(Name, Value),
]).annotate({
  identifier: "ItfValue",
  expected: "a TLA+ value",
  description: "A TLA+ value in ITF encoding.",
});

/** A variable's whole value, or its values at some points. An empty `#at` would constrain nothing. */
export const LoggedValueSchema: Schema.Codec<LoggedValue> = Schema.Union([
  Schema.Struct({ "#at": Pairs.check(Schema.isMinLength(1)) }),
  ItfValueSchema,
]).annotate({
  identifier: "LoggedValue",
  expected: "a TLA+ value or #at",
  description: "What an event says of a variable: its whole value, or #at: its values at some points.",
});

const Producer = Schema.Struct({
  name: Text,
  version: Schema.optionalKey(Schema.String),
  driver: Schema.optionalKey(Schema.String),
  seed: Schema.optionalKey(Schema.Union([Schema.Finite, Schema.String])),
  scenario: Schema.optionalKey(Schema.String),
  mutant: Schema.optionalKey(Schema.String),
  details: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Finite, Schema.Boolean])),
  ),
});

const Expect = Schema.Struct({
  verdict: Schema.Literal("diverges"),
  line: Count,
  seq: Count,
  mistake: Text,
});

/** The first line of a trace: which spec, what recorded it, and why. */
export const TraceHeaderSchema = Schema.Struct({
  format: Schema.Literal(TRACE_FORMAT),
  version: Schema.Literal(TRACE_VERSION),
  spec: Text,
  constants: Schema.optionalKey(Schema.Record(Name, ItfValueSchema)),
  nodes: Schema.optionalKey(Schema.Array(Text)),
  producer: Schema.optionalKey(Producer),
  purpose: Schema.optionalKey(Schema.String),
  expect: Schema.optionalKey(Expect),
}).annotate({ identifier: "TraceHeader", description: "The first line of a trace." });

/** Every other line: one step of the implementation, `state` as it is after the step. */
export const TraceEventSchema = Schema.Struct({
  seq: Count,
  node: Schema.optionalKey(Text),
  nodeSeq: Schema.optionalKey(Count),
  action: Schema.optionalKey(Text),
  args: Schema.optionalKey(Schema.Record(Name, ItfValueSchema)),
  state: Schema.optionalKey(Schema.Record(Name, LoggedValueSchema)),
  received: Schema.optionalKey(Text),
  sent: Schema.optionalKey(Schema.Array(Text)),
  at: Schema.optionalKey(Schema.Finite),
})
  .annotate({ identifier: "TraceEvent", description: "Every other line of a trace: one step." })
  .check(
    Schema.makeFilter(
      (event) => event.action !== undefined || (event.args === undefined && !isEmpty(event.state)),
      {
        expected: "an action, or the state of a variable and no args",
        toJsonSchema: () => ({
          anyOf: [
            { required: ["action"] },
            { required: ["state"], properties: { state: { minProperties: 1 }, args: false } },
          ],
        }),
      },
    ),
  );

function isEmpty(state: Readonly<Record<string, LoggedValue>> | undefined): boolean {
  return state === undefined || Object.keys(state).length === 0;
}

export type TraceHeader = typeof TraceHeaderSchema.Type;
export type TraceEvent = typeof TraceEventSchema.Type;
