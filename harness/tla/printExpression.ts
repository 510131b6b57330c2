import type {
  Application,
  BoundGroup,
  Definition,
  Expression,
  OperatorRef,
  SpecModel,
} from "./expression.ts";
import { builtinText, UnprintableError, type OperandPrinter } from "./printBuiltin.ts";
import { LIBRARY_INSTANCES, RESERVED_PREFIX } from "./moduleText.ts";
import { isStandardModule } from "./specModel.ts";
import { quote } from "./value.ts";

/**
 * How symbols are written where the text will stand. Every bound symbol gets a fresh name, so that the
 * text can stand in any module whatever the user's spec declares there.
 */
export interface Scope {
  readonly model: SpecModel;
  /** By SANY's number: parameters, bound symbols and, inside an INSTANCE, declared symbols. */
  readonly texts: ReadonlyMap<string, string>;
  /** `Inst!` inside the body of an instanced definition, otherwise empty. */
  readonly prefix: string;
}

export const rootScope = (model: SpecModel): Scope => ({ model, texts: new Map(), prefix: "" });

/** The scope with more symbols bound to texts. */
export const bind = (scope: Scope, texts: Iterable<readonly [string, string]>): Scope => ({
  ...scope,
  texts: new Map([...scope.texts, ...texts]),
});

/** The scope of a definition's body, its parameters standing for texts; `Inst!Op` is inside its instance. */
export const bodyScope = (definition: Definition, texts: readonly string[], scope: Scope): Scope => {
  const parameters = definition.parameters.map(({ uid }, index) => [uid, `(${texts[index] ?? ""})`] as const);
  const instance = /^(.*!)/.exec(definition.name)?.[1];
  const bound = bind(scope, parameters);
  return instance === undefined ? bound : { ...bound, prefix: instance };
};

/** What a name of a LET stands for; null for one with parameters or of a step, which stays where it is. */
export const letMeaning = (
  uid: string,
  scope: Scope,
): { readonly body: Expression; readonly text: string } | null => {
  const definition = scope.model.definitions.get(uid);
  if (definition === undefined || definition.parameters.length > 0 || definition.level > 1) return null;
  return { body: definition.body, text: `(${printExpression(definition.body, scope)})` };
};

/** Fresh name of a bound symbol. */
export const freshName = (uid: string): string => `Conf_b${uid}`;

/** TLA+ text of an expression in a scope; parenthesised wherever precedence could matter. */
export const printExpression = (expression: Expression, scope: Scope): string => {
  switch (expression.kind) {
    case "number":
      return expression.text;
    case "string":
      return quote(expression.text);
    case "at":
      return "@";
    case "operator":
      return printOperatorArgument(expression.operator, scope);
    case "let":
      return printLet(expression, scope);
    case "substitution":
      return printExpression(expression.body, substituted(expression, scope));
    case "opaque":
      if (expression.what === "OTHER") return "OTHER";
      throw new UnprintableError(expression.what);
    case "apply":
      return printApplication(expression, scope);
  }
};

/** The scope inside an instanced body. */
export const substituted = (expression: Extract<Expression, { kind: "substitution" }>, scope: Scope): Scope =>
  bind(
    scope,
    expression.substitutions.map(({ uid, value }) => [uid, `(${printExpression(value, scope)})`] as const),
  );

/** `x \in S, <<y, z>> \in T` with fresh names, and the scope in which they are bound. */
export const printBound = (
  groups: readonly BoundGroup[],
  scope: Scope,
): { readonly text: string; readonly scope: Scope } => {
  const inner = bind(
    scope,
    groups.flatMap(({ uids }) => uids.map((uid) => [uid, freshName(uid)] as const)),
  );
  const text = groups.map((group) => {
    const names = group.uids.map(freshName).join(", ");
    const symbols = group.tuple ? `<<${names}>>` : names;
    return group.domain === null ? symbols : `${symbols} \\in ${printExpression(group.domain, scope)}`;
  });
  return { text: text.join(", "), scope: inner };
};

/** The definitions of a LET with fresh names, and the scope in which they are bound. */
export const printDefinitions = (
  uids: readonly string[],
  scope: Scope,
): { readonly text: string; readonly scope: Scope } => {
  const names = uids.map((uid) => [uid, freshName(uid)] as const);
  const inner = bind(scope, names);
  const definitions = names.map(([uid, name]) => printLetDefinition(uid, name, inner));
  return { text: definitions.join(" "), scope: inner };
};

