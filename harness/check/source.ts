import type { Problem, Result } from "../../traces/problem.ts";
import { failure, success } from "../../traces/problem.ts";
import type { TraceHeader } from "../../traces/schema.ts";
import type { LocatedEvent, Trace } from "../../traces/trace.ts";
import { listCursor, scanTraceFile, type EventCursor } from "../../traces/traceFile.ts";
import { NOTHING_DECLARED } from "../spec/declarations.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { expandEvent, expandTrace } from "./declared/composition.ts";
import { unknownEventNames, unknownHeaderNames, unknownNames } from "./names.ts";
import { createFacts, factsOf, type TraceFacts } from "./vacuity/facts.ts";

/** A trace that is sound as far as can be told without TLC, and whose events can be read one after the other. */
export interface TraceSource {
  readonly file: string;
  readonly header: TraceHeader;
  readonly events: number;
  /** Of the file, or what a file would have: about. */
  readonly bytes: number;
  /** Of a file: the SHA-256 of its bytes. */
  readonly digest?: string;
  readonly facts: TraceFacts;
  readonly read: () => EventCursor;
}

/** A trace file; read once from end to end, so that whatever is wrong with it is known before TLC starts. */
export const fileSource = async (file: string, spec: LoadedSpec): Promise<Result<TraceSource>> => {
  let facts = createFacts();
  const names = createNameCheck(file, spec);
  const { declarations = NOTHING_DECLARED } = spec;
  const onHeader = ({ constants }: TraceHeader): void => {
    facts = createFacts(constants);
  };
  const onEvent = (located: LocatedEvent): void => {
    for (const { event } of expandEvent(located, declarations)) facts.add(event);
    names.event(located);
  };
  const scanned = await scanTraceFile(file, { onHeader, onEvent });
  if (!scanned.ok) return scanned;
  const { header, events, bytes, digest, read } = scanned.value;
  const problems = [...unknownHeaderNames({ file, header }, spec), ...names.problems()];
  return problems.length > 0
    ? failure(...problems)
    : success({ file, header, events, bytes, digest, read, facts: facts.facts() });
};

/** A trace in memory. */
export const traceSource = (trace: Trace, spec: LoadedSpec): Result<TraceSource> => {
  const problems = unknownNames(trace, spec);
  if (problems.length > 0) return failure(...problems);
  const { file, header, events } = trace;
  const { declarations = NOTHING_DECLARED } = spec;
  const read = (): EventCursor => listCursor(events);
  const counts = { events: events.length, bytes: events.length * EVENT_BYTES };
  return success({ file, header, ...counts, facts: factsOf(expandTrace(trace, declarations)), read });
};

/** What an event takes in a file, about. */
export const EVENT_BYTES = 150;

/** Problems with names shown per file: one misspelling can stand on every line. */
const MAX_PROBLEMS = 100;

const createNameCheck = (file: string, spec: LoadedSpec) => {
  const problems: Problem[] = [];
  return {
    event: (located: LocatedEvent): void => {
      if (problems.length < MAX_PROBLEMS) problems.push(...unknownEventNames({ file }, located, spec));
    },
    problems: (): readonly Problem[] => problems,
  };
};
