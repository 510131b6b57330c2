import type { TraceEvent } from "../../../traces/schema.ts";
import type { Trace } from "../../../traces/trace.ts";
import { isPoints } from "../../check/tables.ts";
import { eventEdit, eventText } from "../edit.ts";
import type { Edit, RawEvent } from "../mutant.ts";
import { shortText } from "../parts.ts";

/** Something an event can do without, and the event without it. */
export interface Omission {
  readonly what: string;
  readonly event: () => RawEvent;
}

/** An event says less than it did. */
export function* drops(trace: Trace): Generator<Edit> {
  for (const [index, { event }] of trace.events.entries())
    for (const { what, event: weaker } of omissions(event))
      yield eventEdit(trace, index, {
        operator: "drop",
        change: `${eventText(event)}: without ${what}`,
        means: `a log without ${what} there says less, and nothing else logged makes up for it`,
        event: weaker,
      });
}

/** Action (with its arguments), each argument, each variable, each point; a variable without points goes as a whole. */
export function* omissions(event: TraceEvent): Generator<Omission> {
  const { action, args, state, ...rest } = event;
  if (action !== undefined)
    yield { what: "its action", event: () => (state === undefined ? rest : { ...rest, state }) };
  for (const name of Object.keys(args ?? {}))
    yield { what: `argument ${name}`, event: () => ({ ...event, args: without(args ?? {}, name) }) };
  for (const [name, logged] of Object.entries(state ?? {})) {
    yield { what: `variable ${name}`, event: () => ({ ...event, state: without(state ?? {}, name) }) };
    const points = isPoints(logged) ? logged["#at"] : [];
    if (points.length > 1)
      for (const [index, [key]] of points.entries())
        yield {
          what: `${name}[${shortText(key)}]`,
          event: () => ({ ...event, state: { ...state, [name]: { "#at": points.toSpliced(index, 1) } } }),
        };
  }
}

const without = <T>(fields: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
