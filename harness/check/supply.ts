import { FileChangedError, type EventCursor } from "../../traces/traceFile.ts";
import type { Problem } from "../../traces/problem.ts";
import type { TlaValue } from "../tla/value.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { NOTHING_DECLARED } from "../spec/declarations.ts";
import { constantsKey } from "./constantsKey.ts";
import { expandEvent, type ComposedEvent } from "./declared/composition.ts";
import type { Segment } from "./segment.ts";
import type { TraceSource } from "./source.ts";
import { createWeigher, type Weigher } from "./weigher.ts";

/** Segments that one run of TLC can follow together, and the traces they are of. */
export interface Batch {
  readonly pieces: readonly Piece[];
}

/** A segment, and the trace it is the next piece of. */
export interface Piece {
  readonly trace: OpenTrace;
  readonly segment: Segment;
}

/** A trace on its way: what of it is not yet in a segment. */
export interface OpenTrace {
  readonly source: TraceSource;
  /** Equal for traces that one run can judge together. */
  readonly key: string;
  readonly cursor: EventCursor;
  /** Events that were read and did not fit, each in its steps. */
  held: readonly Steps[];
  /** Where the next segment starts; absent before the first. */
  start?: readonly (readonly TlaValue[])[];
}

type Steps = readonly ComposedEvent[];

/** What must be known of a spec to hand out its traces. */
export type SuppliedSpec = Pick<LoadedSpec, "modelValues" | "declarations">;

export interface SupplyLimits {
  /** Bytes of a data module that SANY can read in the memory it has. */
  readonly maxBytes: number;
  /** Events of one piece of a trace: every event is a level of TLC's search. */
  readonly maxEvents: number;
  /** Bytes of trace files after which a batch is closed, so that all jobs have work. */
  readonly share: number;
}

/** Hands out batches until there is nothing left; pieces that follow others come after those were judged. */
export interface Supply {
  /** Null when all that is left depends on batches that are being judged, or when nothing is left at all. */
  readonly take: () => Promise<Batch | null>;
  /** The trace goes on in these states. */
  readonly goOn: (trace: OpenTrace, start: NonNullable<OpenTrace["start"]>) => void;
  /** Traces whose file was changed after it was found sound. */
  readonly lost: () => readonly { readonly source: TraceSource; readonly problem: Problem }[];
}

/** Takes traces as they come; those with other constants wait until enough of their kind are there. */
export const createSupply = (
  sources: AsyncIterator<TraceSource>,
  spec: SuppliedSpec,
  limits: SupplyLimits,
): Supply => {
  const waiting = createWaiting(sources, spec);
  const lost: { source: TraceSource; problem: Problem }[] = [];
  const take = async (): Promise<Batch | null> => {
    const key = await waiting.fullest();
    if (key === undefined) return null;
    const filling = createFilling(spec, limits);
    for (let trace = await waiting.next(key); trace !== undefined; trace = await waiting.next(key)) {
      const fate = await fill(filling, trace);
      if (fate === "full") waiting.first(trace);
      if (fate instanceof FileChangedError) lost.push({ source: trace.source, problem: fate.problem });
      if (fate === "full" || filling.isFull()) break;
    }
    // All that was at hand may have been lost.
    return filling.pieces.length === 0 ? take() : { pieces: filling.pieces };
  };
  const goOn: Supply["goOn"] = (trace, start) => waiting.first({ ...trace, start });
  return { take, goOn, lost: () => lost };
};

/** Traces of other constants that are kept waiting; small files wait in memory. */
const MAX_WAITING = 500;

