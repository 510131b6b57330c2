import type { SpecModel } from "./expression.ts";
import { symbolsIn } from "./symbolsIn.ts";

/** SANY's numbers of all symbols that a definition uses, itself or by what it applies; LETs inside count as applied. */
export const reachOf = (start: string, { definitions }: SpecModel): ReadonlySet<string> => {
  const reached = new Set<string>();
  const visit = (uid: string): void => {
    const definition = definitions.get(uid);
    if (definition === undefined) return;
    const { applied, defined } = symbolsIn(definition.body);
    for (const symbol of [...applied, ...defined]) {
      if (reached.has(symbol)) continue;
      reached.add(symbol);
      visit(symbol);
    }
  };
  visit(start);
  return reached;
};
