import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Trace } from "../../traces/trace.ts";
import { constantDefinitions, writeBatchFiles } from "../check/batchFiles.ts";
import { actionProperties, occurrenceText } from "../check/followModule.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { configText } from "../tla/modelConfig.ts";
import { createModelValueNames, moduleText, valueText, type ModelValueNames } from "../tla/moduleText.ts";
import type { TlaValue } from "../tla/value.ts";

export interface SearchRequest {
  /** Its header gives the constants. */
  readonly trace: Trace;
  /** The states looked for, values in the order of the spec's variables. */
  readonly targets: readonly (readonly TlaValue[])[];
  /** Steps of a behaviour, at most. */
  readonly most: number;
}

const ROOT = "Conf_Shorter";

/**
 * Writes a module that lets TLC look for the shortest behaviour of the spec to one of some states: breadth first, no
 * deeper than asked, and only through states and steps that the laws of the configuration allow.
 */
export const writeSearchFiles = async (
  request: SearchRequest,
  spec: LoadedSpec,
  runDir: string,
): Promise<{ readonly module: string; readonly config: string }> => {
  // For the library of generated modules, which it writes beside the others.
  await writeBatchFiles([{ ...request.trace, events: [] }], spec, { runDir, explain: null });
  const names = createModelValueNames();
  const constants = constantDefinitions([request.trace], spec, names);
  const lines = searchLines(request, spec, names);
  const config = configText({
    cfg: spec.cfg,
    overrides: new Map(constants.map(({ name, operator }) => [name, operator])),
    names,
    init: "Conf_SearchInit",
    next: "Conf_SearchNext",
    constraint: "Conf_SearchLaw",
    view: "Conf_SearchView",
  });
  const file = (extension: string): string => path.join(runDir, `${ROOT}.${extension}`);
  await writeFile(file("cfg"), `${config}INVARIANT Conf_NotThere\n`);
  await writeFile(
    file("tla"),
    moduleText(ROOT, [
      `EXTENDS ${spec.model.rootModule}, Conf_Lib`,
      ...[...names.constants.keys()].map((name) => `CONSTANT ${name}`),
      ...constants.map(({ operator, text }) => `${operator} == ${text}`),
      ...lines,
    ]),
  );
  return { module: file("tla"), config: file("cfg") };
};

/** Each step has a name of its own, by which TLC calls it: this, and its number from 1. */
const STEP = "Conf_SearchStep";

/** Null for a step that is not one of the spec's named ones. */
export const actionOfStep = (name: string | undefined, spec: LoadedSpec): string | null =>
  name?.startsWith(STEP) === true
    ? (namedSteps(spec)[Number(name.slice(STEP.length)) - 1]?.name ?? null)
    : null;

const namedSteps = ({ shape }: LoadedSpec): readonly ActionOccurrence[] =>
  shape.occurrences.filter(({ leaf }) => leaf);

const searchLines = (
  { targets, most }: SearchRequest,
  spec: LoadedSpec,
  names: ModelValueNames,
): readonly string[] => {
  const variables = spec.model.variables.map(({ name }) => name);
  const isTarget = (state: readonly TlaValue[]): string =>
    variables
      .flatMap((name, index) => {
        const value = state[index];
        return value === undefined ? [] : [`${name} = ${valueText(value, names)}`];
      })
      .map((conjunct) => `(${conjunct})`)
      .join(" /\\ ");
  const steps = [
    ...namedSteps(spec).map((occurrence) => occurrenceText(occurrence, [])),
    ...(spec.shape.anonymous > 0 ? [spec.behaviour.nextText] : []),
  ];
  return [
    "VARIABLE Conf_depth",
    `Conf_SearchView == <<${variables.join(", ")}>>`,
    `Conf_SearchInit == (${spec.behaviour.init}) /\\ Conf_depth = 0`,
    `Conf_Deeper == Conf_Less(Conf_depth, ${most}) /\\ Conf_depth' = Conf_Inc(Conf_depth)`,
    "Conf_SearchStepLaw == TRUE",
    ...actionProperties(spec).map(({ text }) => `  /\\ (${text})`),
    ...steps.map((text, index) => `${STEP}${index + 1} == Conf_Deeper /\\ (${text}) /\\ Conf_SearchStepLaw`),
    `Conf_SearchNext == ${steps.map((_, index) => `${STEP}${index + 1}`).join(" \\/ ")}`,
    "Conf_SearchLaw == TRUE",
    ...spec.cfg.invariants.map((name) => `  /\\ (${name})`),
    `Conf_NotThere == ~ (FALSE ${targets.map((state) => `\\/ (${isTarget(state)})`).join(" ")})`,
  ];
};
