import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { configText } from "../tla/modelConfig.ts";
import { createModelValueNames, libraryModule, moduleText } from "../tla/moduleText.ts";
import { instanceQuestions, instanceText, type ActionInstance } from "./instances.ts";
import type { GraphLabel } from "./stateGraph.ts";

/** What an operator of the generated Next, the label of an edge in TLC's dump, means. */
export type EdgeMeaning =
  | { readonly kind: "step"; readonly label: GraphLabel }
  /** A loop at a state where the step is possible but leaves the model's action constraint. */
  | { readonly kind: "cut"; readonly label: GraphLabel }
  /** A loop at a state that the model's state constraint leaves unexplored. */
  | { readonly kind: "beyond" };

export type EdgeMeanings = ReadonlyMap<string, EdgeMeaning>;

/** A generated root module and its configuration, as written. */
export interface GeneratedFiles {
  readonly module: string;
  readonly config: string;
}

const BEYOND = "Conf_beyond";

/** Writes the module that prints every instance of every action and has no behaviour. */
export const writeInstanceModule = async (spec: LoadedSpec, runDir: string): Promise<GeneratedFiles> =>
  writeModule(spec, { runDir, name: "Conf_Instances", modelValues: createModelValueNames() }, [
    `Conf_Init == FALSE /\\ (${spec.behaviour.init})`,
    `Conf_Next == ${unchanged(spec)}`,
    ...instanceQuestions(spec),
  ]);

/**
 * Writes the module whose Next is one operator per instance, so that TLC's dump names action and arguments.
 *
 * The cfg's constraint becomes a guard of every step: states outside of it are then written too, with the edges
 * that lead there and without successors, as TLC's own CONSTRAINT leaves both out of the dump. Without them a
 * step that merely leaves the model would pass for one that the spec forbids.
 */
export const writeGraphModule = async (
  spec: LoadedSpec,
  instances: readonly ActionInstance[],
  runDir: string,
): Promise<GeneratedFiles & { readonly meanings: EdgeMeanings }> => {
  const modelValues = createModelValueNames();
  const steps = stepOperators(spec, instances, (instance, beside) =>
    instanceText(instance, modelValues, beside),
  );
  const bound = spec.cfg.constraints;
  const beyond: Operator[] =
    bound.length === 0
      ? []
      : [{ name: BEYOND, text: `~ Conf_Bound /\\ ${unchanged(spec)}`, meaning: { kind: "beyond" } }];
  const operators = [...steps, ...beyond];
  const files = await writeModule(spec, { runDir, name: "Conf_Graph", modelValues }, [
    `Conf_Init == ${spec.behaviour.init}`,
    `Conf_Bound == ${conjunction(bound)}`,
    `Conf_Inside == ${conjunction(spec.cfg.actionConstraints)}`,
    ...operators.map(({ name, text }) => `${name} == ${text}`),
    operators.length === 0 ? "Conf_Next == FALSE" : "Conf_Next ==",
    ...operators.map(({ name }) => `  \\/ ${name}`),
  ]);
  return { ...files, meanings: new Map(operators.map(({ name, meaning }) => [name, meaning])) };
};

interface Operator {
  readonly name: string;
  readonly text: string;
  readonly meaning: EdgeMeaning;
}

type Write = (
  instance: ActionInstance,
  beside: { readonly before: readonly string[]; readonly after: readonly string[] },
) => string;

/** The guard in front of the call also keeps TLC from naming the edge after what the operator calls. */
const stepOperators = (
  spec: LoadedSpec,
  instances: readonly ActionInstance[],
  write: Write,
): readonly Operator[] => {
  const limited = spec.cfg.actionConstraints.length > 0;
  return instances.flatMap((instance, index) => {
    const { label } = instance;
    const after = limited ? ["Conf_Inside"] : [];
    const step: Operator = {
      name: `Conf_a${index + 1}`,
      text: write(instance, { before: ["Conf_Bound"], after }),
      meaning: { kind: "step", label },
    };
    if (!limited) return [step];
    const outside = write(instance, { before: ["TRUE"], after: ["~ Conf_Inside"] });
    return [
      step,
      {
        name: `Conf_x${index + 1}`,
        text: `Conf_Bound /\\ (ENABLED (${outside})) /\\ ${unchanged(spec)}`,
        meaning: { kind: "cut", label },
      },
    ];
  });
};

/** Text of all of them together; TRUE for none. */
export const conjunction = (names: readonly string[]): string =>
  ["TRUE", ...names.map((name) => `(${name})`)].join(" /\\ ");

const unchanged = ({ model }: LoadedSpec): string =>
  `UNCHANGED <<${model.variables.map(({ name }) => name).join(", ")}>>`;

/** Writes a module with `Conf_Init` and `Conf_Next` that extends the spec, the library beside it and its configuration. */
export const writeModule = async (
  spec: LoadedSpec,
  {
    runDir,
    name,
    modelValues,
    constraint,
  }: {
    readonly runDir: string;
    readonly name: string;
    readonly modelValues: ReturnType<typeof createModelValueNames>;
    readonly constraint?: string;
  },
  lines: readonly string[],
): Promise<GeneratedFiles> => {
  const file = (end: string): string => path.join(runDir, end);
  const config = configText({
    cfg: spec.cfg,
    overrides: new Map(),
    names: modelValues,
    init: "Conf_Init",
    next: "Conf_Next",
    ...(constraint === undefined ? {} : { constraint }),
  });
  const constants = [...modelValues.constants.keys()].map((constant) => `CONSTANT ${constant}`);
  const text = moduleText(name, [`EXTENDS ${spec.model.rootModule}, Conf_Lib`, ...constants, ...lines]);
  await mkdir(runDir, { recursive: true });
  await writeFile(file("Conf_Lib.tla"), libraryModule(spec.model.modules));
  await writeFile(file(`${name}.tla`), text);
  await writeFile(file(`${name}.cfg`), config);
  return { module: file(`${name}.tla`), config: file(`${name}.cfg`) };
};
