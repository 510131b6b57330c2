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
  for (const name of cfg.invariants) found.state.push({ name, text: textOfName(name, model) });
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
  const law = (
    list: Law[],
    texts: readonly (string | null)[],
    join: (texts: readonly string[]) => string,
  ): void => {
    const known = texts.filter((text) => text !== null);
    if (known.length === texts.length) list.push({ name, text: join(known) });
    else found.skipped.add(name);
  };
  const only = ([text = ""]: readonly string[]): string => text;
  if (part.level <= 1) law(found.initial, [written(part, model)], only);
  else if (always !== undefined && always.level <= 1) law(found.state, [written(always, model)], only);
  else if (square === undefined) found.skipped.add(name);
  else
    law(
      found.step,
      [written(square.action, model), written(square.subscript, model)],
      ([action = "", subscript = ""]) => `(${action}) \\/ UNCHANGED (${subscript})`,
    );
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
