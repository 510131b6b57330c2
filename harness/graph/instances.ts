import type { Problem } from "../../traces/problem.ts";
import { occurrenceText, PRINT_TAG } from "../check/followModule.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Binder } from "../tla/actionContext.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import type { ModelValueNames } from "../tla/moduleText.ts";
import { printValue, type TlaValue } from "../tla/value.ts";
import { parseTlaValue, ValueSyntaxError } from "../tla/valueParser.ts";
import { graphLabel } from "./label.ts";
import type { GraphLabel } from "./stateGraph.ts";

/** Above this, TLC spends its time on naming the step rather than on taking it. */
const MAX_INSTANCES = 5000;

/** A step of Next with the values of its state-independent existentials fixed. */
export interface ActionInstance {
  readonly occurrence: ActionOccurrence;
  /** Bound name -> value. */
  readonly bindings: ReadonlyMap<string, TlaValue>;
  readonly label: GraphLabel;
}

/** The places of Next that are steps of their own. */
export const leafOccurrences = ({ shape }: LoadedSpec): readonly ActionOccurrence[] =>
  shape.occurrences.filter(({ leaf }) => leaf);

/** Assumptions that are true and print every instance of every step: `<<"Conf", number, bindings, arguments>>`. */
export const instanceQuestions = (spec: LoadedSpec): readonly string[] =>
  leafOccurrences(spec).map((occurrence, index) => {
    const binders = occurrence.binders.filter(({ constant }) => constant);
    const names = binders.flatMap((binder) => binder.names);
    const args = knownArguments(occurrence).map(({ text }) => text);
    const print = `Conf_Print(<<"${PRINT_TAG}", ${index + 1}, <<${names.join(", ")}>>, <<${args.join(", ")}>>>>)`;
    return `ASSUME ${binders.reduceRight((inner, { text }) => `\\A ${text} : (${inner})`, print)}`;
  });

/** Reads one printed line; null when it is not ours (the spec may print too). */
const readInstance = (line: string, spec: LoadedSpec): ActionInstance | null => {
  if (!line.startsWith(`"<<\\"${PRINT_TAG}\\", `)) return null;
  const printed = parseTlaValue(line);
  const tuple = printed.kind === "string" ? parseTlaValue(printed.value) : null;
  const [, number, values, args] = tuple?.kind === "seq" ? tuple.elements : [];
  if (number?.kind !== "int" || values?.kind !== "seq" || args?.kind !== "seq") return null;
  const occurrence = leafOccurrences(spec)[number.value - 1];
  return occurrence === undefined ? null : instanceOf(occurrence, values.elements, args.elements);
};

/** Collects what TLC prints; `problems` says what cannot be used. */
export const createInstanceReader = (spec: LoadedSpec) => {
  const instances: ActionInstance[] = [];
  const unreadable: string[] = [];
  return {
    push: (line: string): void => {
      if (instances.length > MAX_INSTANCES) return;
      try {
        const instance = readInstance(line, spec);
        if (instance !== null) instances.push(instance);
      } catch (error) {
        if (!(error instanceof ValueSyntaxError)) throw error;
        unreadable.push(line);
      }
    },
    instances: (): readonly ActionInstance[] => instances,
    problems: (): readonly Problem[] => [
      ...unreadable.slice(0, 1).map((line) => unreadableProblem(spec.specFile, line)),
      ...(instances.length > MAX_INSTANCES ? [tooManyProblem(spec.specFile)] : []),
    ],
  };
};

/** The step itself, wherever its bound names stand: `\E Conf_b7 \in {Conf_m1} : ((guard) /\ (RequestVote(Conf_b7)))`. */
export const instanceText = (
  { occurrence, bindings }: ActionInstance,
  names: ModelValueNames,
  beside: { readonly before: readonly string[]; readonly after: readonly string[] },
): string => {
  // The value is the spec's own: unlike a trace's strings, its strings are as SANY can read them.
  const style = { ...names.style, text: (text: string): string => text };
  const fixed = (binder: Binder): readonly Binder[] =>
    binder.names.flatMap((name) => {
      const value = bindings.get(name);
      return value === undefined
        ? []
        : [{ ...binder, text: `${name} \\in {${printValue(value, style)}}`, names: [name] }];
    });
  const binders = occurrence.binders.flatMap((binder) => (binder.constant ? fixed(binder) : [binder]));
  return occurrenceText(
    { ...occurrence, binders, after: [...occurrence.after, ...beside.after] },
    beside.before,
  );
};

const knownArguments = ({ args }: ActionOccurrence) => args.filter(({ constant }) => constant);

const instanceOf = (
  occurrence: ActionOccurrence,
  values: readonly TlaValue[],
  args: readonly TlaValue[],
): ActionInstance => {
  const names = occurrence.binders.filter(({ constant }) => constant).flatMap((binder) => binder.names);
  return {
    occurrence,
    bindings: new Map(pairs(names, values)),
    label: graphLabel(
      occurrence.name,
      Object.fromEntries(
        pairs(
          knownArguments(occurrence).map(({ parameter }) => parameter),
          args,
        ),
      ),
    ),
  };
};

const pairs = (names: readonly string[], values: readonly TlaValue[]): readonly [string, TlaValue][] =>
  names.flatMap((name, index) => {
    const value = values[index];
    return value === undefined ? [] : [[name, value] as [string, TlaValue]];
  });

const unreadableProblem = (file: string, line: string): Problem => ({
  code: "SPC053",
  file,
  message: `an argument of an action cannot be read as a value: ${line.slice(0, 200)}`,
  repair: "Let the existentials of Next range over numbers, strings, model values and finite sets of them.",
});

const tooManyProblem = (file: string): Problem => ({
  code: "SPC051",
  file,
  message: `the next-state relation has more than ${MAX_INSTANCES} instances of actions`,
  repair: "Take smaller constants: a graph with that many kinds of steps cannot be replayed.",
});
