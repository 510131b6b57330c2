import { canonicalText } from "../../../traces/canonical.ts";
import type { ItfValue, LoggedValue } from "../../../traces/itf.ts";
import type { Trace } from "../../../traces/trace.ts";
import { isPoints } from "../../check/tables.ts";
import { eventEdit, eventText } from "../edit.ts";
import type { Edit } from "../mutant.ts";
import type { OperatorContext } from "../operatorContext.ts";
import { shortText } from "../parts.ts";
import { argumentPlace, differentFrom } from "../seenValues.ts";
import { valueChanges, type ChangeContext, type ValueChange } from "../valueChanges.ts";

/** One leaf of a logged state is wrong. */
export function* valueEdits(trace: Trace, context: OperatorContext): Generator<Edit> {
  for (const [index, { event }] of trace.events.entries())
    for (const [variable, logged] of Object.entries(event.state ?? {}))
      for (const change of loggedChanges(variable, logged, context)) {
        const path = `${variable}${change.path}`;
        yield eventEdit(trace, index, {
          operator: "value",
          change: `${eventText(event)}: ${path} ${change.text}`,
          means: `a wrong ${path} is not noticed there: the spec allows both, and nothing else logged tells`,
          event: () => ({ ...event, state: { ...event.state, [variable]: change.logged() } }),
        });
      }
}

/** One argument is wrong: another value of its parameter or of its domain, or one leaf of it changed. */
export function* argumentEdits(trace: Trace, context: OperatorContext): Generator<Edit> {
  for (const [index, { event }] of trace.events.entries())
    for (const [parameter, value] of Object.entries(event.args ?? {})) {
      const place = argumentPlace(event.action ?? "", parameter);
      for (const change of argumentChanges(value, place, context))
        yield eventEdit(trace, index, {
          operator: "argument",
          change: `${eventText(event)}: ${parameter}${change.path} ${change.text}`,
          means: `a wrong ${parameter} of ${event.action ?? ""} is not noticed: nothing else logged tells`,
          event: () => ({ ...event, args: { ...event.args, [parameter]: change.value() } }),
        });
    }
}

interface LoggedChange {
  readonly path: string;
  readonly text: string;
  readonly logged: () => LoggedValue;
}

function* loggedChanges(
  variable: string,
  logged: LoggedValue,
  context: ChangeContext,
): Generator<LoggedChange> {
  if (!isPoints(logged)) {
    for (const change of valueChanges(logged, variable, context)) yield { ...change, logged: change.value };
    return;
  }
  const points = logged["#at"];
  for (const [index, [key, image]] of points.entries())
    for (const change of valueChanges(image, `${variable}[]`, context))
      yield {
        path: `[${shortText(key)}]${change.path}`,
        text: change.text,
        logged: () => ({ "#at": points.with(index, [key, change.value()]) }),
      };
}

function* argumentChanges(value: ItfValue, place: string, context: OperatorContext): Generator<ValueChange> {
  const told = new Set<string>();
  const domains = context.domains.filter((domain) => domain.length > differentFrom(value, domain).length);
  for (const other of differentFrom(value, [...context.seen.at(place), ...domains.flat()])) {
    const text = canonicalText(other);
    if (told.has(text)) continue;
    told.add(text);
    yield { path: "", text: `${shortText(value)} -> ${shortText(other)}`, value: () => other };
  }
  for (const change of valueChanges(value, place, context))
    if (change.path !== "" || !told.has(canonicalText(change.value()))) yield change;
}
