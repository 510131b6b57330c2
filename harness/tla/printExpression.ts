import { createHash } from "node:crypto";
import type { Application, BoundGroup, Definition, Expression, OperatorRef } from "./expression.ts";
import { builtinText, UnprintableError, type OperandPrinter } from "./printBuiltin.ts";
import { recursionOf } from "./recursion.ts";
import { bind, bindFresh, nameIn, type Scope } from "./scope.ts";
import { quote } from "./value.ts";
import { instancedDefinition, instanceView, visibleName } from "./visibleName.ts";

export { bind, freshName, rootScope, type Scope } from "./scope.ts";

/** The scope of a definition's body, its parameters standing for texts; `Inst!Op` is inside its instance. */
export const bodyScope = (definition: Definition, texts: readonly string[], scope: Scope): Scope => {
  const parameters = definition.parameters.map(({ uid }, index) => [uid, `(${texts[index] ?? ""})`] as const);
  const instance = /^(.*!)/.exec(definition.name)?.[1];
  const bound = bind(scope, parameters);
  return instance === undefined ? bound : { ...bound, prefix: instance };
};

/** What the operator of an application is here: inside an INSTANCE the root's own view of it, where there is one. */
export const definitionIn = ({ uid, kind }: OperatorRef, scope: Scope): Definition | undefined => {
  const definition = kind === "defined" ? scope.model.definitions.get(uid) : undefined;
  if (definition === undefined || scope.texts.has(uid)) return definition;
  return instancedDefinition(definition, scope, printExpression) ?? definition;
};

