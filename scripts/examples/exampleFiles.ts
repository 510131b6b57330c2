import { encodeTrace } from "../../traces/encode.ts";
import type { TraceEvent, TraceHeader } from "../../traces/schema.ts";
import { eventAt, renumber, type Edit } from "./edits.ts";
import type { InvalidExample } from "./invalidExample.ts";
import { INVALID_EXAMPLES } from "./invalidExamples.ts";
import { runOf } from "./source.ts";
import { VALID_EXAMPLES, type ValidExample } from "./validExamples.ts";

/** A file of the repository, as it must be. */
export interface ExampleFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Records every example afresh. Equal on every machine: time and chance come from seeds. */
export const exampleFiles = (): readonly ExampleFile[] => [
  ...VALID_EXAMPLES.map(validFile),
  ...INVALID_EXAMPLES.map(invalidFile),
];

const validFile = ({ name, purpose, source, edit }: ValidExample): ExampleFile => {
  const { header, events } = runOf(source);
  return file(`traces/valid/${name}.ndjson`, { ...header, purpose }, edited(events, edit));
};

const invalidFile = (example: InvalidExample): ExampleFile => {
  const { name, source, edit, refusedAt, mistake } = example;
  const { header, events } = runOf(source);
  const wrong = edited(events, edit);
  const { seq, action } = eventAt(wrong, refusedAt.line);
  if (action !== refusedAt.action)
    throw new Error(`${name}: line ${refusedAt.line} is ${String(action)}, not ${refusedAt.action}`);
  const expect = { verdict: "diverges", line: refusedAt.line, seq, mistake } as const;
  return file(
    `traces/invalid/${name}.ndjson`,
    { ...header, ...producerOf(header, example), purpose: "must be refused", expect },
    wrong,
  );
};

const producerOf = (
  { producer }: TraceHeader,
  { edited: edit }: InvalidExample,
): Pick<TraceHeader, "producer"> =>
  producer === undefined || edit === undefined
    ? {}
    : { producer: { ...producer, details: { edited: edit } } };

const edited = (
  located: readonly { readonly event: TraceEvent }[],
  edit: Edit = (events) => events,
): readonly TraceEvent[] => renumber(edit(located.map(({ event }) => event)));

const file = (path: string, header: TraceHeader, events: readonly TraceEvent[]): ExampleFile => ({
  path,
  text: encodeTrace({ header, events: events.map((event, index) => ({ line: index + 2, event })) }),
});
