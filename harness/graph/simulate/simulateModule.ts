import { FIRST_REGISTER, PRINT_TAG } from "../../check/followModule.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { createModelValueNames } from "../../tla/moduleText.ts";
import { lawsOf } from "../../tla/properties.ts";
import { conjunction, writeModule, type GeneratedFiles } from "../graphModule.ts";
import { instanceText, type ActionInstance } from "../instances.ts";

/** What the module tells of every state that a behaviour goes through. */
export interface Telling {
  /** The values of all variables: without them the run is quicker by a third. */
  readonly states: boolean;
}

/**
 * Writes the module for `-simulate`. Next reports the state that it starts from and then offers every instance of every
 * action: `<<"Conf", number of the instance that led there, instances, laws, values>>`. The number is 0 in an initial
 * state, where a behaviour begins. The instances are those that were possible in the state reported *before*, one for
 * each successor, those included that the configuration's constraints forbid. TLC computes all successors before it
 * chooses, so that knowing them costs nothing. The laws are the cfg's invariants, each TRUE or FALSE.
 *
 * The report is a conjunct in front of all steps and no step of its own, for TLC may try steps in any order.
 */
export const writeSimulateModule = async (
  spec: LoadedSpec,
  instances: readonly ActionInstance[],
  { states, runDir }: Telling & { readonly runDir: string },
): Promise<GeneratedFiles> => {
  const modelValues = createModelValueNames();
  const steps = instances.map((instance, index) =>
    instanceText(instance, modelValues, { before: [], after: afterStep(spec, index + 1) }),
  );
  return writeModule(spec, { runDir, name: "Conf_Simulate", modelValues, ...bound(spec) }, [
    "VARIABLE Conf_label",
    `Conf_Bound == ${conjunction(spec.cfg.constraints)}`,
    `Conf_Inside == ${conjunction(spec.cfg.actionConstraints)}`,
    `Conf_Init == (${spec.behaviour.init}) /\\ ${settled(spec.model, (name) => name).join(" /\\ ")}`,
    `  /\\ Conf_label = 0 /\\ Conf_SetRegister(${REGISTER}, << >>)`,
    `Conf_Report == Conf_Show(<<${reported(spec, states).join(", ")}>>)`,
    `Conf_Offer(Conf_number) == Conf_SetRegister(${REGISTER}, Conf_Append(Conf_Register(${REGISTER}), Conf_number))`,
    ...steps.map((text, index) => `Conf_a${index + 1} == ${text}`),
    `Conf_Next == Conf_Report /\\ Conf_SetRegister(${REGISTER}, << >>) /\\ (FALSE`,
    ...steps.map((_, index) => `  \\/ Conf_a${index + 1}`),
    "  )",
  ]);
};

/** Holds the instances that were possible so far in the state at hand. */
const REGISTER = FIRST_REGISTER;

const afterStep = ({ cfg, model }: LoadedSpec, number: number): readonly string[] => [
  ...settled(model, (name) => `(${name})'`),
  `Conf_Offer(${number})`,
  ...(cfg.actionConstraints.length === 0 ? [] : ["Conf_Inside"]),
  `Conf_label' = ${number}`,
];

/**
 * Makes TLC put every function in order as soon as there is one. Under -simulate it does not do so by itself, and a bag
 * that `@@` has grown, printed here and changed by EXCEPT later, then has its values at the wrong arguments (found with
 * three servers; fixtures/Growing.tla). Breadth-first search takes each state's fingerprint at once, which does it.
 */
const settled = ({ variables }: LoadedSpec["model"], text: (name: string) => string): readonly string[] =>
  variables.map(({ name }) => `${text(name)} = ${text(name)}`);

const bound = ({ cfg }: LoadedSpec): { readonly constraint?: string } =>
  cfg.constraints.length === 0 ? {} : { constraint: "Conf_Bound" };

const reported = ({ cfg, model }: LoadedSpec, states: boolean): readonly string[] => [
  `"${PRINT_TAG}"`,
  "Conf_label",
  `Conf_Register(${REGISTER})`,
  `<<${lawsOf(cfg, model)
    .state.map(({ text }) => `(${text})`)
    .join(", ")}>>`,
  `<<${states ? model.variables.map(({ name }) => name).join(", ") : ""}>>`,
];
