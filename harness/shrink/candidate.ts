import { decodeTrace } from "../../traces/decode.ts";
import { encodeTrace } from "../../traces/encode.ts";
import type { TraceEvent, TraceHeader } from "../../traces/schema.ts";
import { isTraceEvent } from "../../traces/shape.ts";
import type { Trace } from "../../traces/trace.ts";

/** A trace of the given events, numbered anew; null when the format does not allow it. */
export const candidate = async (
  file: string,
  header: TraceHeader,
  events: readonly TraceEvent[],
): Promise<Trace | null> => {
  const numbered = events.map((event, index) => ({ line: index + 2, event: { ...event, seq: index + 1 } }));
  if (events.length === 0 || !numbered.every(({ event }) => isTraceEvent(event))) return null;
  const text = encodeTrace({ header: expecting(header, events.length), events: numbered });
  const decoded = await decodeTrace(file, text);
  return decoded.ok ? decoded.value : null;
};

/** An example that must be refused says where: at its last event now. */
const expecting = (header: TraceHeader, events: number): TraceHeader =>
  header.expect === undefined
    ? header
    : { ...header, expect: { ...header.expect, line: events + 1, seq: events } };

export const eventsOf = ({ events }: Trace): readonly TraceEvent[] => events.map(({ event }) => event);
