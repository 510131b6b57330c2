import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, type BigIntStats } from "node:fs";
import type { VerdictStore } from "../check/traceOutcome.ts";
import { digestOf } from "./entry.ts";
import { decodeOutcome } from "./outcomeShape.ts";
import type { Store } from "./store.ts";

export interface VerdictsOptions {
  /** Stands for all that a verdict depends on besides the trace. */
  readonly context: string;
  /** Whether the spec is still the one that the context speaks of. */
  readonly isUnchanged: () => boolean;
}

/** Verdicts by the bytes of the trace; what could be otherwise another time (inconclusive) is not kept. */
export const createVerdicts = (store: Store, { context, isUnchanged }: VerdictsOptions): VerdictStore => {
  const isStillUnchanged = oncePerTurn(isUnchanged);
  return {
    find: (file) => {
      const digest = digestOfTrace(file);
      return Promise.resolve(
        digest === undefined ? undefined : store.get(digestOf(context, digest), decodeOutcome),
      );
    },
    keep: (digest, outcome) => {
      const decisive = decodeOutcome(outcome);
      if (decisive !== undefined && isStillUnchanged()) store.put(digestOf(context, digest), decisive);
    },
  };
};

/** The verdicts of a run of TLC come all at once. */
const oncePerTurn = (ask: () => boolean): (() => boolean) => {
  let answer: boolean | undefined;
  return () => {
    if (answer === undefined) setImmediate(() => (answer = undefined));
    return (answer ??= ask());
  };
};

const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
const CHUNK = 1024 * 1024;

/** SHA-256 of a regular file; undefined for anything else, which is left to those who say why. */
const digestOfTrace = (file: string): string | undefined => {
  try {
    const descriptor = openSync(file, FLAGS);
    try {
      const before = fstatSync(descriptor, { bigint: true });
      if (!before.isFile()) return undefined;
      const digest = digestOfOpened(descriptor, Number(before.size));
      return isSame(before, fstatSync(descriptor, { bigint: true })) ? digest : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
};

const buffer = Buffer.alloc(CHUNK);

/** Not more than it had when it was opened: it may grow as fast as it is read. */
const digestOfOpened = (descriptor: number, size: number): string => {
  const hash = createHash("sha256");
  for (let position = 0; position < size;) {
    const bytes = readSync(descriptor, buffer, 0, Math.min(CHUNK, size - position), position);
    if (bytes === 0) break;
    hash.update(buffer.subarray(0, bytes));
    position += bytes;
  }
  return hash.digest("hex");
};

const isSame = (before: BigIntStats, after: BigIntStats): boolean =>
  before.size === after.size && before.mtimeNs === after.mtimeNs;
