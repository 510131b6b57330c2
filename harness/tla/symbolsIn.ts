import type { Expression } from "./expression.ts";

/** SANY's numbers of the operators that an expression applies or passes on, and of those its LETs define. */
export interface SymbolsIn {
  readonly applied: ReadonlySet<string>;
  readonly defined: ReadonlySet<string>;
}

/** The operators in an expression; not those in the definitions of its LETs. */
export const symbolsIn = (expression: Expression): SymbolsIn => {
  const applied = new Set<string>();
  const defined = new Set<string>();
  const collect = (inner: Expression): void => {
    if (inner.kind === "apply" || inner.kind === "operator") applied.add(inner.operator.uid);
    if (inner.kind === "let") for (const uid of inner.definitions) defined.add(uid);
    for (const part of partsOf(inner)) collect(part);
  };
  collect(expression);
  return { applied, defined };
};

/** The expressions of which an expression is made, in the order of the text. */
export const partsOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case "apply":
      return [...expression.bound.flatMap(({ domain }) => domain ?? []), ...expression.operands];
    case "let":
      return [expression.body];
    case "substitution":
      return [...expression.substitutions.map(({ value }) => value), expression.body];
    case "operator":
    case "number":
    case "string":
    case "at":
    case "opaque":
      return [];
  }
};

/** SANY's numbers of what an expression applies, passes on or defines itself, not in its parts. */
export const ownSymbols = (expression: Expression): readonly string[] => {
  switch (expression.kind) {
    case "apply":
    case "operator":
      return [expression.operator.uid];
    case "let":
      return expression.definitions;
    case "substitution":
    case "number":
    case "string":
    case "at":
    case "opaque":
      return [];
  }
};