const printApplication = (application: Application, scope: Scope): string => {
  const { operator, operands } = application;
  if (operator.kind === "builtin") return builtinText(application, operandPrinter(scope));
  const name = operatorName(operator, scope);
  const texts = operands.map((operand) => printExpression(operand, scope));
  if (isSymbolic(name) && texts.length > 0) return symbolic(name, texts);
  return texts.length === 0 ? name : `${name}(${texts.join(", ")})`;
};

const operandPrinter = (scope: Scope): OperandPrinter => ({
  print: (operand) => printExpression(operand, scope),
  bound: (groups) => {
    const binders = printBound(groups, scope);
    return { text: binders.text, inner: operandPrinter(binders.scope) };
  },
});

/** Operators written between or before their operands (`+`, `\o`, `-.`, user-defined ones too). */
const isSymbolic = (name: string): boolean => !/^[A-Za-z0-9_]+(!|$)/.test(name);

const symbolic = (name: string, operands: readonly string[]): string => {
  const [left, right] = operands;
  if (right !== undefined) return `(${left ?? ""} ${name} ${right})`;
  return name === "-." ? `(-${left ?? ""})` : `(${left ?? ""})${name}`;
};

const printOperatorArgument = (operator: OperatorRef, scope: Scope): string => {
  const definition = scope.model.definitions.get(operator.uid);
  if (operator.name !== "LAMBDA" || definition === undefined) return operatorName(operator, scope);
  const names = definition.parameters.map(({ uid }) => [uid, freshName(uid)] as const);
  const body = printExpression(definition.body, bind(scope, names));
  return `LAMBDA ${names.map(([, name]) => name).join(", ")} : ${body}`;
};

const operatorName = (operator: OperatorRef, scope: Scope): string => {
  const text = scope.texts.get(operator.uid);
  if (text !== undefined) return text;
  if (operator.kind === "builtin") return operator.name;
  if (operator.kind === "parameter") throw new UnprintableError(`unbound ${operator.name}`);
  if (operator.kind === "declared") return operator.name;
  return definedName(operator, scope);
};

const definedName = (operator: OperatorRef, { model, prefix }: Scope): string => {
  const definition = model.definitions.get(operator.uid);
  if (definition === undefined) throw new UnprintableError(operator.name);
  if (model.named.get(operator.name)?.uid === operator.uid) return operator.name;
  if (isStandardModule(definition.at.module)) return standardName(operator.name, definition.at.module);
  const prefixed = `${prefix}${operator.name}`;
  if (prefix !== "" && model.named.has(prefixed)) return prefixed;
  throw new UnprintableError(`${operator.name} is not visible from ${model.rootModule}`);
};

/** A module that the spec only instances may use standard modules that the spec itself does not extend. */
const standardName = (name: string, module: string): string => {
  if (LIBRARY_INSTANCES.some((known) => known === module)) return `${RESERVED_PREFIX}${module}!${name}`;
  throw new UnprintableError(`${name} of ${module}`);
};

const printLet = (expression: Extract<Expression, { kind: "let" }>, scope: Scope): string => {
  const { text, scope: inner } = printDefinitions(expression.definitions, scope);
  return `(LET ${text} IN ${printExpression(expression.body, inner)})`;
};

const printLetDefinition = (uid: string, name: string, scope: Scope): string => {
  const definition = scope.model.definitions.get(uid);
  if (definition === undefined || definition.recursive)
    throw new UnprintableError(`recursive operator ${definition?.name ?? uid}`);
  const { parameters, body } = definition;
  if (body.kind === "apply" && body.operator.name === "$RecursiveFcnSpec")
    throw new UnprintableError(`recursive function ${definition.name}`);
  const inner = bind(
    scope,
    parameters.map((parameter) => [parameter.uid, freshName(parameter.uid)] as const),
  );
  const heads = parameters.map(({ uid: parameter, arity }) => freshName(parameter) + placeholders(arity));
  const head = heads.length === 0 ? name : `${name}(${heads.join(", ")})`;
  return `${head} == ${printExpression(body, inner)}`;
};

const placeholders = (arity: number): string =>
  arity === 0 ? "" : `(${Array.from({ length: arity }, () => "_").join(", ")})`;
