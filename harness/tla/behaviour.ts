import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { Cfg } from "./cfg.ts";
import { conjunctsOf, squareOf } from "./conjuncts.ts";
import type { Application, Definition, Expression, SpecModel } from "./expression.ts";
import { UnprintableError } from "./printBuiltin.ts";
import { printExpression, rootScope } from "./printExpression.ts";
import { globalDefinition } from "./specModel.ts";

/** The behaviours a cfg selects: initial predicate and next-state relation. */
export interface Behaviour {
  /** TLA+ text, usable in a module that extends the spec. */
  readonly init: string;
  /** The same as expressions; all of them hold. */
  readonly initial: readonly Expression[];
  readonly nextText: string;
  readonly next: Expression;
}

/**
 * Finds Init and Next of a cfg, from INIT/NEXT or from the formula that SPECIFICATION names
 * (`Init /\ [][Next]_v /\ fairness`). Problems: CFG010 nothing named, CFG011 not defined, CFG012 not of that form.
 */
export const findBehaviour = (cfg: Cfg, model: SpecModel): Result<Behaviour> => {
  if (cfg.specification !== null) return fromSpecification(cfg, cfg.specification, model);
  if (cfg.init === null || cfg.next === null)
    return failure(problem(cfg, "CFG010", "names neither SPECIFICATION nor both INIT and NEXT"));
  const [init, next] = [globalDefinition(cfg.init, model), globalDefinition(cfg.next, model)];
  if (init !== undefined && next !== undefined) {
    const found = printed([callOf(init)], callOf(next), model);
    if (found === null)
      return failure(
        problem(cfg, "CFG012", `names ${cfg.init} and ${cfg.next}, which cannot be written out`),
      );
    return model.named.has(cfg.init) ? success({ ...found, init: cfg.init }) : success(found);
  }
  const missing = [cfg.init, cfg.next].filter((name) => globalDefinition(name, model) === undefined);
  return failure(...missing.map((name) => undefinedName(cfg, name)));
};

/** The text of a definition of the spec's root module that the configuration names, LOCAL or not. */
export const textOfName = (name: string, model: SpecModel): string => {
  const definition = globalDefinition(name, model);
  return definition === undefined ? name : printExpression(callOf(definition), rootScope(model));
};

const fromSpecification = (cfg: Cfg, name: string, model: SpecModel): Result<Behaviour> => {
  const definition = globalDefinition(name, model);
  if (definition === undefined) return failure(undefinedName(cfg, name));
  const conjuncts = conjunctsOf(callOf(definition), model);
  const next = conjuncts.flatMap((conjunct) => squareOf(conjunct)?.action ?? []);
  const init = conjuncts.filter(({ level }) => level <= 1);
  const [relation] = next;
  if (relation === undefined || next.length > 1 || init.length === 0)
    return failure(problem(cfg, "CFG012", `${name} is not of the form Init /\\ [][Next]_vars`));
  const found = printed(init, relation, model);
  return found === null ? failure(problem(cfg, "CFG012", `${name} cannot be taken apart`)) : success(found);
};

/** Null for formulas that cannot be written down outside their place; naming them with INIT and NEXT helps. */
const printed = (init: readonly Expression[], next: Expression, model: SpecModel): Behaviour | null => {
  const scope = rootScope(model);
  try {
    const initText = init.map((conjunct) => `(${printExpression(conjunct, scope)})`).join(" /\\ ");
    return { init: initText, initial: init, nextText: printExpression(next, scope), next };
  } catch (error) {
    if (error instanceof UnprintableError) return null;
    throw error;
  }
};

/** The application of a parameterless definition by name, so that Next itself counts as an operator of Next. */
const callOf = ({ uid, name, level, at }: Definition): Application => ({
  ...{ kind: "apply", operator: { kind: "defined", uid, name }, operands: [], bound: [], level, at },
});

const undefinedName = (cfg: Cfg, name: string): Problem =>
  problem(cfg, "CFG011", `names ${name}, which the spec does not define`);

const problem = (cfg: Cfg, code: string, message: string): Problem => ({
  code,
  file: cfg.file,
  message: `the configuration ${message}`,
  repair:
    "Name the spec's initial predicate and next-state relation with INIT and NEXT, or its SPECIFICATION.",
});
