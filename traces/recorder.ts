import { checkEvent, encodeEvent, encodeHeader } from "./encode.ts";
import { TRACE_FORMAT, TRACE_VERSION, type TraceEvent, type TraceHeader } from "./schema.ts";
import type { LocatedEvent, Trace } from "./trace.ts";

/** A header without what is the same in every trace. */
export type NewHeader = Omit<TraceHeader, "format" | "version">;

/** An event without the numbers, which the recorder gives. */
export type NewEvent = Omit<TraceEvent, "seq" | "nodeSeq">;

export interface Recorder {
  /** Numbers the event and writes it. Throws a TypeError for an event the format cannot hold. */
  readonly record: (event: NewEvent) => TraceEvent;
}

export interface RecorderOptions {
  readonly header: NewHeader;
  /** Takes one line without its newline; the header's line comes first, at once. */
  readonly write: (line: string) => void;
}

/** Records one run: `seq` counts all events, `nodeSeq` those of each named node. */
export const createRecorder = ({ header, write }: RecorderOptions): Recorder => {
  write(encodeHeader(completeHeader(header)));
  return numbering((event) => write(encodeEvent(event)));
};

export interface CollectRecorder extends Recorder {
  /** What was recorded so far, as it would be read from a file of that name. */
  readonly trace: (file: string) => Trace;
}

/** Records into memory, without making text of it; refuses what `createRecorder` refuses. */
export const collectRecorder = (header: NewHeader): CollectRecorder => {
  const complete = completeHeader(header);
  encodeHeader(complete);
  const events: LocatedEvent[] = [];
  const { record } = numbering((event) => {
    checkEvent(event);
    events.push({ line: events.length + 2, event });
  });
  return { record, trace: (file) => ({ file, header: complete, events: [...events] }) };
};

export interface Backlog<Step> {
  /** Keeps the step, which must never change: on the hot path recording costs no more than this. */
  readonly keep: (step: Step) => void;
  /** Records what was kept since the last time, in order, and forgets it. */
  readonly recordTo: (recorder: Recorder) => void;
}

/**
 * Recording in two parts: steps are kept as they are while something runs, and told as events when there is time. It
 * needs memory for every step, and a process that is killed loses what it kept: who sends messages records first.
 */
export const createBacklog = <Step>(eventOf: (step: Step) => NewEvent): Backlog<Step> => {
  let kept: Step[] = [];
  return {
    keep: (step) => void kept.push(step),
    recordTo: ({ record }) => {
      const steps = kept;
      kept = [];
      for (const step of steps) record(eventOf(step));
    },
  };
};

/** Numbers events for one that takes them, or throws. */
const numbering = (take: (event: TraceEvent) => void): Recorder => {
  const lastOfNode = new Map<string, number>();
  let lastSeq = 0;
  return {
    record: (event) => {
      const seq = lastSeq + 1;
      const { node } = event;
      const nodeSeq = (lastOfNode.get(node ?? "") ?? 0) + 1;
      const numbered = node === undefined ? { ...event, seq } : { ...event, seq, nodeSeq };
      take(numbered);
      // Only now: an event that was refused or not written takes no number.
      lastSeq = seq;
      if (node !== undefined) lastOfNode.set(node, nodeSeq);
      return numbered;
    },
  };
};

const completeHeader = (header: NewHeader): TraceHeader => ({
  ...header,
  format: TRACE_FORMAT,
  version: TRACE_VERSION,
});
