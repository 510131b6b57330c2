import { readFile, stat } from "node:fs/promises";
import type { Incarnation } from "../../../impl/cluster/tcp/member.ts";
import { decodeTrace, readTrace } from "../../../traces/decode.ts";
import { success, type Result } from "../../../traces/problem.ts";
import type { LocatedEvent, Trace } from "../../../traces/trace.ts";

/** What one process left. */
export interface ProcessRecord {
  readonly process: Incarnation;
  /** Null when it was killed before it had written a header. */
  readonly trace: Trace | null;
  /** Bytes of a last line that its end cut off. */
  readonly tornBytes: number;
}

/**
 * Reads the trace of one process. Only a killed one may end inside a line: what that line tells was not seen by
 * anybody, for messages leave after their line was taken by the system.
 */
export const readProcessRecord = async (process: Incarnation): Promise<Result<ProcessRecord>> => {
  if (!process.killed) {
    const read = await readTrace(process.file, { allowNoEvents: true });
    return read.ok ? success({ process, trace: read.value, tornBytes: 0 }) : read;
  }
  const bytes = await bytesOf(process.file);
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  const tornBytes = bytes.length - end;
  if (end === 0) return success({ process, trace: null, tornBytes });
  const whole = bytes.subarray(0, end).toString("utf8");
  const decoded = await decodeTrace(process.file, whole, { allowNoEvents: true });
  return decoded.ok ? success({ process, trace: decoded.value, tornBytes }) : decoded;
};

/** The highest term that events of a node tell; what a "durable" memory gives the next process (1.9). */
export const highestTerm = (events: readonly LocatedEvent[]): number =>
  events.reduce((highest, { event }) => Math.max(highest, termIn(event.state?.["currentTerm"])), 0);

const NEWLINE = 0x0a;

/** Killed before it opened its file: nothing. */
const bytesOf = async (file: string): Promise<Buffer> =>
  (await stat(file).catch(() => null)) === null ? Buffer.alloc(0) : readFile(file);

/** As tcpEvent.ts writes it: one point of a function. */
const termIn = (logged: unknown): number => {
  const points: unknown =
    typeof logged === "object" && logged !== null && "#at" in logged ? logged["#at"] : [];
  const [first] = Array.isArray(points) ? (points as unknown[]) : [];
  const [, term] = Array.isArray(first) ? (first as unknown[]) : [];
  return typeof term === "number" ? term : 0;
};
