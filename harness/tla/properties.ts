import type { Cfg } from "./cfg.ts";
import { textOfName } from "./behaviour.ts";
import { alwaysOf, conjunctsOf, squareOf } from "./conjuncts.ts";
import type { Expression, SpecModel } from "./expression.ts";
import { UnprintableError } from "./printBuiltin.ts";
import { printExpression, rootScope } from "./printExpression.ts";
import { globalDefinition } from "./specModel.ts";

/** A condition of the configuration, by the name it has there, as text for a module that extends the spec. */
export interface Law {
  readonly name: string;
  readonly text: string;
  /** What it says: of a law of steps the action, without what it says of steps that change nothing. */
  readonly expression?: Expression;
}

/** What the configuration demands of every behaviour, as far as it can be told from single states and steps. */
export interface Laws {
  /** Of the first state only. */
  readonly initial: readonly Law[];
  readonly state: readonly Law[];
  readonly step: readonly Law[];
  /** Properties that say more than is checked here. */
  readonly skipped: readonly string[];
}

/**
 * The invariants and properties of a configuration. Of a property the conjuncts `P`, `[]P` and `[][A]_v` are taken,
 * also behind names (a whole specification is one); liveness needs whole behaviours and is skipped.
 */
export const lawsOf = (cfg: Cfg, model: SpecModel): Laws => {
  const found: Found = { initial: [], state: [], step: [], skipped: new Set() };
  for (const name of cfg.invariants) {
    const expression = globalDefinition(name, model)?.body;
    found.state.push({ name, text: textOfName(name, model), ...(expression && { expression }) });
  }
  for (const name of cfg.properties) {
    const body = globalDefinition(name, model)?.body;
    const parts = body === undefined ? [] : conjunctsOf(body, model);
    if (parts.length === 0) found.skipped.add(name);
    for (const part of parts) sort(name, part, { found, model });
  }
  return { ...found, skipped: [...found.skipped] };
};

interface Found {
  readonly initial: Law[];
  readonly state: Law[];
  readonly step: Law[];
  readonly skipped: Set<string>;
}

const sort = (
  name: string,
  part: Expression,
  { found, model }: { readonly found: Found; readonly model: SpecModel },
): void => {
  const [always, square] = [alwaysOf(part), squareOf(part)];
  const law = (list: Law[], expression: Expression, subscript?: Expression): void => {
    const text = written(expression, model);
    const unless = subscript && written(subscript, model);
    if (text === null || unless === null) found.skipped.add(name);
    else
      list.push({
        ...{ name, expression },
        text: unless === undefined ? text : `(${text}) \\/ UNCHANGED (${unless})`,
      });
  };
  if (part.level <= 1) law(found.initial, part);
  else if (always !== undefined && always.level <= 1) law(found.state, always);
  else if (square === undefined) found.skipped.add(name);
  else law(found.step, square.action, square.subscript);
};

/** Null for what cannot be written down outside its place. */
const written = (expression: Expression, model: SpecModel): string | null => {
  try {
    return printExpression(expression, rootScope(model));
  } catch (error) {
    if (error instanceof UnprintableError) return null;
    throw error;
  }
};
