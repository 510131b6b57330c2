import { encodeEvent, encodeHeader } from "./encode.ts";
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
  const lastOfNode = new Map<string, number>();
  let lastSeq = 0;
  write(encodeHeader(completeHeader(header)));
  return {
    record: (event) => {
      const seq = lastSeq + 1;
      const { node } = event;
      const nodeSeq = (lastOfNode.get(node ?? "") ?? 0) + 1;
      const numbered = node === undefined ? { ...event, seq } : { ...event, seq, nodeSeq };
      write(encodeEvent(numbered));
      // Only now: an event that was refused or not written takes no number.
      lastSeq = seq;
      if (node !== undefined) lastOfNode.set(node, nodeSeq);
      return numbered;
    },
  };
};

export interface CollectRecorder extends Recorder {
  /** What was recorded so far, as it would be read from a file of that name. */
  readonly trace: (file: string) => Trace;
}

/** Records into memory; refuses what `createRecorder` refuses. */
export const collectRecorder = (header: NewHeader): CollectRecorder => {
  const { record } = createRecorder({ header, write: () => undefined });
  const events: LocatedEvent[] = [];
  return {
    record: (event) => {
      const numbered = record(event);
      events.push({ line: events.length + 2, event: numbered });
      return numbered;
    },
    trace: (file) => ({ file, header: completeHeader(header), events: [...events] }),
  };
};

const completeHeader = (header: NewHeader): TraceHeader => ({
  ...header,
  format: TRACE_FORMAT,
  version: TRACE_VERSION,
});
