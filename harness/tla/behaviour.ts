import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { Cfg } from "./cfg.ts";
import { isConjunction, type Application, type Expression, type SpecModel } from "./expression.ts";
import { UnprintableError } from "./printBuiltin.ts";
import { printExpression, rootScope } from "./printExpression.ts";

/** The behaviours a cfg selects: initial predicate and next-state relation. */
export interface Behaviour {
  /** TLA+ text, usable in a module that extends the spec. */
  readonly init: string;
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
  const next = model.named.get(cfg.next);
  const missing = [cfg.init, cfg.next].filter((name) => !model.named.has(name));
  if (next === undefined || missing.length > 0)
    return failure(...missing.map((name) => undefinedName(cfg, name)));
  return success({ init: cfg.init, nextText: cfg.next, next: callOf(cfg.next, model) ?? next.body });
};

const fromSpecification = (cfg: Cfg, name: string, model: SpecModel): Result<Behaviour> => {
  const definition = model.named.get(name);
  if (definition === undefined) return failure(undefinedName(cfg, name));
  const conjuncts = flattenConjuncts(definition.body, model);
  const next = conjuncts.flatMap((conjunct) => nextOf(conjunct) ?? []);
  const init = conjuncts.filter(({ level }) => level <= 1);
  const [relation] = next;
  if (relation === undefined || next.length > 1 || init.length === 0)
    return failure(problem(cfg, "CFG012", `${name} is not of the form Init /\\ [][Next]_vars`));
  return printed(init, relation, model) ?? failure(problem(cfg, "CFG012", `${name} cannot be taken apart`));
};

/** Null for formulas that cannot be written down outside their place; naming them with INIT and NEXT helps. */
const printed = (
  init: readonly Expression[],
  next: Expression,
  model: SpecModel,
): Result<Behaviour> | null => {
  const scope = rootScope(model);
  try {
    const initText = init.map((conjunct) => `(${printExpression(conjunct, scope)})`).join(" /\\ ");
    return success({ init: initText, nextText: printExpression(next, scope), next });
  } catch (error) {
    if (error instanceof UnprintableError) return null;
    throw error;
  }
};

/** The conjuncts of a formula; an operator without parameters that hides temporal ones is looked into. */
const flattenConjuncts = (expression: Expression, model: SpecModel): readonly Expression[] => {
  if (expression.kind !== "apply") return [expression];
  if (isConjunction(expression))
    return expression.operands.flatMap((operand) => flattenConjuncts(operand, model));
  const definition = model.definitions.get(expression.operator.uid);
  if (expression.level === 3 && definition?.parameters.length === 0 && definition.body.kind !== "opaque")
    return flattenConjuncts(definition.body, model);
  return [expression];
};

const nextOf = (conjunct: Expression): Expression | undefined => {
  if (conjunct.kind !== "apply" || conjunct.operator.name !== "[]") return undefined;
  const [square] = conjunct.operands;
  return square?.kind === "apply" && square.operator.name === "$SquareAct" ? square.operands[0] : undefined;
};

/** The application of a parameterless definition by name, so that Next itself counts as an operator of Next. */
const callOf = (name: string, model: SpecModel): Application | undefined => {
  const definition = model.named.get(name);
  if (definition === undefined) return undefined;
  const { uid, level, at } = definition;
  return { kind: "apply", operator: { kind: "defined", uid, name }, operands: [], bound: [], level, at };
};

const undefinedName = (cfg: Cfg, name: string): Problem =>
  problem(cfg, "CFG011", `names ${name}, which the spec does not define`);

const problem = (cfg: Cfg, code: string, message: string): Problem => ({
  code,
  file: cfg.file,
  message: `the configuration ${message}`,
  repair:
    "Name the spec's initial predicate and next-state relation with INIT and NEXT, or its SPECIFICATION.",
});
