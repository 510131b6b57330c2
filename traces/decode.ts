import { excerpt } from "./jsonText.ts";
import { parseLine } from "./jsonLine.ts";
import { createLineSplitter, type RawLine } from "./lines.ts";
import { createProblemList, type ProblemList } from "./problemList.ts";
import { failure, success, type Result } from "./problem.ts";
import { createTraceBuilder } from "./traceBuilder.ts";
import { readRegularFile, type FileReading } from "./regularFile.ts";
import type { TraceHeader } from "./schema.ts";
import type { LocatedEvent, Trace } from "./trace.ts";

/** Limits of one file; each has a default. */
export interface DecodeOptions {
  /** Bytes of one line; 8 MiB. */
  readonly maxLineBytes?: number;
  /** Objects and arrays inside each other, the line's own object included; 64. */
  readonly maxDepth?: number;
  /** 2,000,000. */
  readonly maxEvents?: number;
  /** Problems reported in full; 100. */
  readonly maxProblems?: number;
  /** Accept a header without events (TRC011 otherwise); false. */
  readonly allowNoEvents?: boolean;
}

export const DEFAULT_LIMITS: Required<DecodeOptions> = {
  maxLineBytes: 8 * 1024 * 1024,
  maxDepth: 64,
  maxEvents: 2_000_000,
  maxProblems: 100,
  allowNoEvents: false,
};

/**
 * Decodes a trace from its text or from a stream of its bytes; `file` is only its name in problems.
 * Problems have the codes TRC010 to TRC036 and TRC050 to TRC054; an error of the stream itself is thrown on.
 */
export const decodeTrace = async (
  file: string,
  source: string | AsyncIterable<Buffer>,
  options: DecodeOptions = {},
): Promise<Result<Trace>> => {
  const events: LocatedEvent[] = [];
  const decoded = await decodeEvents(file, source, { ...options, onEvent: (event) => events.push(event) });
  return decoded.ok ? success({ file, header: decoded.value.header, events }) : decoded;
};

/** The header of a trace, and how many events came after it. */
export interface DecodedEvents {
  readonly header: TraceHeader;
  readonly events: number;
}

export interface EventOptions extends DecodeOptions {
  /** Is handed every event, and the bytes of its line; events of a trace that is refused as well. */
  readonly onEvent: (located: LocatedEvent, bytes: Buffer) => void;
  /** Is handed a sound header, before any event. */
  readonly onHeader?: ((header: TraceHeader) => void) | undefined;
}

/** `decodeTrace` for traces of any length: hands the events out and keeps none. */
export const decodeEvents = async (
  file: string,
  source: string | AsyncIterable<Buffer>,
  { onEvent, onHeader, ...options }: EventOptions,
): Promise<Result<DecodedEvents>> => {
  const limits = { ...DEFAULT_LIMITS, ...options };
  const problems = createProblemList(file, limits.maxProblems);
  const reader = createReader({ limits, problems, onEvent, onHeader });
  if (typeof source === "string") reader.read(Buffer.from(source));
  else for await (const chunk of source) if (!reader.read(chunk)) break;
  const { header, events } = reader.end();
  const found = problems.problems();
  return header === undefined || found.length > 0 ? failure(...found) : success({ header, events });
};

/**
 * Reads and decodes a trace file; the file is only read. Beside the problems of `decodeTrace`: TRC001 to TRC004.
 */
export const readTrace = async (path: string, options: DecodeOptions = {}): Promise<Result<Trace>> => {
  const read = await readRegularFile(path, (source) => decodeTrace(path, source, options));
  return read.ok ? unchanged(read.value) : read;
};

/** What was made of a file that stayed the same; else TRC004 and what was wrong besides. */
export const unchanged = <T>({ value: decoded, changed }: FileReading<Result<T>>): Result<T> =>
  changed === undefined ? decoded : failure(changed, ...(decoded.ok ? [] : decoded.problems));

interface ReaderParts {
  readonly limits: Required<DecodeOptions>;
  readonly problems: ProblemList;
  readonly onEvent: EventOptions["onEvent"];
  readonly onHeader: EventOptions["onHeader"];
}

const createReader = ({ limits, problems, onEvent, onHeader }: ReaderParts) => {
  const splitter = createLineSplitter(limits.maxLineBytes);
  let bytes: Buffer = NO_BYTES;
  const hand = (located: LocatedEvent): void => onEvent(located, bytes);
  const builder = createTraceBuilder(problems, { ...limits, onEvent: hand, onHeader });
  const readLine = (raw: RawLine): boolean => {
    const line = raw.number === 1 ? withoutMark(raw, problems) : raw;
    if (line === undefined) return false;
    const parsed = parseLine(line, limits);
    bytes = line.bytes;
    if (parsed.ok) return builder.line(line.number, parsed.value);
    problems.add(parsed.code, parsed.message, line.number);
    builder.unreadable();
    return true;
  };
  let more = true;
  return {
    /** Whether anything after this chunk is of interest. */
    read: (chunk: Buffer): boolean => {
      for (const line of splitter.push(chunk)) more &&= readLine(line);
      return more;
    },
    end: () => {
      for (const line of splitter.end()) more &&= readLine(line);
      return builder.end();
    },
  };
};

const NO_BYTES = Buffer.alloc(0);
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** Refuses a byte order mark: the line after one of UTF-8, nothing after one of UTF-16 (no line could be read). */
const withoutMark = (line: RawLine, problems: ProblemList): RawLine | undefined => {
  if (UTF16_MARKS.some((mark) => line.bytes.subarray(0, 2).equals(mark))) {
    problems.add("TRC012", "expected UTF-8, found the byte order mark of UTF-16", 1);
    return undefined;
  }
  if (!line.bytes.subarray(0, 3).equals(UTF8_MARK)) return line;
  problems.add("TRC012", `expected "{", found ${excerpt("\ufeff")} (a byte order mark)`, 1);
  return { ...line, bytes: line.bytes.subarray(3) };
};
