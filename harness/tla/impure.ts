import type { Application, Expression, SpecModel } from "./expression.ts";
import { isStandardModule, originOf } from "./specModel.ts";
import { ownSymbols, partsOf } from "./symbolsIn.ts";
import { ownName } from "./visibleName.ts";

/** Registers of TLC from here on are the checker's. */
export const FIRST_REGISTER = 1000;

/** A use of an operator whose value depends on more than its operands and the state. */
export interface Impure {
  readonly call: Application;
  readonly name: string;
}

/** Uses of what depends on chance, on time or on TLC's search, in expressions and all that they apply. */
export const impureIn = (roots: readonly Expression[], model: SpecModel): readonly Impure[] => {
  const found: Impure[] = [];
  const seen = new Set<string>();
  const visit = (expression: Expression): void => {
    const name = expression.kind === "apply" ? impureName(expression, model) : null;
    if (expression.kind === "apply" && name !== null) found.push({ call: expression, name });
    for (const part of partsOf(expression)) visit(part);
    for (const uid of ownSymbols(expression)) {
      const definition = seen.has(uid) ? undefined : model.definitions.get(uid);
      seen.add(uid);
      if (definition !== undefined) visit(definition.body);
    }
  };
  for (const root of roots) visit(root);
  return found;
};

const impureName = ({ operator, operands: [first] }: Application, model: SpecModel): string | null => {
  const definition = model.definitions.get(operator.uid);
  if (definition === undefined || !isStandardModule(originOf(definition))) return null;
  const name = ownName(definition.name);
  if (originOf(definition) === "Randomization") return name;
  if (originOf(definition) !== "TLC") return null;
  if (name === "RandomElement" || name === "JavaTime") return name;
  if (name !== "TLCGet" && name !== "TLCSet") return null;
  const isOwn = first?.kind === "number" && Number(first.text) < FIRST_REGISTER;
  return isOwn ? null : name;
};
