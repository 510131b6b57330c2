import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { traceProblem } from "./codes.ts";
import { failure, success, type Problem, type Result } from "./problem.ts";
import { createRecorder, type NewHeader, type Recorder } from "./recorder.ts";

export interface FileRecorderOptions {
  readonly header: NewHeader;
  /** Replace an existing file; false. */
  readonly overwrite?: boolean;
  /** Characters kept back before they are written; 64 Ki. */
  readonly bufferSize?: number;
}

/** Records to a file. Events after a failed write are dropped: `flush` and `close` tell. */
export interface FileRecorder extends Recorder {
  /** Hands everything so far to the system, without waiting for the disk. */
  readonly flush: () => Result<undefined>;
  /** Flushes and closes; a second call does nothing and gives the same answer. */
  readonly close: () => Result<undefined>;
}

/**
 * Opens a file for recording and creates its folders. Every write ends with a whole line, so a producer that is killed
 * leaves a trace that can be read. Problems: TRC006 (exists), TRC007 (cannot be written).
 */
export const createFileRecorder = (path: string, options: FileRecorderOptions): Result<FileRecorder> => {
  const opened = attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, options.overwrite === true ? "w" : "wx");
  });
  if (!opened.ok) return opened;
  const lines = createLineWriter(path, opened.value, options.bufferSize ?? 64 * 1024);
  const { record } = createRecorder({ header: options.header, write: lines.write });
  return success({ record, flush: lines.flush, close: lines.close });
};

const createLineWriter = (path: string, descriptor: number, bufferSize: number) => {
  let pending = "";
  let written = 0;
  let state: Result<undefined> = success(undefined);
  let open = true;

  const flush = (): Result<undefined> => {
    if (!open || !state.ok || pending === "") return state;
    const bytes = Buffer.from(pending);
    pending = "";
    state = attempt(path, () => {
      writeWhole({ descriptor, bytes, position: written });
      return undefined;
    });
    written += bytes.length;
    return state;
  };
  return {
    write: (line: string): void => {
      if (!open) throw new Error(`recording to ${path} after it was closed`);
      pending += `${line}\n`;
      if (pending.length >= bufferSize) flush();
    },
    flush,
    close: (): Result<undefined> => {
      flush();
      if (open) closeSync(descriptor);
      open = false;
      return state;
    },
  };
};

interface Write {
  readonly descriptor: number;
  readonly bytes: Buffer;
  readonly position: number;
}

/** All or nothing: a write the system accepts in part (disk full) is taken back. */
const writeWhole = ({ descriptor, bytes, position }: Write): void => {
  try {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
    }
  } catch (error) {
    ftruncateSync(descriptor, position);
    throw error;
  }
};

const attempt = <T>(path: string, action: () => T): Result<T> => {
  try {
    return success(action());
  } catch (error) {
    const problem = writeProblem(path, error);
    if (problem === undefined) throw error;
    return failure(problem);
  }
};

const writeProblem = (path: string, error: unknown): Problem | undefined => {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  // A folder's name that a file has is also EEXIST, but of mkdir.
  return error.code === "EEXIST" && error.syscall === "open"
    ? traceProblem("TRC006", { file: path }, "expected a new file, found an existing one")
    : traceProblem("TRC007", { file: path }, `the system refused: ${error.message}`);
};