/** Traces by their constants, read from the sources only when they are asked for. */
const createWaiting = (sources: AsyncIterator<TraceSource>, spec: SuppliedSpec) => {
  const queues = new Map<string, OpenTrace[]>();
  let dry = false;
  const queueOf = ({ key }: OpenTrace): OpenTrace[] => {
    const queue = queues.get(key) ?? [];
    queues.set(key, queue);
    return queue;
  };
  const count = (): number => [...queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  const add = (source: TraceSource): void => {
    const key = constantsKey(source.header, spec);
    const trace = { source, key, cursor: source.read(), held: [] };
    queueOf(trace).push(trace);
  };
  const readOn = async (): Promise<void> => {
    const source = await sources.next();
    if (source.done === true) dry = true;
    else add(source.value);
  };
  /** The kind of which most are waiting; undefined when there are none left. */
  const fullest = async (): Promise<string | undefined> => {
    while (!dry && count() === 0) await readOn();
    const [most] = [...queues].toSorted(([, left], [, right]) => right.length - left.length);
    return most === undefined || most[1].length === 0 ? undefined : most[0];
  };
  /** The next trace of a kind; more are read for it as long as few of other kinds are waiting. */
  const next = async (key: string): Promise<OpenTrace | undefined> => {
    for (;;) {
      const trace = queues.get(key)?.shift();
      if (trace !== undefined || dry || count() > MAX_WAITING) return trace;
      await readOn();
    }
  };
  return { fullest, next, first: (trace: OpenTrace) => void queueOf(trace).unshift(trace) };
};

interface Filling {
  readonly pieces: readonly Piece[];
  readonly add: (piece: Piece) => void;
  readonly weigher: Weigher;
  readonly isFull: () => boolean;
  readonly limits: SupplyLimits;
  readonly spec: SuppliedSpec;
}

const createFilling = (spec: SuppliedSpec, limits: SupplyLimits): Filling => {
  const pieces: Piece[] = [];
  let bytes = 0;
  const add = (piece: Piece): void => {
    pieces.push(piece);
    bytes += piece.trace.source.bytes;
  };
  return { pieces, add, weigher: createWeigher(), limits, spec, isFull: () => bytes >= limits.share };
};

/** Adds the next piece of a trace. One that makes the batch too heavy is cut if it is alone, and has to wait if not. */
const fill = async (filling: Filling, trace: OpenTrace): Promise<"added" | "full" | FileChangedError> => {
  try {
    filling.weigher.addStart(trace.start ?? []);
    const { taken, left, heavy } = await readUpTo(filling, trace);
    const full = heavy && filling.pieces.length > 0;
    trace.held = full ? [...taken, ...left] : left;
    if (full) return "full";
    filling.add({ trace, segment: segmentOf(trace, taken.flat(), left.length > 0) });
    return "added";
  } catch (error) {
    if (error instanceof FileChangedError) return error;
    throw error;
  }
};

interface Reading {
  readonly taken: readonly Steps[];
  /** The first event that does not fit, and others that were read before. */
  readonly left: readonly Steps[];
  /** Whether it is the batch that has become too heavy, and not the piece too long. */
  readonly heavy: boolean;
}

/** The events that fit. At least one does: nothing can be cut further. */
const readUpTo = async ({ weigher, limits, spec }: Filling, trace: OpenTrace): Promise<Reading> => {
  const taken: Steps[] = [];
  const { next, held } = createReader(trace, spec);
  for (let steps = await next(); steps !== undefined; steps = await next()) {
    const heavy = steps.reduce((_, { event }) => weigher.add(event), 0) > limits.maxBytes;
    if (taken.length > 0 && (heavy || taken.length >= limits.maxEvents))
      return { taken, left: [steps, ...held()], heavy };
    taken.push(steps);
  }
  return { taken, left: [], heavy: false };
};

/** What was held back first, then what the trace still has. */
const createReader = (trace: OpenTrace, { declarations = NOTHING_DECLARED }: SuppliedSpec) => {
  const { held } = trace;
  let at = 0;
  const next = async (): Promise<Steps | undefined> => {
    if (at < held.length) return held[at++];
    const located = await trace.cursor.next();
    return located && expandEvent(located, declarations);
  };
  return { next, held: () => held.slice(at) };
};

const segmentOf = (
  { source: { file, header }, start }: OpenTrace,
  events: readonly ComposedEvent[],
  more: boolean,
): Segment => ({ file, header, events, ...(start && { start }), ...(more && { more }) });
