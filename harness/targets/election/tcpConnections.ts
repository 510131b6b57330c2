import { dials } from "../../../impl/cluster/tcp/membership.ts";
import type { TraceEvent } from "../../../traces/schema.ts";
import type { LocatedEvent, Trace } from "../../../traces/trace.ts";

/**
 * The same traces, with what their processes could not write down: where a connection came up at both ends, the
 * acceptor lost it after it had come up at the dialer's. That is so because the dialer is the one who ends a connection,
 * unless the acceptor's process dies; but no message tells the acceptor. Both events get one more id in common.
 */
export const withEndsAfterBeginnings = (traces: readonly Trace[]): readonly Trace[] => {
  const heard = new Set(
    traces.flatMap(({ events }) => events.flatMap(({ event }) => (isDialers(event) ? [event.received] : []))),
  );
  return traces.map((trace) => ({ ...trace, events: ordered(trace.events, heard) }));
};

const ordered = (
  events: readonly LocatedEvent[],
  heard: ReadonlySet<string | undefined>,
): readonly LocatedEvent[] => {
  /** By dialer: the welcome of its present connection. */
  const welcomes = new Map<string, string>();
  return events.map(({ line, event }) => {
    const peer = peerOf(event);
    if (isDialers(event) && event.received !== undefined)
      return { line, event: { ...event, sent: [...(event.sent ?? []), upId(event.received)] } };
    if (event.action === "ApplyNodeAvailable") welcomes.set(peer, event.sent?.[0] ?? "");
    if (event.action !== "ApplyNodeUnavailable") return { line, event };
    const welcome = welcomes.get(peer);
    welcomes.delete(peer);
    return welcome !== undefined && heard.has(welcome)
      ? { line, event: { ...event, received: upId(welcome) } }
      : { line, event };
  });
};

/** Both ends come up by the same action. */
const isDialers = (event: TraceEvent): boolean =>
  event.action === "ApplyNodeAvailable" && event.node !== undefined && dials(event.node, peerOf(event));

const peerOf = ({ args }: TraceEvent): string => {
  const peer = args?.["j"];
  return typeof peer === "string" ? peer : "";
};

const upId = (welcome: string): string => `${welcome}.up`;
