import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import { traceProblem } from "./codes.ts";
import { decodeEvents, unchanged, type DecodeOptions } from "./decode.ts";
import { createLineSplitter, type RawLine } from "./lines.ts";
import { success, type Problem, type Result } from "./problem.ts";
import { fileStamp, readRegularFile } from "./regularFile.ts";
import type { TraceEvent, TraceHeader } from "./schema.ts";
import { isTraceEvent } from "./shape.ts";
import type { LocatedEvent } from "./trace.ts";

/** A trace file that was read once and found sound. Its events are not in memory: they are read again when needed. */
export interface TraceFile {
  readonly file: string;
  readonly header: TraceHeader;
  readonly events: number;
  readonly bytes: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly digest: string;
  /** Its events from the first on. */
  readonly read: () => EventCursor;
}

/** Events in the order of the file, one after the other. */
export interface EventCursor {
  /** Undefined after the last. Throws FileChangedError when the file is no longer what it was. */
  readonly next: () => Promise<LocatedEvent | undefined>;
}

/** The file was changed between the reading that found it sound and a later one: TRC004. */
export class FileChangedError extends Error {
  readonly problem: Problem;
  constructor(file: string) {
    super(`${file} was changed`);
    this.problem = traceProblem("TRC004", { file }, "expected the file that was read before, found another");
  }
}

export interface ScanOptions extends DecodeOptions {
  readonly onHeader?: (header: TraceHeader) => void;
  readonly onEvent?: (located: LocatedEvent) => void;
}

/** Files of at most this many bytes stay in memory as they are, so that they need not be read twice. */
const SMALL_FILE = 256 * 1024;
/** Events of files of at most this many bytes stay as they were decoded: to decode them again would cost more. */
export const SHORT_FILE = 16 * 1024;

/** Reads a trace file to its end and looks at every event; the problems are those of `readTrace`. */
export const scanTraceFile = async (
  file: string,
  { onEvent, ...options }: ScanOptions = {},
): Promise<Result<TraceFile>> => {
  const hash = createHash("sha256");
  let kept: LocatedEvent[] | null = [];
  let bytes = 0;
  const read = await readRegularFile(file, (source) =>
    decodeEvents(
      file,
      hashed(source, (chunk) => void (hash.update(chunk), (bytes += chunk.length))),
      {
        ...options,
        onEvent: (located, line) => {
          // The lines of a larger file are in memory that the next chunk takes.
          kept = bytes > SMALL_FILE ? null : kept;
          kept?.push(bytes > SHORT_FILE ? new RawEvent(located.line, line) : located);
          onEvent?.(located);
        },
      },
    ),
  );
  const decoded = read.ok ? unchanged(read.value) : read;
  if (!decoded.ok) return decoded;
  const events: readonly LocatedEvent[] | null = bytes > SMALL_FILE ? null : kept;
  const stamp = read.ok ? read.value.stamp : "";
  return success({
    ...{ file, bytes, ...decoded.value, digest: hash.digest("hex") },
    read: () => (events === null ? fileCursor(file, stamp) : listCursor(events)),
  });
};

/** Events that are in memory. */
export const listCursor = (events: readonly LocatedEvent[]): EventCursor => {
  let at = 0;
  return { next: () => Promise.resolve(events[at++]) };
};

async function* hashed(source: AsyncIterable<Buffer>, look: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    look(chunk);
    yield chunk;
  }
}

/**
 * An event as the bytes of its line, which take a fraction of the memory; it is parsed each time it is looked at. (Place
 * and length, for a Buffer of its own would take more than most lines.)
 */
class RawEvent implements LocatedEvent {
  readonly line: number;
  readonly #memory: ArrayBufferLike;
  readonly #start: number;
  readonly #length: number;
  constructor(line: number, { buffer, byteOffset, length }: Buffer) {
    this.line = line;
    this.#memory = buffer;
    this.#start = byteOffset;
    this.#length = length;
  }
  get event(): TraceEvent {
    const bytes = Buffer.from(this.#memory, this.#start, this.#length);
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    if (!isTraceEvent(value)) throw new Error("an event that was sound is so no longer");
    return value;
  }
}

const PIECE_BYTES = 1024 * 1024;

/** Reads a piece at a time and leaves the file closed in between: TLC may run for hours before the next. */
const fileCursor = (file: string, stamp: string): EventCursor => {
  const splitter = createLineSplitter(Infinity);
  let lines: readonly RawLine[] = [];
  let at = 0;
  let position = 0;
  let ended = false;
  const readOn = async (): Promise<void> => {
    const chunk = await readPiece(file, position, stamp);
    position += chunk.length;
    ended = chunk.length === 0;
    lines = ended ? splitter.end() : splitter.push(chunk);
    at = 0;
  };
  const next = async (): Promise<LocatedEvent | undefined> => {
    while (at >= lines.length && !ended) await readOn();
    const line = lines[at++];
    if (line === undefined) return undefined;
    return line.number === 1 ? next() : new RawEvent(line.number, line.bytes);
  };
  return { next };
};

const readPiece = async (file: string, position: number, stamp: string): Promise<Buffer> => {
  const found = await stat(file, { bigint: true }).then(fileStamp, () => "");
  if (found !== stamp) throw new FileChangedError(file);
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { bytesRead, buffer } = await handle.read(
      Buffer.allocUnsafe(PIECE_BYTES),
      ...([0, PIECE_BYTES, position] as const),
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};
