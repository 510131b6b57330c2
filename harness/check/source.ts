import type { Problem, Result } from "../../traces/problem.ts";
import { failure, success } from "../../traces/problem.ts";
import type { TraceHeader } from "../../traces/schema.ts";
import type { LocatedEvent, Trace } from "../../traces/trace.ts";
import { listCursor, scanTraceFile, type EventCursor, type TraceFile } from "../../traces/traceFile.ts";
import { NOTHING_DECLARED, type Declarations } from "../spec/declarations.ts";
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

/** A trace file as it is by itself; what the spec says of its names is another thing. */
export interface ScannedSource extends TraceFile {
  readonly facts: TraceFacts;
}

/** Reads a trace file once from end to end, so that whatever is wrong with it is known before TLC starts. */
export const scanSource = async (
  file: string,
  declarations: Declarations,
  onEvent: (located: LocatedEvent) => void = () => undefined,
): Promise<Result<ScannedSource>> => {
  let facts = createFacts();
  const onHeader = ({ constants }: TraceHeader): void => {
    facts = createFacts(constants);
  };
  const take = (located: LocatedEvent): void => {
    for (const { event } of expandEvent(located, declarations)) facts.add(event);
    onEvent(located);
  };
  const scanned = await scanTraceFile(file, { onHeader, onEvent: take });
  return scanned.ok ? success({ ...scanned.value, facts: facts.facts() }) : scanned;
};

/** A trace file that can be judged by a spec; scanned now, unless it was before the spec was known. */
export const fileSource = async (
  file: string,
  spec: LoadedSpec,
  ahead?: Promise<Result<ScannedSource>>,
): Promise<Result<TraceSource>> => {
  const names = createNameCheck(file, spec);
  const { declarations = NOTHING_DECLARED } = spec;
  const scanned = await (ahead ?? scanSource(file, declarations, names.event));
  if (!scanned.ok) return scanned;
  if (ahead !== undefined) await eachEvent(scanned.value, names.event);
  const { header } = scanned.value;
  const problems = [...unknownHeaderNames({ file, header }, spec), ...names.problems()];
  return problems.length > 0 ? failure(...problems) : success(scanned.value);
};

const eachEvent = async ({ read }: TraceFile, use: (located: LocatedEvent) => void): Promise<void> => {
  const { next } = read();
  for (let located = await next(); located !== undefined; located = await next()) use(located);
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
