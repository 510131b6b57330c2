import { isConstant } from "./constancy.ts";
import type { BoundGroup, Definition, Expression } from "./expression.ts";
import { bodyScope, freshName, printBound, type Scope } from "./printExpression.ts";

/** One group of an existential: `Conf_b7, Conf_b8 \in Server`, or `<<Conf_b7, Conf_b8>> \in Pairs`. */
export interface Binder {
  readonly text: string;
  readonly names: readonly string[];
  /** Whether the domain is the same set in every state, given the constant binders further out. */
  readonly constant: boolean;
  /** What is bound, and where the set stands that it is taken from. */
  readonly group: BoundGroup;
  readonly scope: Scope;
}

/** A condition of the state that stands beside a step in Next, and where it stands. */
export interface Condition {
  readonly expression: Expression;
  readonly scope: Scope;
  /** It must not hold: the step is on another way of an IF or CASE. */
  readonly otherwise?: boolean;
}

/** Where in Next an expression stands. */
export interface ActionContext {
  readonly scope: Scope;
  readonly path: readonly string[];
  readonly binders: readonly Binder[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Those of `before` and `after` that a reason may name: conditions of the state, in the order in which they are asked. */
  readonly conditions: readonly Condition[];
  /** Symbols whose value depends on the state, by SANY's number. */
  readonly varying: ReadonlySet<string>;
}

/** The groups of one existential do not see each other: one after the other they bind the same. */
export const insideGroup = (context: ActionContext, group: BoundGroup): ActionContext => {
  const { text, scope } = printBound([group], context.scope);
  const constant = group.domain !== null && fixed(group.domain, context);
  const names = group.uids.map(freshName);
  return {
    ...context,
    scope,
    binders: [...context.binders, { text, names, constant, group, scope: context.scope }],
    varying: constant ? context.varying : new Set([...context.varying, ...group.uids]),
  };
};

/** Whether an expression is the same in every state, given the constant binders around it. */
export const fixed = (expression: Expression, { scope: { model }, varying }: ActionContext): boolean =>
  isConstant(expression, { model, varying });

/** The context in which symbols stand for expressions: such a symbol varies when its expression does. */
export const withVarying = (
  context: ActionContext,
  meanings: readonly (readonly [string, Expression])[],
): ActionContext => ({
  ...context,
  varying: new Set([
    ...context.varying,
    ...meanings.filter(([, meaning]) => !fixed(meaning, context)).map(([uid]) => uid),
  ]),
});

/** The context in which a definition's parameters stand for the operands of a call; null: as it did before. */
export const withOperands = (
  definition: Definition,
  operands: readonly (Expression | null)[],
  context: ActionContext,
): ActionContext =>
  withVarying(
    context,
    definition.parameters.flatMap(({ uid }, index) => {
      const operand = operands[index];
      return operand === undefined || operand === null ? [] : [[uid, operand] as const];
    }),
  );

/** The context of a definition's body; null where looking into it would not end. */
export const insideDefinition = (
  definition: Definition,
  texts: readonly string[],
  context: ActionContext,
): ActionContext | null => {
  const { recursive, parameters, name } = definition;
  if (recursive || parameters.some(({ arity }) => arity > 0) || context.path.includes(name)) return null;
  const scope = bodyScope(definition, texts, context.scope);
  return { ...context, scope, path: [...context.path, name] };
};
