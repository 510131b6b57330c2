import type { Problem } from "../../traces/problem.ts";
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
  const place = { file: file ?? trace.file, line };
  const variables = spec.model.variables.map(({ name }) => name);
  const unknownVariables = Object.keys(event.state ?? {})
    .filter((name) => !variables.includes(name))
    .map((name) => ({
      ...place,
      code: "TRC042",
      message: `${spec.model.rootModule} has no variable ${name}`,
      repair: suggestion(name, variables),
    }));
  return [...unknownAction(event, place, spec), ...unknownVariables];
};

const unknownAction = (
  event: LocatedEvent["event"],
  place: { readonly file: string; readonly line: number },
  { shape, model, declarations = NOTHING_DECLARED }: LoadedSpec,
): readonly Problem[] => {
  if (event.action === undefined) return [];
  const composed = composedArguments(event.action, declarations);
  const occurrences = shape.occurrences.filter(({ name }) => name === event.action);
  const names = [...new Set([...shape.occurrences.map(({ name }) => name), ...declarations.compose.keys()])];
  if (occurrences.length === 0 && composed === undefined) {
    const message = `${event.action} is no action in the next-state relation of ${model.rootModule}`;
    return [{ ...place, code: "TRC040", message, repair: suggestion(event.action, names) }];
  }
  const parameters = composed ?? occurrences.flatMap(({ args }) => args.map(({ parameter }) => parameter));
  return Object.keys(event.args ?? {})
    .filter((name) => !parameters.includes(name))
    .map((name) => ({
      ...place,
      code: "TRC041",
      message: `the action ${event.action ?? ""} has no parameter ${name}`,
      repair: suggestion(name, [...new Set(parameters)]),
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
