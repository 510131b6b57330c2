import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { FIRST_REGISTER, occurrenceText, PRINT_TAG } from "../../check/followModule.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { configText } from "../../tla/modelConfig.ts";
import { createModelValueNames, libraryModule, moduleText } from "../../tla/moduleText.ts";
import { freshName } from "../../tla/printExpression.ts";
import { leafOccurrences } from "../instances.ts";
import type { GeneratedFiles } from "../graphModule.ts";
import { planBranches, type BranchPlan, type ProbedAction } from "./branchPlan.ts";

const MODULE = "Conf_Ways";

/**
 * Writes the module that explores the same states as the graph's and tells which ways through the actions are taken:
 * `<<"Conf", "way", n, 1 or 2>>` once each (1: so far only by steps that leave the constraint), and how often conjuncts
 * held: `<<"Conf", "held", counter, times>>` at 1, 2, 4, 8 ... times. `Conf_k1`, `Conf_k2`, ... hold the ways of the
 * latest step and do not tell states apart.
 */
export const writeBranchModule = async (
  spec: LoadedSpec,
  runDir: string,
): Promise<GeneratedFiles & { readonly plan: BranchPlan }> => {
  const plan = planBranches(spec, {
    tick: (counter) => `Conf_Tick(${counter})`,
    tickAt: (counter, slot) => `Conf_Tick(Conf_Offset(${counter}, ${markName(slot)}'))`,
    mark,
  });
  const [module, config] = [path.join(runDir, `${MODULE}.tla`), path.join(runDir, `${MODULE}.cfg`)];
  await mkdir(runDir, { recursive: true });
  await writeFile(path.join(runDir, "Conf_Lib.tla"), libraryModule(spec.model.modules));
  await writeFile(module, moduleText(MODULE, moduleLines(spec, plan)));
  await writeFile(config, branchConfig(spec));
  return { module, config, plan };
};

/** What is taken from one state is taken from those that SYMMETRY makes equal to it, by the permuted arguments. */
const branchConfig = ({ cfg }: LoadedSpec): string =>
  configText({
    ...{ cfg, overrides: new Map(), names: createModelValueNames() },
    ...{ init: "Conf_Init", next: "Conf_Next", view: "Conf_View" },
  }) + (cfg.symmetry === null ? "" : `SYMMETRY ${cfg.symmetry}\n`);

const markName = (slot: number): string => `Conf_k${slot + 1}`;

const mark = (slot: number, way: number): string => `${markName(slot)}' = ${way}`;

const moduleLines = (spec: LoadedSpec, plan: BranchPlan): readonly string[] => {
  const names = Array.from({ length: plan.marks }, (_, slot) => markName(slot));
  const ways = plan.actions.reduce((sum, { ways: own }) => sum + own.length, 0);
  const steps = leafOccurrences(spec).map((occurrence) => `  \\/ (${stepText(occurrence, plan)})`);
  return [
    `EXTENDS ${spec.model.rootModule}, Conf_Lib`,
    `VARIABLES ${names.join(", ")}`,
    `Conf_View == <<${spec.model.variables.map(({ name }) => name).join(", ")}>>`,
    `Conf_Init == (${spec.behaviour.init}) /\\ ${names.map((name) => `${name} = 0`).join(" /\\ ")}`,
    `ASSUME \\A Conf_n \\in Conf_Upto(${plan.counters + ways}) : Conf_SetRegister(Conf_Offset(${FIRST_REGISTER - 1}, Conf_n), 0)`,
    `Conf_Bound == ${conjunction(spec.cfg.constraints)}`,
    `Conf_Inside == ${conjunction(spec.cfg.actionConstraints)}`,
    `Conf_Powers == {${Array.from({ length: 31 }, (_, bit) => 2 ** bit).join(", ")}}`,
    "Conf_Tick(Conf_n) ==",
    `  \\E Conf_c \\in {Conf_Inc(Conf_Register(Conf_Offset(${FIRST_REGISTER}, Conf_n)))} :`,
    `    /\\ Conf_SetRegister(Conf_Offset(${FIRST_REGISTER}, Conf_n), Conf_c)`,
    `    /\\ (IF Conf_c \\in Conf_Powers THEN Conf_Print(<<"${PRINT_TAG}", "held", Conf_n, Conf_c>>) ELSE TRUE)`,
    "Conf_Way(Conf_n) ==",
    `  \\E Conf_r \\in {Conf_Offset(${FIRST_REGISTER + plan.counters - 1}, Conf_n)} :`,
    "    IF Conf_Register(Conf_r) = 2 THEN TRUE ELSE",
    "    \\E Conf_v \\in {IF Conf_Bound' /\\ Conf_Inside THEN 2 ELSE 1} :",
    "      IF Conf_Less(Conf_Register(Conf_r), Conf_v)",
    `      THEN Conf_SetRegister(Conf_r, Conf_v) /\\ Conf_Print(<<"${PRINT_TAG}", "way", Conf_n, Conf_v>>) ELSE TRUE`,
    "Conf_Took(Conf_before, Conf_k) ==",
    "  IF Conf_k = 0 THEN TRUE ELSE Conf_Way(Conf_Offset(Conf_before, Conf_k))",
    ...plan.actions.flatMap((action, index) => bodyLines(action, index)),
    steps.length === 0 ? "Conf_Next == FALSE" : "Conf_Next == Conf_Bound /\\ (FALSE",
    ...steps,
    ...(steps.length === 0 ? [] : ["  )"]),
  ];
};

const conjunction = (names: readonly string[]): string =>
  ["TRUE", ...names.map((name) => `(${name})`)].join(" /\\ ");

const bodyLines = ({ definition, text }: ProbedAction, index: number): readonly string[] => {
  if (text === null) return [];
  const parameters = definition.parameters.map(({ uid }) => freshName(uid)).join(", ");
  return [`Conf_Body${index + 1}${parameters === "" ? "" : `(${parameters})`} == ${text}`];
};

/** What the action takes is told when all that is asked of the step holds, but for the constraints. */
const stepText = (occurrence: ActionOccurrence, { actions, marks }: BranchPlan): string => {
  const index = actions.findIndex(({ name }) => name === occurrence.name);
  const action = actions[index];
  if (action === undefined) throw new Error(`${occurrence.name} is no action of the plan`);
  const texts = occurrence.args.map(({ text }) => text);
  const call =
    action.text === null
      ? `${occurrence.call} /\\ ${mark(0, 1)}`
      : `Conf_Body${index + 1}${texts.length === 0 ? "" : `(${texts.join(", ")})`}`;
  const said = Math.max(1, action.marks);
  const idle = Array.from({ length: marks - said }, (_, slot) => mark(said + slot, 0));
  const told = Array.from({ length: said }, (_, slot) => `Conf_Took(${action.before}, ${markName(slot)}')`);
  const after = [...occurrence.after, ...told, ...idle, "Conf_Inside"];
  return occurrenceText({ ...occurrence, call, after }, []);
};
