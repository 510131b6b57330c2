import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { Behaviour } from "../tla/behaviour.ts";
import type { Cfg } from "../tla/cfg.ts";
import type { Place, SpecModel } from "../tla/expression.ts";
import { FIRST_REGISTER, impureIn } from "../tla/impure.ts";
import { globalDefinition } from "../tla/specModel.ts";
import { unassignedInInit, unassignedInNext } from "../tla/unassigned.ts";

/** A spec and what its configuration makes of it. */
export interface Understood {
  readonly specFile: string;
  readonly cfg: Cfg;
  readonly model: SpecModel;
  readonly behaviour: Behaviour;
}

/**
 * What would make verdicts wrong or impossible: CFG011 and CFG037 laws that are none, SPC022 chance and time, SPC054
 * variables that are left open.
 */
export const specProblems = (spec: Understood): readonly Problem[] => [
  ...laws(spec),
  ...leftOpen(spec),
  ...impure(spec),
];

const laws = ({ cfg, model }: Understood): readonly Problem[] => [
  ...cfg.invariants.flatMap((name) => unfit(name, { cfg, model, level: 1, what: "a predicate of a state" })),
  ...cfg.properties.flatMap((name) => unfit(name, { cfg, model, level: 3, what: "a formula" })),
];

interface Demand {
  readonly cfg: Cfg;
  readonly model: SpecModel;
  readonly level: number;
  readonly what: string;
}

const unfit = (name: string, { cfg, model, level, what }: Demand): readonly Problem[] => {
  const definition = globalDefinition(name, model);
  const repair = "Name an operator without parameters that the spec defines; check the spelling.";
  if (definition === undefined) {
    const message = `the configuration names ${name}, which the spec does not define`;
    return [{ code: "CFG011", file: cfg.file, message, repair }];
  }
  if (definition.parameters.length === 0 && definition.level <= level) return [];
  const message = `the configuration names ${name}, which is not ${what}`;
  return [{ code: "CFG037", file: cfg.file, message, repair }];
};

const leftOpen = ({ specFile, model, behaviour: { initial, next } }: Understood): readonly Problem[] => {
  const problem = (what: string, at: Place, variables: readonly string[]): Problem => ({
    code: "SPC054",
    ...placeIn(specFile, at),
    message: `${what} says nothing of ${variables.join(", ")}, so TLC cannot take it`,
    repair: `Add what it does to ${variables.join(", ")}, or UNCHANGED <<${variables.join(", ")}>>.`,
  });
  return [
    ...unassignedInInit(initial, model).map(({ at, variables }) =>
      problem("the initial predicate", at, variables),
    ),
    ...unassignedInNext(next, model).map(({ at, variables }) => problem("this step", at, variables)),
  ];
};

const impure = ({ specFile, cfg, model, behaviour: { initial, next } }: Understood): readonly Problem[] => {
  const laws = [...cfg.invariants, ...cfg.properties].flatMap(
    (name) => globalDefinition(name, model)?.body ?? [],
  );
  return impureIn([...initial, next, ...laws], model).map(({ name, call: { at } }) => ({
    code: "SPC022",
    ...placeIn(specFile, at),
    message: `${name} depends on ${ON[name] ?? "chance"}: a trace would be judged differently from time to time`,
    repair:
      "Leave it out of what the configuration names: the initial predicate, the next-state relation and the laws.",
  }));
};

const ON: Readonly<Record<string, string>> = {
  JavaTime: "the time",
  TLCGet: `how TLC searches (numbers below ${FIRST_REGISTER} are allowed)`,
  TLCSet: `registers that the checker uses (numbers below ${FIRST_REGISTER} are allowed)`,
};

const placeIn = (specFile: string, { module, line, column }: Place) => ({
  ...{ file: path.join(path.dirname(specFile), `${module}.tla`), line, column },
});
