import type { TraceEvent, TraceHeader } from "./schema.ts";

/** One run of an implementation, as read: the header, and the events in the order of the file. */
export interface Trace {
  readonly file: string;
  readonly header: TraceHeader;
  readonly events: readonly LocatedEvent[];
}

/** An event and where it stands. */
export interface LocatedEvent {
  /** 1-based; line 1 is the header. */
  readonly line: number;
  readonly event: TraceEvent;
  /** The file of `line`, where it is not the trace's own: in a merged trace. */
  readonly file?: string;
}
