import type { ItfRecord, ItfValue, LoggedValue } from "../../../traces/itf.ts";
import type { TraceEvent } from "../../../traces/schema.ts";
import type { Trace } from "../../../traces/trace.ts";
import { asList, partsOf } from "../parts.ts";
import { isPoints } from "../../check/tables.ts";
import { eventEdit, eventText } from "../edit.ts";
import type { Edit, RawEvent } from "../mutant.ts";

/** A name is misspelt: a field of the format, the action, an argument, a variable, a field of a logged record. */
export function* misspellings(trace: Trace): Generator<Edit> {
  for (const [index, { event }] of trace.events.entries())
    for (const { what, name, event: misspelt } of names(event))
      yield eventEdit(trace, index, {
        operator: "misspell",
        change: `${eventText(event)}: ${what} ${name} is spelt ${misspeltName(name)}`,
        means: `${what} ${name} may be misspelt`,
        event: misspelt,
      });
}

/** Two letters change places, or the last one stands twice; never the name itself. */
export const misspeltName = (name: string): string => {
  const letters = Array.from(name);
  const place = letters.findIndex((letter, index) => index > 0 && letter !== letters[index - 1]);
  const [before, after] = [letters[place - 1], letters[place]];
  if (place < 1 || letters.length < 3 || before === undefined || after === undefined)
    return `${name}${letters.at(-1) ?? "x"}`;
  return letters
    .with(place - 1, after)
    .with(place, before)
    .join("");
};

interface Name {
  readonly what: string;
  readonly name: string;
  readonly event: () => RawEvent;
}

function* names(event: TraceEvent): Generator<Name> {
  for (const name of ["action", "args", "state"] as const)
    if (event[name] !== undefined)
      yield { what: "the field", name, event: () => renamed({ ...event }, name) };
  const { action, args, state } = event;
  if (action !== undefined)
    yield { what: "the action", name: action, event: () => ({ ...event, action: misspeltName(action) }) };
  for (const name of Object.keys(args ?? {}))
    yield { what: "the argument", name, event: () => ({ ...event, args: renamed(args ?? {}, name) }) };
  for (const [variable, logged] of Object.entries(state ?? {})) {
    const whole = { what: "the variable", name: variable };
    yield { ...whole, event: () => ({ ...event, state: renamed(state ?? {}, variable) }) };
    for (const { name, logged: misspelt } of loggedFields(logged))
      yield {
        what: `in ${variable} the record field`,
        name,
        event: () => ({ ...event, state: { ...state, [variable]: misspelt() } }),
      };
  }
}

interface FieldOf<T> {
  readonly name: string;
  readonly logged: () => T;
}

function* loggedFields(logged: LoggedValue): Generator<FieldOf<LoggedValue>> {
  if (!isPoints(logged)) {
    yield* recordFields(logged);
    return;
  }
  const points = logged["#at"];
  for (const [index, [key, image]] of points.entries())
    for (const field of recordFields(image))
      yield { name: field.name, logged: () => ({ "#at": points.with(index, [key, field.logged()]) }) };
}

/** Fields of records at any depth. */
function* recordFields(value: ItfValue): Generator<FieldOf<ItfValue>> {
  if (isRecord(value))
    for (const name of Object.keys(value)) yield { name, logged: () => renamed(value, name) };
  for (const part of partsOf(value))
    for (const field of recordFields(part.value))
      yield { name: field.name, logged: () => part.replaced(field.logged()) };
}

const isRecord = (value: ItfValue): value is ItfRecord =>
  typeof value === "object" &&
  asList(value) === null &&
  !Object.keys(value).some((key) => key.startsWith("#"));

/** The same fields, one under its misspelt name. */
const renamed = <T>(fields: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field === name ? misspeltName(name) : field, value]),
  );
