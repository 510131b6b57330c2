import type { Expression, SpecModel } from "./expression.ts";

/**
 * Whether an expression has the same value in every state, once `varying` symbols are known to depend on it.
 * SANY's level alone does not say so: it calls a parameter constant, whatever is passed for it.
 */
export const isConstant = (
  expression: Expression,
  { model, varying }: { readonly model: SpecModel; readonly varying: ReadonlySet<string> },
): boolean => expression.level === 0 && !mentions(expression, varying, model);

const mentions = (expression: Expression, uids: ReadonlySet<string>, model: SpecModel): boolean => {
  const inside = (inner: Expression): boolean => mentions(inner, uids, model);
  const insideDefinition = (uid: string): boolean => {
    const definition = model.definitions.get(uid);
    return definition !== undefined && inside(definition.body);
  };
  switch (expression.kind) {
    case "number":
    case "string":
    case "at":
    case "opaque":
      return false;
    case "apply":
      return (
        uids.has(expression.operator.uid) ||
        expression.operands.some(inside) ||
        expression.bound.some(({ domain }) => domain !== null && inside(domain))
      );
    case "operator":
      return (
        uids.has(expression.operator.uid) ||
        (expression.operator.name === "LAMBDA" && insideDefinition(expression.operator.uid))
      );
    case "let":
      return expression.definitions.some(insideDefinition) || inside(expression.body);
    case "substitution":
      return expression.substitutions.some(({ value }) => inside(value)) || inside(expression.body);
  }
};
