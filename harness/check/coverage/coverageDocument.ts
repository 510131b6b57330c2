import * as Schema from "@effect/schema/Schema";

export const COVERAGE_FORMAT = "tla-coverage";
export const COVERAGE_VERSION = 1;

const Count = Schema.Finite.check(
  Schema.makeFilter((value: number) => Number.isSafeInteger(value) && value >= 0, {
    expected: "a whole number from 0",
  }),
);
// What is printed later must not steer a terminal, nor begin a line of its own.
const Text = Schema.String.check(
  Schema.makeFilter((text: string) => text.length <= MAX_TEXT && !/\p{Cc}/u.test(text), {
    expected: "a text of at most 4096 characters, none of them a control character",
  }),
);
const MAX_TEXT = 4096;
const Hash = Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/u));
const Place = Schema.Struct({ module: Text, line: Count, column: Count });

const Branch = Schema.Struct({
  at: Place,
  endLine: Count,
  calls: Schema.optionalKey(Schema.Array(Place)),
  text: Text,
  taken: Count,
  possible: Count,
});

const Action = Schema.Struct({
  action: Text,
  at: Place,
  endLine: Count,
  taken: Count,
  branches: Schema.Array(Branch),
});

/** Coverage to keep, add up and show elsewhere: what `coverage.json` holds. */
export const CoverageDocumentSchema = Schema.Struct({
  format: Schema.Literal(COVERAGE_FORMAT),
  version: Schema.Literal(COVERAGE_VERSION),
  spec: Schema.Struct({
    module: Text,
    version: Hash,
    modules: Schema.Array(Schema.Struct({ name: Text, file: Text, sha256: Hash })),
  }),
  /** Checks that were added up, and their traces. */
  checks: Count,
  traces: Count,
  unattributed: Count,
  actions: Schema.Array(Action),
  notes: Schema.Array(Text),
}).annotate({ identifier: "Coverage", description: "How often traces took each branch of a spec." });

export type CoverageDocument = typeof CoverageDocumentSchema.Type;
