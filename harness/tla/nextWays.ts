import type { ActionContext as Context } from "./actionContext.ts";
import type { Application, Expression } from "./expression.ts";
import { printExpression } from "./printExpression.ts";

/** One way of an IF or CASE, and where it stands then. */
export interface NextWay {
  readonly body: Expression;
  readonly context: Context;
}

/**
 * The branches of an IF or CASE of Next itself, each beside what must be, and must not be, for it to be taken; those that
 * are FALSE are no steps and left out. Null for all else.
 */
export const waysOfNext = (expression: Application, context: Context): readonly NextWay[] | null => {
  if (context.path.length > 1) return null;
  const ways = waysOf(expression);
  if (ways === null || ways.some(({ test }) => test !== null && test.level > 1)) return null;
  const tests = ways.flatMap(({ test }) => (test === null ? [] : [test]));
  const texts = tests.map((test) => printExpression(test, context.scope));
  const { scope } = context;
  const taken = ways.flatMap(({ body, test }, index) => {
    if (isNever(body)) return [];
    const not = texts.slice(0, index).map((other) => `~(${other})`);
    const others = tests.slice(0, index).map((other) => ({ expression: other, scope, otherwise: true }));
    const own = test === null ? [] : [{ expression: test, scope }];
    const inner: Context = {
      ...context,
      before: [...context.before, ...not, ...texts.slice(index, index + 1)],
      conditions: [...context.conditions, ...others, ...own],
    };
    return [{ body, context: inner }];
  });
  return taken.length === 0 ? null : taken;
};

/** One of the ways of an IF or CASE. */
export interface Way {
  /** Null for the last way, which is taken when no other is. */
  readonly test: Expression | null;
  readonly body: Expression;
}

/** The ways of an IF or CASE, each taken where the tests of those before it are false; null for all else. */
export const waysOf = ({ operator, operands }: Application): readonly Way[] | null => {
  const [test, yes, no] = operands;
  if (operator.name === "$IfThenElse" && test !== undefined && yes !== undefined && no !== undefined)
    return [
      { test, body: yes },
      { test: null, body: no },
    ];
  if (operator.name !== "$Case") return null;
  // TLC takes the first arm whose condition is true.
  return operands.flatMap((pair) => {
    const [condition, body] = pair.kind === "apply" ? pair.operands : [];
    if (condition === undefined || body === undefined) return [];
    return [{ test: condition.kind === "opaque" ? null : condition, body }];
  });
};

/** Whether a way leads nowhere, whatever the state. */
export const isNever = (body: Expression): boolean =>
  body.kind === "apply" && body.operator.kind === "builtin" && body.operator.name === "FALSE";
