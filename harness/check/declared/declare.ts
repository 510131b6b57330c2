import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import type { CompositionStep, Declarations } from "../../spec/declarations.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { suggestion } from "../names.ts";
import { parametersOf } from "../tables.ts";

/** Where declarations stand: in a configuration file, silent actions perhaps on the command line. */
export interface DeclaredIn {
  readonly file?: string;
  readonly silentOnCommandLine: boolean;
}

/**
 * The spec with what is declared of its traces; traces are followed by it from then on. Problems: CFG061 no such
 * action (USE013 on the command line), CFG062 no such parameter.
 */
export const declare = (
  spec: LoadedSpec,
  declarations: Declarations,
  { file, silentOnCommandLine }: DeclaredIn,
): Result<LoadedSpec> => {
  const place = file === undefined ? {} : { file };
  const silentPlace = silentOnCommandLine ? { code: "USE013" } : { code: "CFG061", ...place };
  const problems = [
    ...declarations.silent.flatMap((name) => unknownSilent(name, spec, silentPlace)),
    ...[...declarations.compose].flatMap(([event, steps]) =>
      steps.flatMap((step) => unknownInStep(event, step, { spec, place })),
    ),
  ];
  if (problems.length > 0) return failure(...problems);
  const compose = new Map(
    [...declarations.compose].map(([event, steps]) => [
      event,
      steps.map((step) => withArguments(step, spec)),
    ]),
  );
  return success({ ...spec, declarations: { ...declarations, compose } });
};

/** Arguments go to the parameters of the same name unless told. */
const withArguments = ({ action, args }: CompositionStep, spec: LoadedSpec): CompositionStep => ({
  action,
  args: args ?? Object.fromEntries(parametersOf(action, spec).map((name) => [name, name])),
});

type Located = Pick<Problem, "code" | "file">;

const unknownSilent = (name: string, spec: LoadedSpec, place: Located): readonly Problem[] => {
  if (actionsOf(spec).includes(name)) return [];
  const message = `${name} is declared silent, but it is no action in the next-state relation of ${spec.model.rootModule}`;
  return [{ ...place, message, repair: suggestion(name, actionsOf(spec)) }];
};

const unknownInStep = (
  event: string,
  { action, args = {} }: CompositionStep,
  { spec, place }: { readonly spec: LoadedSpec; readonly place: { readonly file?: string } },
): readonly Problem[] => {
  if (!actionsOf(spec).includes(action)) {
    const message = `${event} is composed of ${action}, which is no action in the next-state relation of ${spec.model.rootModule}`;
    return [{ code: "CFG061", ...place, message, repair: suggestion(action, actionsOf(spec)) }];
  }
  const known = parametersOf(action, spec);
  return Object.keys(args)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      ...{ code: "CFG062", ...place, repair: suggestion(name, known) },
      message: `${event} gives an argument to ${action}, which has no parameter ${name}`,
    }));
};

const actionsOf = ({ shape }: LoadedSpec): readonly string[] => [
  ...new Set(shape.occurrences.map(({ name }) => name)),
];
