import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { createLineSplitter, type RawLine } from "../../../traces/lines.ts";
import { isMissing } from "../../isMissing.ts";
import { DotSyntaxError } from "./dot.ts";
import { createDumpLine, readDumpLine, textOf, type DumpLine } from "./dumpLine.ts";

/** A dump, and how much of it there is. */
export interface DumpSource {
  readonly file: string;
  /** Settles when nothing more is written; until then the reading waits for more. Absent: all is there. */
  readonly written?: Promise<unknown>;
  /** A dump that stops in the middle is read as far as it goes; asked when it has ended. */
  readonly isPartial?: () => boolean;
  /** Asked after each piece: nothing more is read when it is true. */
  readonly isFull?: () => boolean;
  /** Told now and then how many bytes have been read. */
  readonly onProgress?: (bytes: number) => void;
}

/** What the reader hands on: the nodes and edges, one after the other, in an object that is used again. */
type OnLine = (line: DumpLine) => void;

const CHUNK_BYTES = 1 << 20;
/** No state takes that much to print. */
const MAX_LINE_BYTES = 1 << 28;
/** Between two looks at a file that is being written. */
const PAUSE_MS = 50;

/** Reads a dump as a stream and hands on node by node and edge by edge, in the file's order. */
export const readDump = async (source: DumpSource, onLine: OnLine): Promise<void> => {
  const reader = createDumpReader(onLine);
  let read = 0;
  for await (const chunk of chunksOf(source)) {
    reader.push(chunk);
    read += chunk.length;
    source.onProgress?.(read);
    if (source.isFull?.() === true) return;
  }
  if (source.isPartial?.() !== true) reader.end();
};

/** The reader of a dump, chunk by chunk. Throws DotSyntaxError with the line on what TLC does not write. */
export const createDumpReader = (onLine: OnLine) => {
  const splitter = createLineSplitter(MAX_LINE_BYTES);
  const line = createDumpLine();
  let depth = 0;
  let lines = 0;
  const take = ({ number, bytes, tooLong }: RawLine): void => {
    lines = number;
    const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
    readDumpLine(line, bytes, { start: 0, end });
    if (tooLong || line.kind === "torn")
      throw new DotSyntaxError(
        `line ${number} is none of TLC's: ${textOf(bytes, { start: 0, end: Math.min(end, 80) })}`,
      );
    if (line.kind === "open") depth += 1;
    else if (line.kind === "close") depth -= 1;
    else if (line.kind !== "layout") withLine(number, () => onLine(line));
  };
  return {
    push: (chunk: Buffer): void => splitter.push(chunk).forEach(take),
    /** What has no line end yet, and whether all is closed. */
    end: (): void => {
      splitter.end().forEach(take);
      if (lines === 0 || depth !== 0)
        throw new DotSyntaxError(`the dump ends, after line ${lines}, before its closing bracket`);
    },
  };
};

const withLine = (number: number, read: () => void): void => {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DotSyntaxError)) throw error;
    throw new DotSyntaxError(`line ${number}: ${error.message}`);
  }
};

async function* chunksOf({ file, written }: DumpSource): AsyncGenerator<Buffer> {
  if (written === undefined) {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES }))
      if (Buffer.isBuffer(chunk)) yield chunk;
    return;
  }
  let ended = false;
  const end = (): void => void (ended = true);
  written.then(end, end);
  yield* growing(file, () => ended);
}

/** The chunks of a file that is being written, and may not be there yet, until it has ended. */
async function* growing(file: string, hasEnded: () => boolean): AsyncGenerator<Buffer> {
  const handle = await opened(file, hasEnded);
  if (handle === null) return;
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const last = hasEnded();
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (last) return;
      else await wait(PAUSE_MS);
    }
  } finally {
    await handle.close();
  }
}

const opened = async (file: string, hasEnded: () => boolean) => {
  for (;;) {
    const last = hasEnded();
    try {
      return await open(file);
    } catch (error) {
      if (!isMissing(error)) throw error;
      if (last) return null;
    }
    await wait(PAUSE_MS);
  }
};

const RETURN = 13;
