import { isConjunction, isDisjunction, type Application, type Expression } from "../../tla/expression.ts";
import { isNever, waysOf } from "../../tla/nextWays.ts";
import { printBound, printExpression } from "../../tla/printExpression.ts";
import { firstForbidding, wayForbidding, type Asked, type Forbidding } from "./forbidding.ts";
import { deniedGuard, failedGuard, type GuardContext } from "./guardTable.ts";
import { belowBound, bodyOf, unwrapped, type Standing } from "./standing.ts";
import { comparedOperands } from "./tellingParts.ts";

/** What forbids where a condition of the state must hold: the parts of it that are false. */
export const stateGuards = (expression: Expression, context: GuardContext): Forbidding => {
  const looked = lookedInto(expression, context);
  if (looked !== null) return looked;
  const failed = failedGuard(expression, expression, context);
  const text = `(IF ${printExpression(expression, context.scope)} THEN {} ELSE {${failed}})`;
  return { text, conjuncts: 1 };
};

/** What forbids where it must not hold: the parts that make it true, each taken the other way round. */
export const deniedGuards = (expression: Expression, context: GuardContext): Forbidding => {
  const looked = deniedParts(expression, context);
  if (looked !== null) return looked;
  const failed = deniedGuard(expression, context);
  const text = `(IF ${printExpression(expression, context.scope)} THEN {${failed}} ELSE {})`;
  return { text, conjuncts: 1 };
};

/**
 * What forbids an IF or CASE whose conditions are of the state, `ask` telling what forbids a way of it. Null for all else,
 * and for one whose ways are all FALSE.
 */
export const forbiddingWays = (
  expression: Application,
  ask: (body: Expression) => Asked,
  context: GuardContext,
): Forbidding | null => {
  const ways = waysOf(expression);
  if (ways === null || ways.some(({ test }) => test !== null && test.level > 1)) return null;
  const asked = ways.map(({ test, body }) => ({
    test: test && { text: printExpression(test, context.scope), holds: held(test), fails: denied(test) },
    body: isNever(body) ? null : ask(body),
  }));
  return wayForbidding(asked, context);
};

const held =
  (expression: Expression): Asked =>
  (context) =>
    stateGuards(expression, context);

const denied =
  (expression: Expression): Asked =>
  (context) =>
    deniedGuards(expression, context);

const lookedInto = (expression: Expression, context: GuardContext): Forbidding | null => {
  if (expression.kind === "let" || expression.kind === "substitution")
    return again(unwrapped(expression, context), stateGuards);
  if (expression.kind !== "apply") return null;
  if (isConjunction(expression)) return firstForbidding(expression.operands.map(held), context);
  if (expression.operator.name === "$BoundedForall") return instances(expression, held, context);
  if (expression.operator.name === "$BoundedExists") return forbiddingExists(expression, context);
  return (
    forbiddingWays(expression, held, context) ??
    again(predicateBody(expression, context, COMPOSED), stateGuards)
  );
};

const deniedParts = (expression: Expression, context: GuardContext): Forbidding | null => {
  if (expression.kind === "let" || expression.kind === "substitution")
    return again(unwrapped(expression, context), deniedGuards);
  if (expression.kind !== "apply") return null;
  const { operator, operands } = expression;
  const [first] = operands;
  if (operator.name === "\\lnot" && first !== undefined) return stateGuards(first, context);
  if (isDisjunction(expression)) return firstForbidding(operands.map(denied), context);
  if (operator.name === "$BoundedExists") return instances(expression, denied, context);
  return again(predicateBody(expression, context, COMPOSED_DENIED), deniedGuards);
};

const again = (standing: Standing | null, ask: typeof stateGuards): Forbidding | null =>
  standing && ask(standing.expression, standing.context);

/** A named predicate is looked into, so that the reason is the part that is false and not its name. */
const predicateBody = (
  expression: Application,
  context: GuardContext,
  composed: ReadonlySet<string>,
): Standing | null => {
  const body = bodyOf(expression, context);
  if (body === null || body.expression.level > (context.ofStep === true ? 2 : 1)) return null;
  const core = coreOf(body.expression);
  const isComposed = core.kind === "apply" && composed.has(core.operator.name);
  return isComposed || comparedOperands(core).length > 0 ? body : null;
};

const coreOf = (expression: Expression): Expression =>
  expression.kind === "let" || expression.kind === "substitution" ? coreOf(expression.body) : expression;

/** What has parts that can be reasons of their own: where it must hold, and where it must not. */
const COMPOSED = new Set(["$ConjList", "\\land", "$BoundedForall", "$BoundedExists"]);
const COMPOSED_DENIED = new Set([...COMPOSED, "$DisjList", "\\lor", "\\lnot"]);

/** Each instance speaks for itself. */
const instances = (
  expression: Application,
  ask: (body: Expression) => Asked,
  context: GuardContext,
): Forbidding | null => {
  const [body] = expression.operands;
  if (body === undefined || expression.bound.some(({ domain }) => domain === null)) return null;
  const { text, scope } = printBound(expression.bound, context.scope);
  const inner = ask(body)(belowBound(expression, { ...context, scope }));
  return { text: `UNION {${inner.text} : ${text}}`, conjuncts: inner.conjuncts };
};

/** Where no element will do, each says why; the whole speaks for itself where there is none. */
const forbiddingExists = (expression: Application, context: GuardContext): Forbidding | null => {
  const each = instances(expression, held, context);
  if (each === null) return null;
  const itself = failedGuard(expression, expression, context);
  const whole = printExpression(expression, context.scope);
  const name = context.table.localName();
  const parts = `(LET ${name} == ${each.text} IN IF ${name} = {} THEN {${itself}} ELSE ${name})`;
  return { ...each, text: `(IF ${whole} THEN {} ELSE ${parts})` };
};
