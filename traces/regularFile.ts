import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  read,
  readSync,
  statSync,
  type BigIntStats,
} from "node:fs";
import { promisify } from "node:util";
import { traceProblem, type TraceCodeName } from "./codes.ts";
import { failure, success, type Problem, type Result } from "./problem.ts";

/** What a consumer made of a file, and TRC004 if the file was not the same before and after. */
export interface FileReading<T> {
  readonly value: T;
  readonly changed: Problem | undefined;
  /** Tells this file, as it was, from every other (`fileStamp`). */
  readonly stamp: string;
}

/** Changes with the file and its content: what tells later that it is still the one that was read. */
export const fileStamp = ({ size, mtimeNs, ino }: BigIntStats): string => [size, mtimeNs, ino].join(" ");

/**
 * Streams a regular file to a consumer; of a file of more than 256 KiB a chunk is good until the next is asked for. Anything else (folder, FIFO, device) is refused before it is opened: opening
 * a FIFO would wait for a writer, and reading a device may never end. Problems: TRC001, TRC002, TRC003.
 */
export const readRegularFile = async <T>(
  path: string,
  consume: (source: AsyncIterable<Buffer>) => Promise<T>,
): Promise<Result<FileReading<T>>> => {
  try {
    // The calls of the system that wait: a small file is read in less time than it takes to hand each of them to a thread.
    if (!statSync(path).isFile()) return failure(notRegular(path));
    // Non-blocking: the path may have become a FIFO since.
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readOpened({ path, handle, consume });
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const problem = systemProblem(path, error);
    if (problem === undefined) throw error;
    return failure(problem);
  }
};

/** The problem an error of the file system stands for; undefined for any other error, which is a bug. */
export const systemProblem = (
  path: string,
  error: unknown,
  otherwise: TraceCodeName = "TRC002",
): Problem | undefined => {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  return error.code === "ENOENT" || error.code === "ENOTDIR"
    ? traceProblem("TRC001", { file: path }, "expected a file or folder, found nothing")
    : traceProblem(otherwise, { file: path }, `the system refused: ${error.message}`);
};

const notRegular = (path: string): Problem =>
  traceProblem("TRC003", { file: path }, "expected a regular file, found another kind");

interface Opened<T> {
  readonly path: string;
  readonly handle: number;
  readonly consume: (source: AsyncIterable<Buffer>) => Promise<T>;
}

const readOpened = async <T>({ path, handle, consume }: Opened<T>): Promise<Result<FileReading<T>>> => {
  const before = fstatSync(handle, { bigint: true });
  if (!before.isFile()) return failure(notRegular(path));
  const value = await consume(chunks(handle, Number(before.size)));
  const after = fstatSync(handle, { bigint: true });
  const stamp = fileStamp(before);
  if (before.size === after.size && before.mtimeNs === after.mtimeNs) {
    return success({ value, changed: undefined, stamp });
  }
  const message = `expected the same file before and after reading, found ${before.size} and ${after.size} bytes`;
  return success({ value, changed: traceProblem("TRC004", { file: path }, message), stamp });
};

const CHUNK_BYTES = 256 * 1024;

const readLater = promisify(read);

/** At most the bytes the file had when it was opened: one that grows as fast as it is read would never end. */
async function* chunks(handle: number, size: number): AsyncGenerator<Buffer> {
  // One for all chunks: of a large file there would be hundreds in memory before anybody collects them.
  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, size));
  for (let position = 0; position < size;) {
    const length = Math.min(CHUNK_BYTES, size - position);
    const bytesRead =
      size <= CHUNK_BYTES
        ? readSync(handle, buffer, 0, length, position)
        : (await readLater(handle, buffer, 0, length, position)).bytesRead;
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
