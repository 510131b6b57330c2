import type { Definition, Expression, OperatorRef } from "./expression.ts";
import { LIBRARY_INSTANCES, RESERVED_PREFIX } from "./moduleText.ts";
import { UnprintableError } from "./printBuiltin.ts";
import { reachOf } from "./reach.ts";
import { bind, rootScope, type Scope } from "./scope.ts";
import { globalDefinition, isStandardModule, originOf } from "./specModel.ts";
import { symbolsIn } from "./symbolsIn.ts";

/** How an expression is written; passed in, for it needs names itself. */
export type Print = (expression: Expression, scope: Scope) => string;

/**
 * The name under which generated modules see a definition; null for one that only its own module sees: a LOCAL one, or
 * one of a module that the spec instances with parameters.
 */
export const visibleName = (operator: OperatorRef, scope: Scope, print: Print): string | null => {
  const { model } = scope;
  const definition = model.definitions.get(operator.uid);
  if (definition === undefined) throw new UnprintableError(operator.name);
  if (model.named.get(operator.name)?.uid === operator.uid && !isChanged(definition, scope))
    return isParametrized(definition) ? null : operator.name;
  const origin = originOf(definition);
  if (LIBRARY_INSTANCES.some((known) => known === origin))
    return `${RESERVED_PREFIX}${origin}!${ownName(operator.name)}`;
  const instanced = instancedDefinition(definition, scope, print);
  if (instanced !== undefined && model.named.has(instanced.name) && !isParametrized(instanced))
    return instanced.name;
  if (isStandardModule(origin)) throw new UnprintableError(`${operator.name} of ${origin}`);
  return null;
};

/**
 * Inside an INSTANCE the root's own view of a definition, `Inst!Op`, which carries the substitutions; undefined where
 * there is none, or one that means something else, or one that takes the parameters of its INSTANCE besides.
 */
export const instancedDefinition = (
  definition: Definition,
  scope: Scope,
  print: Print,
): Definition | undefined => {
  const view = instanceView(definition, scope, print);
  return view?.parameters.length === definition.parameters.length ? view : undefined;
};

/** The same; where its INSTANCE has parameters, they are bound in the scope. */
export const instanceView = (definition: Definition, scope: Scope, print: Print): Definition | undefined => {
  if (scope.prefix === "") return undefined;
  const candidate = globalDefinition(scope.prefix + definition.name, scope.model);
  return candidate !== undefined && isSame(definition, candidate, { scope, print }) ? candidate : undefined;
};

/** Whether the definition means something else here, for an INSTANCE substitutes what it speaks of. */
const isChanged = ({ uid }: Definition, { model, substituted }: Scope): boolean => {
  if (substituted.size === 0) return false;
  const reach = reachOf(uid, model);
  return [...substituted].some((symbol) => reach.has(symbol));
};

/** Of `Inst(p) == INSTANCE M`: `Inst!Op` then has parameters that `Op` of the instanced module has not. */
export const isParametrized = ({ name, parameters, body }: Definition): boolean => {
  if (!name.includes("!")) return false;
  const values = unwrap(body).around.flatMap(({ substitutions }) => substitutions.map(({ value }) => value));
  const used = new Set(values.flatMap((value) => [...symbolsIn(value).applied]));
  return parameters.some(({ uid }) => used.has(uid));
};

/** `Op` of `Inst!Op` */
export const ownName = (name: string): string => name.slice(name.lastIndexOf("!") + 1);

/** Whether an instanced definition is made of this one, by the substitutions that hold here. */
const isSame = (
  definition: Definition,
  candidate: Definition,
  { scope, print }: { readonly scope: Scope; readonly print: Print },
): boolean => {
  const [own, other] = [unwrap(definition.body), unwrap(candidate.body)];
  if (placeText(own.body) !== placeText(other.body)) return false;
  const more = candidate.parameters.filter(({ uid }) =>
    definition.parameters.every((one) => one.uid !== uid),
  );
  if (candidate.parameters.length - more.length !== definition.parameters.length) return false;
  if (more.some(({ uid }) => !scope.texts.has(uid))) return false;
  let outer = bind(
    rootScope(scope.model),
    more.map(({ uid }) => [uid, scope.texts.get(uid) ?? ""] as const),
  );
  for (const { substitutions } of other.around.slice(0, other.around.length - own.around.length)) {
    const texts = substitutions.map(({ uid, value }) => [uid, printed(value, outer, print)] as const);
    if (texts.some(([uid, text]) => text === null || scope.texts.get(uid) !== text)) return false;
    outer = bind(
      outer,
      texts.map(([uid, text]) => [uid, text ?? ""] as const),
    );
  }
  return true;
};

const printed = (value: Expression, scope: Scope, print: Print): string | null => {
  try {
    return `(${print(value, scope)})`;
  } catch (error) {
    if (error instanceof UnprintableError) return null;
    throw error;
  }
};

type Substitution = Extract<Expression, { kind: "substitution" }>;

const unwrap = (
  expression: Expression,
): { readonly around: readonly Substitution[]; readonly body: Expression } => {
  const around: Substitution[] = [];
  let body = expression;
  while (body.kind === "substitution") {
    around.push(body);
    body = body.body;
  }
  return { around, body };
};

const placeText = ({ at: { module, line, column, endLine, endColumn } }: Expression): string =>
  [module, line, column, endLine, endColumn].join(" ");
