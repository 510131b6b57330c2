import type { ActionContext as Context } from "./actionContext.ts";
import type { Application, Expression } from "./expression.ts";
import { printExpression } from "./printExpression.ts";

/** One way of an IF or CASE, and where it stands then. */
export interface NextWay {
  readonly body: Expression;
  readonly context: Context;
}

/** The branches of an IF or CASE of Next itself, each beside what must be for it to be taken; null for all else. */
export const waysOfNext = (expression: Application, context: Context): readonly NextWay[] | null => {
  if (context.path.length > 1) return null;
  const ways = waysOf(expression);
  if (ways === null || ways.some(({ test }) => test !== null && test.level > 1)) return null;
  const tests = ways.flatMap(({ test }) => (test === null ? [] : [printExpression(test, context.scope)]));
  return ways.map(({ body, test }, index) => {
    const not = tests.slice(0, index).map((other) => `~(${other})`);
    const own = test === null ? [] : [{ expression: test, scope: context.scope }];
    return {
      body,
      context: {
        ...context,
        before: [...context.before, ...not, ...tests.slice(index, index + 1)],
        conditions: [...context.conditions, ...own],
      },
    };
  });
};

interface Way {
  /** Null for the last way, which is taken when no other is. */
  readonly test: Expression | null;
  readonly body: Expression;
}

/** TLC takes the first way of a CASE whose condition is true. */
const waysOf = ({ operator, operands }: Application): readonly Way[] | null => {
  const [test, yes, no] = operands;
  if (operator.name === "$IfThenElse" && test !== undefined && yes !== undefined && no !== undefined)
    return [
      { test, body: yes },
      { test: null, body: no },
    ];
  if (operator.name !== "$Case") return null;
  return operands.flatMap((pair) => {
    const [condition, body] = pair.kind === "apply" ? pair.operands : [];
    if (condition === undefined || body === undefined) return [];
    return [{ test: condition.kind === "opaque" ? null : condition, body }];
  });
};
