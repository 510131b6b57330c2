import type { ItfValue, LoggedValue } from "../../traces/itf.ts";
import type { TraceEvent } from "../../traces/schema.ts";

/** What somebody's mistake does to the events of a true run. Lines are those of the file: the first event has 2. */
export type Edit = (events: readonly TraceEvent[]) => readonly TraceEvent[];

/** The event of a line is not in the file. */
export const drop =
  (line: number): Edit =>
  (events) =>
    events.filter((_, index) => index !== line - FIRST_LINE);

/** Two events that follow each other stand in the wrong order. */
export const swapWithNext =
  (line: number): Edit =>
  (events) => {
    const [first, second] = [eventAt(events, line), eventAt(events, line + 1)];
    return events.with(line - FIRST_LINE, second).with(line - FIRST_LINE + 1, first);
  };

/** An event that follows a line: made from the event there, and new to the file. */
export const insertAfter =
  (line: number, make: (before: TraceEvent) => TraceEvent): Edit =>
  (events) =>
    events.toSpliced(line - FIRST_LINE + 1, 0, make(eventAt(events, line)));

/** The event of a line says something else. */
export const change =
  (line: number, how: (event: TraceEvent) => TraceEvent): Edit =>
  (events) =>
    events.with(line - FIRST_LINE, how(eventAt(events, line)));

/** Only the first lines of the file, header included. */
export const upTo =
  (lastLine: number): Edit =>
  (events) =>
    events.slice(0, lastLine - FIRST_LINE + 1);

/** Every event says less. */
export const every =
  (how: (event: TraceEvent) => TraceEvent): Edit =>
  (events) =>
    events.map(how);

/** One edit after the other; the lines of each are those that the one before has left. */
export const inOrder =
  (...edits: readonly Edit[]): Edit =>
  (events) =>
    edits.reduce((edited, edit) => edit(edited), events);

/** `seq` and `nodeSeq` counted anew, as the recorder would have. */
export const renumber: Edit = (events) => {
  const counts = new Map<string, number>();
  return events.map((event, index) => {
    const seq = index + 1;
    if (event.node === undefined) return { ...event, seq };
    const nodeSeq = (counts.get(event.node) ?? 0) + 1;
    counts.set(event.node, nodeSeq);
    return { ...event, seq, nodeSeq };
  });
};

/** The event at a line; throws when there is none, for then the run is not the one that the edit was made for. */
export const eventAt = (events: readonly TraceEvent[], line: number): TraceEvent => {
  const event = events[line - FIRST_LINE];
  if (event === undefined) throw new RangeError(`no event in line ${line}`);
  return event;
};

/** The event with another value at one point of a variable; throws when the event does not log that point. */
export const setPoint = (
  event: TraceEvent,
  variable: string,
  [point, value]: readonly [ItfValue, ItfValue],
): TraceEvent => {
  const points = pointsOf(event.state?.[variable]);
  const index = points.findIndex(([key]) => JSON.stringify(key) === JSON.stringify(point));
  if (index === -1)
    throw new RangeError(`event ${event.seq} logs no ${variable} at ${JSON.stringify(point)}`);
  return { ...event, state: { ...event.state, [variable]: { "#at": points.with(index, [point, value]) } } };
};

/** The point of `messages` that is the link from one node to another. */
export const link = (from: string, to: string): ItfValue => ({ "#tup": [from, to] });

/** Line 1 is the header. */
const FIRST_LINE = 2;

const pointsOf = (logged: LoggedValue | undefined): readonly (readonly [ItfValue, ItfValue])[] => {
  if (typeof logged !== "object" || !("#at" in logged)) return [];
  // A record field cannot start with #, so this is the form that logs some points.
  return logged["#at"] as readonly (readonly [ItfValue, ItfValue])[];
};
