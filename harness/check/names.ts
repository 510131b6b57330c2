import type { Problem } from "../../traces/problem.ts";
import type { TraceEvent } from "../../traces/schema.ts";
import type { LocatedEvent, Trace } from "../../traces/trace.ts";
import { NOTHING_DECLARED } from "../spec/declarations.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { composedArguments } from "./declared/composition.ts";

/**
 * Names in a trace that the spec does not know (TRC040 action, TRC041 argument, TRC042 variable, TRC043
 * constant, TRC044 another spec). A misspelt name would otherwise constrain nothing and pass.
 */
export const unknownNames = (trace: Trace, spec: LoadedSpec): readonly Problem[] => [
  ...unknownHeaderNames(trace, spec),
  ...trace.events.flatMap((located) => unknownEventNames(trace, located, spec)),
];

/** Of the header only. */
export const unknownHeaderNames = (
  { file, header }: Pick<Trace, "file" | "header">,
  { model }: LoadedSpec,
): readonly Problem[] => {
  const known = model.constants.map(({ name }) => name);
  const unknown = Object.keys(header.constants ?? {}).filter((name) => !known.includes(name));
  const constants = unknown.map((name) => ({
    code: "TRC043",
    file,
    line: 1,
    message: `the header sets a constant ${name} that ${model.rootModule} does not declare`,
    repair: suggestion(name, known),
  }));
  if (header.spec === model.rootModule) return constants;
  const message = `the trace is of spec ${header.spec}, but it is checked against ${model.rootModule}`;
  const repair = "Check it against its own spec, or correct the header.";
  return [{ code: "TRC044", file, line: 1, message, repair }, ...constants];
};

/** Of one event. */
export const unknownEventNames = (
  trace: Pick<Trace, "file">,
  { event, line, file }: LocatedEvent,
  spec: LoadedSpec,
): readonly Problem[] => {
  const known = knownNames(spec);
  if (isKnown(event, known)) return [];
  const place = { file: file ?? trace.file, line };
  return [...unknownAction(event, place, known), ...unknownVariables(event, place, known)];
};

/** Names that events of a spec may use. */
interface KnownNames {
  readonly rootModule: string;
  readonly variables: ReadonlySet<string>;
  /** Per action, or declared event, the names of its arguments. */
  readonly actions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Once a spec: events come by the million. */
const NAMES = new WeakMap<LoadedSpec, KnownNames>();

const knownNames = (spec: LoadedSpec): KnownNames => {
  const known = NAMES.get(spec) ?? namesOf(spec);
  NAMES.set(spec, known);
  return known;
};

const namesOf = ({ shape, model, declarations = NOTHING_DECLARED }: LoadedSpec): KnownNames => {
  const actions = new Map<string, Set<string>>();
  for (const { name, args } of shape.occurrences) {
    const parameters = actions.get(name) ?? new Set();
    actions.set(name, parameters);
    for (const { parameter } of args) parameters.add(parameter);
  }
  for (const name of declarations.compose.keys())
    actions.set(name, new Set(composedArguments(name, declarations)));
  return {
    rootModule: model.rootModule,
    variables: new Set(model.variables.map(({ name }) => name)),
    actions,
  };
};

const isKnown = (
  { action, args = {}, state = {} }: TraceEvent,
  { variables, actions }: KnownNames,
): boolean => {
  for (const name of Object.keys(state)) if (!variables.has(name)) return false;
  if (action === undefined) return true;
  const parameters = actions.get(action);
  if (parameters === undefined) return false;
  for (const name of Object.keys(args)) if (!parameters.has(name)) return false;
  return true;
};

interface Place {
  readonly file: string;
  readonly line: number;
}

const unknownVariables = (
  { state = {} }: TraceEvent,
  place: Place,
  { rootModule, variables }: KnownNames,
): readonly Problem[] =>
  Object.keys(state)
    .filter((name) => !variables.has(name))
    .map((name) => ({
      ...place,
      code: "TRC042",
      message: `${rootModule} has no variable ${name}`,
      repair: suggestion(name, [...variables]),
    }));

const unknownAction = (
  { action, args = {} }: TraceEvent,
  place: Place,
  { rootModule, actions }: KnownNames,
): readonly Problem[] => {
  if (action === undefined) return [];
  const parameters = actions.get(action);
  if (parameters === undefined) {
    const message = `${action} is no action in the next-state relation of ${rootModule}`;
    return [{ ...place, code: "TRC040", message, repair: suggestion(action, [...actions.keys()]) }];
  }
  return Object.keys(args)
    .filter((name) => !parameters.has(name))
    .map((name) => ({
      ...place,
      code: "TRC041",
      message: `the action ${action} has no parameter ${name}`,
      repair: suggestion(name, [...parameters]),
    }));
};

/** What to try instead of a name that is not known. */
export const suggestion = (wrong: string, known: readonly string[]): string => {
  const [nearest] = [...known].sort((left, right) => distance(wrong, left) - distance(wrong, right));
  if (nearest === undefined) return "The spec has none.";
  const close = distance(wrong, nearest) <= Math.max(2, wrong.length >> 2);
  return close ? `Did you mean ${nearest}?` : `The spec has: ${known.slice(0, 20).join(", ")}.`;
};

/** Edit distance; names are short. */
const distance = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, character] of Array.from(left).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution = (row[column - 1] ?? 0) + (right[column - 1] === character ? 0 : 1);
      next.push(Math.min(substitution, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
};