/** The same with what its INSTANCE takes as parameters, which come first: `Inst!Op(p, x)` for `Inst(p)!Op(x)`. */
export const callIn = (
  { operator, operands }: Application,
  scope: Scope,
): { readonly definition: Definition; readonly texts: readonly string[] } | undefined => {
  const plain = scope.model.definitions.get(operator.uid);
  if (plain === undefined) return undefined;
  const view = scope.texts.has(operator.uid) ? undefined : instanceView(plain, scope, printExpression);
  const definition = view ?? plain;
  const own = operands.map((operand) => printExpression(operand, scope));
  const missing = definition.parameters.slice(0, definition.parameters.length - plain.parameters.length);
  return { definition, texts: [...missing.map(({ uid }) => scope.texts.get(uid) ?? ""), ...own] };
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
export const substituted = (
  { substitutions, prefix = "" }: Extract<Expression, { kind: "substitution" }>,
  scope: Scope,
): Scope => ({
  ...bind(
    scope,
    substitutions.map(({ uid, value }) => [uid, `(${printExpression(value, scope)})`] as const),
  ),
  substituted: new Set([...scope.substituted, ...substitutions.map(({ uid }) => uid)]),
  ...(prefix !== "" && { prefix }),
});

/** `x \in S, <<y, z>> \in T` with fresh names, and the scope in which they are bound. */
export const printBound = (
  groups: readonly BoundGroup[],
  scope: Scope,
): { readonly text: string; readonly scope: Scope } => {
  const inner = bindFresh(
    scope,
    groups.flatMap(({ uids }) => uids),
  );
  const text = groups.map((group) => {
    const names = group.uids.map((uid) => nameIn(scope, uid)).join(", ");
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
  const inner = bindFresh(scope, uids);
  const definitions = uids.map((uid) => definitionOf(uid, scope));
  const announced = definitions.filter(({ recursive }) => recursive);
  const texts = definitions.map((definition) =>
    definitionText(definition, nameIn(scope, definition.uid), inner),
  );
  const heads = announced.map(({ uid, parameters }) => nameIn(scope, uid) + placeholders(parameters.length));
  const text = [...(heads.length === 0 ? [] : [`RECURSIVE ${heads.join(", ")}`]), ...texts].join(" ");
  return { text, scope: inner };
};

const printApplication = (application: Application, scope: Scope): string => {
  const { operator, operands } = application;
  if (operator.kind === "builtin") return builtinText(application, operandPrinter(scope));
  const name = operatorName(operator, scope);
  const texts = operands.map((operand) => printExpression(operand, scope));
  if (name === null) return writtenOut(operator, texts, scope);
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

/** Operators written between or before their operands (`+`, `\\o`, `-.`, user-defined ones too). */
const isSymbolic = (name: string): boolean => !/^[A-Za-z0-9_]+(!|$)/.test(name);

const symbolic = (name: string, operands: readonly string[]): string => {
  const [left, right] = operands;
  if (right !== undefined) return `(${left ?? ""} ${name} ${right})`;
  return name === "-." ? `(-${left ?? ""})` : `(${left ?? ""})${name}`;
};

const printOperatorArgument = (operator: OperatorRef, scope: Scope): string => {
  if (operator.name === "LAMBDA") return lambda(definitionOf(operator.uid, scope), scope);
  const name = operatorName(operator, scope);
  if (name !== null) return name;
  const definition = definitionOf(operator.uid, scope);
  const inner = bindFresh(
    { ...scope, mark: markOf(definition, [], scope) },
    definition.parameters.map(({ uid }) => uid),
  );
  const names = definition.parameters.map(({ uid }) => nameIn(inner, uid));
  return `LAMBDA ${names.join(", ")} : ${writtenOut(operator, names, scope)}`;
};

const lambda = ({ parameters, body }: Definition, scope: Scope): string => {
  const uids = parameters.map(({ uid }) => uid);
  const names = uids.map((uid) => nameIn(scope, uid));
  return `LAMBDA ${names.join(", ")} : ${printExpression(body, bindFresh(scope, uids))}`;
};

/** Null for a definition that has no name where the text will stand. */
const operatorName = (operator: OperatorRef, scope: Scope): string | null => {
  const text = scope.texts.get(operator.uid);
  if (text !== undefined) return text;
  if (operator.kind === "builtin") return operator.name;
  if (operator.kind === "parameter") throw new UnprintableError(`unbound ${operator.name}`);
  if (operator.kind === "declared") return declaredName(operator, scope);
  return visibleName(operator, scope, printExpression);
};

/** Outside of its INSTANCE a declared symbol of an instanced module is none. */
const declaredName = ({ uid, name }: OperatorRef, { model }: Scope): string => {
  if ([...model.variables, ...model.constants].some((declared) => declared.uid === uid)) return name;
  throw new UnprintableError(`${name} of a module that is only instanced`);
};

/** A text that one expression may grow to by definitions that are written out. */
const MAX_TEXT = 100_000;

/** The application of a definition without a name: the definition itself stands there, in a LET where it has parameters. */
const writtenOut = (operator: OperatorRef, texts: readonly string[], scope: Scope): string => {
  const definition = definitionOf(operator.uid, scope);
  if (definition.body.kind === "opaque")
    throw new UnprintableError(`${definition.name}: ${definition.body.what}`);
  const inner = { ...scope, mark: markOf(definition, texts, scope) };
  const plain = definition.parameters.length === 0 && !definition.recursive;
  const text = plain ? `(${printExpression(definition.body, inner)})` : locally(definition, texts, inner);
  if (text.length > MAX_TEXT) throw new UnprintableError(`${definition.name} is too long to be written out`);
  return text;
};

const locally = (definition: Definition, texts: readonly string[], scope: Scope): string => {
  const group = definition.recursive ? recursionOf(definition.uid, scope.model) : [definition.uid];
  const { text } = printDefinitions(group, scope);
  const name = nameIn(scope, definition.uid);
  return `(LET ${text} IN ${texts.length === 0 ? name : `${name}(${texts.join(", ")})`})`;
};

/** Two places where the same definition is written out have different marks when one is inside the other. */
const markOf = ({ uid }: Definition, texts: readonly string[], scope: Scope): string => {
  const all = JSON.stringify([uid, texts, [...scope.texts], scope.prefix, scope.mark]);
  return `_${createHash("sha256").update(all).digest("hex").slice(0, 12)}`;
};

const definitionOf = (uid: string, { model }: Scope): Definition => {
  const definition = model.definitions.get(uid);
  if (definition === undefined) throw new UnprintableError(`symbol ${uid}`);
  return definition;
};

const printLet = (expression: Extract<Expression, { kind: "let" }>, scope: Scope): string => {
  const { text, scope: inner } = printDefinitions(expression.definitions, scope);
  return `(LET ${text} IN ${printExpression(expression.body, inner)})`;
};

const definitionText = ({ parameters, body }: Definition, name: string, scope: Scope): string => {
  const inner = bindFresh(
    scope,
    parameters.map(({ uid }) => uid),
  );
  const heads = parameters.map(({ uid, arity }) => nameIn(scope, uid) + placeholders(arity));
  const head = heads.length === 0 ? name : `${name}(${heads.join(", ")})`;
  return `${head} == ${printExpression(body, inner)}`;
};

const placeholders = (arity: number): string =>
  arity === 0 ? "" : `(${Array.from({ length: arity }, () => "_").join(", ")})`;
