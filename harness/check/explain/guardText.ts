import { isConjunction, isDisjunction, type Application, type Expression } from "../../tla/expression.ts";
import { printBound } from "../../tla/printExpression.ts";
import { allForbidding, firstForbidding, NOTHING, type Asked, type Forbidding } from "./forbidding.ts";
import { failedGuard, type GuardContext } from "./guardTable.ts";
import { belowBound, bodyOf, unwrapped } from "./standing.ts";
import { forbiddingWays, stateGuards } from "./stateGuards.ts";

/**
 * The guards that forbid an action: none when every guard holds in some instance. A conjunction stops at its first
 * false part, as TLC does; parts that speak of the next state are assignments and forbid nothing here.
 */
export const forbiddingGuards = (expression: Expression, context: GuardContext): Forbidding => {
  if (expression.level <= 1) return stateGuards(expression, context);
  switch (expression.kind) {
    case "apply":
      return forbiddingApplication(expression, context);
    case "let":
    case "substitution":
      return forbiddingInside(unwrapped(expression, context));
    case "number":
    case "string":
    case "at":
    case "operator":
    case "opaque":
      return NOTHING;
  }
};

const forbiddingInside = (standing: ReturnType<typeof unwrapped>): Forbidding =>
  standing === null ? NOTHING : forbiddingGuards(standing.expression, standing.context);

const guards =
  (expression: Expression): Asked =>
  (context) =>
    forbiddingGuards(expression, context);

const forbiddingApplication = (expression: Application, context: GuardContext): Forbidding => {
  if (isConjunction(expression)) return firstForbidding(expression.operands.map(guards), context);
  if (isDisjunction(expression)) return allForbidding(expression.operands.map(guards), context);
  if (expression.operator.name === "$BoundedExists") return forbiddingExists(expression, context);
  return forbiddingWays(expression, guards, context) ?? forbiddingInside(bodyOf(expression, context));
};

const forbiddingExists = (expression: Application, context: GuardContext): Forbidding => {
  const [body] = expression.operands;
  if (body === undefined || expression.bound.some(({ domain }) => domain === null || domain.level > 1))
    return NOTHING;
  const { text, scope } = printBound(expression.bound, context.scope);
  const inner = forbiddingGuards(body, belowBound(expression, { ...context, scope }));
  const head = { ...expression, operands: [] };
  const nothing = failedGuard(expression, head, context);
  const name = context.table.localName();
  return {
    text: `(LET ${name} == {${inner.text} : ${text}} IN IF ${name} = {} THEN {${nothing}} ELSE IF {} \\in ${name} THEN {} ELSE UNION ${name})`,
    conjuncts: inner.conjuncts,
  };
};
