import type { Trace } from "../../../traces/trace.ts";
import { eventText, rawEvents, windowEdit } from "../edit.ts";
import type { Edit } from "../mutant.ts";

/** An event is lost. Without its last event a trace is a prefix, which `truncate` makes. */
export function* deletions({ events }: Trace): Generator<Edit> {
  for (const [index, { event }] of events.slice(0, -1).entries())
    yield windowEdit(
      index,
      { original: 1, mutant: 0 },
      {
        operator: "delete",
        change: `${eventText(event)} is left out`,
        means: "a lost event is not noticed: what follows is possible without it",
        events: () => rawEvents(events).toSpliced(index, 1),
      },
    );
}

/** An event is logged twice; the copy sends nothing, for a message is sent once. */
export function* duplications({ events }: Trace): Generator<Edit> {
  for (const [index, { event }] of events.entries()) {
    const { sent, ...silent } = event;
    const copy = sent === undefined ? event : silent;
    const edit = windowEdit(
      index + 1,
      { original: 0, mutant: 1 },
      {
        operator: "duplicate",
        change: `${eventText(event)} stands twice`,
        means:
          "an event that is logged twice is not noticed: the step is possible again, and changes something",
        events: () => rawEvents(events).toSpliced(index + 1, 0, copy),
      },
    );
    yield { ...edit, event: index + 1 };
  }
}

/** Two neighbours change places. */
export function* swaps({ events }: Trace): Generator<Edit> {
  for (const [index, { event }] of events.slice(0, -1).entries()) {
    const next = events[index + 1]?.event;
    if (next === undefined) return;
    yield windowEdit(
      index,
      { original: 2, mutant: 2 },
      {
        operator: "swap",
        change: `${eventText(event)} and ${eventText(next)} change places`,
        means: "the order of the two is not noticed, though it makes a difference to the state",
        events: () => rawEvents(events).toSpliced(index, 2, next, event),
      },
    );
  }
}

/** The tail is lost. */
export function* truncations({ events }: Trace): Generator<Edit> {
  for (let kept = 1; kept < events.length; kept += 1)
    yield {
      operator: "truncate",
      event: kept + 1,
      at: kept + 1,
      change: `everything from event ${kept + 1} on is left out`,
      means: "a lost tail is not noticed",
      alignment: { kind: "prefix" },
      events: () => rawEvents(events.slice(0, kept)),
    };
}
