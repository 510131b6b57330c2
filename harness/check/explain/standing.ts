import type { Application, Definition, Expression } from "../../tla/expression.ts";
import { bind, bodyScope, letMeaning, printExpression, substituted } from "../../tla/printExpression.ts";
import { boundSymbols, type GuardContext } from "./guardTable.ts";

/** An expression, and where it stands. */
export interface Standing {
  readonly expression: Expression;
  readonly context: GuardContext;
}

type Wrapped = Extract<Expression, { kind: "let" | "substitution" }>;

/** What a LET or an INSTANCE is wrapped around; null where a name of the LET can stand nowhere else. */
export const unwrapped = (expression: Wrapped, context: GuardContext): Standing | null => {
  const { body } = expression;
  let { scope } = context;
  if (expression.kind === "substitution")
    return { expression: body, context: { ...context, scope: substituted(expression, scope) } };
  for (const uid of expression.definitions) {
    const meaning = letMeaning(uid, scope);
    if (meaning === null) return null;
    scope = bind(scope, [[uid, meaning.text]]);
  }
  return { expression: body, context: { ...context, scope } };
};

/** Below a quantifier. */
export const belowBound = ({ bound }: Application, context: GuardContext): GuardContext => ({
  ...context,
  bound: [...context.bound, ...boundSymbols(bound, context.scope.model)],
});

/** The body of a defined operator of the spec that can be looked into here; null for all else. */
export const bodyOf = (expression: Application, context: GuardContext): Standing | null => {
  const definition = inlinable(expression, context);
  if (definition === null) return null;
  const texts = expression.operands.map((operand) => printExpression(operand, context.scope));
  const parameters = definition.parameters.map(({ uid, name }, index) => ({
    ...{ uid, name },
    text: texts[index] ?? "",
  }));
  return {
    expression: definition.body,
    context: {
      ...context,
      scope: bodyScope(definition, texts, context.scope),
      bound: [...context.bound, ...parameters],
      inside: [...context.inside, definition.uid],
    },
  };
};

/** Not recursive, with value parameters only. */
const inlinable = ({ operator }: Application, { scope, inside }: GuardContext): Definition | null => {
  const definition = scope.model.definitions.get(operator.uid);
  if (operator.kind !== "defined" || definition === undefined) return null;
  if (definition.recursive || definition.body.kind === "opaque" || inside.includes(operator.uid)) return null;
  return definition.parameters.every(({ arity }) => arity === 0) ? definition : null;
};
