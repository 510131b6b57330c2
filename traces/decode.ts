import { excerpt } from "./jsonText.ts";
import { parseLine, type LineLimits } from "./jsonLine.ts";
import { createLineSplitter, type RawLine } from "./lines.ts";
import { createProblemList, type ProblemList } from "./problemList.ts";
import { failure, success, type Result } from "./problem.ts";
import { createTraceBuilder, type TraceBuilder } from "./traceBuilder.ts";
import { readRegularFile } from "./regularFile.ts";
import type { Trace } from "./trace.ts";

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
 * Problems have the codes TRC010 to TRC035 and TRC050 to TRC054; an error of the stream itself is thrown on.
 */
export const decodeTrace = async (
  file: string,
  source: string | AsyncIterable<Buffer>,
  options: DecodeOptions = {},
): Promise<Result<Trace>> => {
  const limits = { ...DEFAULT_LIMITS, ...options };
  const problems = createProblemList(file, limits.maxProblems);
  const reader = createReader({ limits, problems, builder: createTraceBuilder(problems, limits) });
  if (typeof source === "string") reader.read(Buffer.from(source));
  else for await (const chunk of source) if (!reader.read(chunk)) break;
  const { header, events } = reader.end();
  const found = problems.problems();
  return header === undefined || found.length > 0 ? failure(...found) : success({ file, header, events });
};

/**
 * Reads and decodes a trace file; the file is only read. Beside the problems of `decodeTrace`: TRC001 to TRC004.
 */
export const readTrace = async (path: string, options: DecodeOptions = {}): Promise<Result<Trace>> => {
  const read = await readRegularFile(path, (source) => decodeTrace(path, source, options));
  if (!read.ok) return read;
  const { value: decoded, changed } = read.value;
  if (changed === undefined) return decoded;
  return failure(changed, ...(decoded.ok ? [] : decoded.problems));
};

interface ReaderParts {
  readonly limits: LineLimits;
  readonly problems: ProblemList;
  readonly builder: TraceBuilder;
}

const createReader = ({ limits, problems, builder }: ReaderParts) => {
  const splitter = createLineSplitter(limits.maxLineBytes);
  const readLine = (raw: RawLine): boolean => {
    const line = raw.number === 1 ? withoutMark(raw, problems) : raw;
    if (line === undefined) return false;
    const parsed = parseLine(line, limits);
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
