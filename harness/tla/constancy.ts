import type { Expression, SpecModel } from "./expression.ts";
import { reachOf } from "./reach.ts";
import { symbolsIn } from "./symbolsIn.ts";

/**
 * Whether an expression has the same value in every state, once `varying` symbols are known to depend on it.
 * SANY's level alone does not say so: it calls a parameter constant, whatever is passed for it.
 */
export const isConstant = (
  expression: Expression,
  { model, varying }: { readonly model: SpecModel; readonly varying: ReadonlySet<string> },
): boolean => expression.level === 0 && !mentions(expression, varying, model);

const mentions = (expression: Expression, uids: ReadonlySet<string>, model: SpecModel): boolean => {
  if (uids.size === 0) return false;
  const { applied, defined } = symbolsIn(expression);
  return [...applied, ...defined].some(
    (symbol) => uids.has(symbol) || [...reachOf(symbol, model)].some((reached) => uids.has(reached)),
  );
};
