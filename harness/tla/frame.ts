import { isConjunction, type Expression } from "./expression.ts";
import { definitionIn, printExpression, type Scope } from "./printExpression.ts";

/** Whether an action says of variables that they do not change, and nothing else: `UNCHANGED x`, `x' = x`. */
export const isFrame = (expression: Expression, scope: Scope): boolean => {
  if (expression.kind !== "apply" || expression.level !== 2) return false;
  const { operator, operands } = expression;
  if (operator.name === "UNCHANGED") return true;
  if (isConjunction(expression)) return operands.every((operand) => isFrame(operand, scope));
  const definition = definitionIn(operator, scope);
  if (definition !== undefined)
    return definition.parameters.length === 0 && !definition.recursive && isFrame(definition.body, scope);
  const [left, right] = operands;
  return operator.name === "=" && left !== undefined && right !== undefined && isSame(left, right, scope);
};

const isSame = (left: Expression, right: Expression, scope: Scope): boolean => {
  const [variable] = left.kind === "apply" && left.operator.name === "'" ? left.operands : [];
  return variable !== undefined && printExpression(variable, scope) === printExpression(right, scope);
};
