import type { Trace } from "../../traces/trace.ts";
import { canBeHeld, clashing, eventKinds, placeOf } from "./kinds.ts";

/**
 * Decides how far TLC may follow a trace before it meets a value that would end the whole run. Cutting a trace
 * short is always sound: the event after the cut is judged by comparing the spec's successors with the log here,
 * without TLC.
 */
export interface Suspicion {
  /** Events that TLC may be asked to follow. */
  readonly limit: (trace: Trace) => number;
  /** Learns from a comparison that failed. */
  readonly learn: (failure: FailedEvent) => void;
}

export interface FailedEvent {
  readonly trace: Trace;
  /** Number of the event, from 1. */
  readonly event: number;
  /** Events that TLC has compared without trouble: so many of each trace. */
  readonly matched: ReadonlyMap<Trace, number>;
}

/** Suspects only values that TLC cannot even hold, until a failure shows that kinds are mixed up. */
export const createSuspicion = (modelValues: ReadonlySet<string>): Suspicion => {
  const suspects = new Set<string>();
  const isSuspect = (event: Trace["events"][number]["event"]): boolean =>
    !canBeHeld(event, modelValues) ||
    (suspects.size > 0 && eventKinds(event, modelValues).some((kind) => suspects.has(kind)));
  return {
    limit: ({ events }) => {
      const first = events.findIndex(({ event }) => isSuspect(event));
      return first === -1 ? events.length : first;
    },
    learn: (failure) => {
      for (const kind of newSuspects(failure, modelValues)) suspects.add(kind);
    },
  };
};

/** Kinds in the minority at their place, and those of the failed event that no matched event has. */
const newSuspects = (
  { trace, event, matched }: FailedEvent,
  modelValues: ReadonlySet<string>,
): readonly string[] => {
  const counts = new Map<string, number>();
  const harmless = new Set<string>();
  for (const [followed, count] of matched)
    for (const [index, located] of followed.events.entries())
      for (const kind of eventKinds(located.event, modelValues)) {
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        if (index < count) harmless.add(kind);
      }
  const failed = trace.events[event - 1];
  const unseen = failed === undefined ? [] : eventKinds(failed.event, modelValues);
  return [...minorities(counts), ...unseen].filter((kind) => !harmless.has(kind));
};

const minorities = (counts: ReadonlyMap<string, number>): readonly string[] => {
  const most = new Map<string, number>();
  for (const [kind, count] of counts) most.set(placeOf(kind), Math.max(count, most.get(placeOf(kind)) ?? 0));
  return [...clashing(counts.keys())].filter(
    (kind) => (counts.get(kind) ?? 0) < (most.get(placeOf(kind)) ?? 0),
  );
};
