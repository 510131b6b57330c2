import {
  isConjunction,
  isDisjunction,
  type Application,
  type Definition,
  type Expression,
} from "../../tla/expression.ts";
import {
  bind,
  bodyScope,
  letMeaning,
  printBound,
  printExpression,
  substituted,
} from "../../tla/printExpression.ts";
import { boundSymbols, failedGuard, type GuardContext } from "./guardTable.ts";
import { comparedOperands } from "./tellingParts.ts";

/**
 * TLA+ text of the set of guards that forbid something in a state: empty when it is not forbidden. Each element is
 * `<<number, values of its parts, values of bound symbols>>`, values as text, so that values of different types can
 * stand in one set.
 */
export interface Forbidding {
  readonly text: string;
  /** Conjuncts that have held where nothing of it forbids: how far it leads an instance of the action. */
  readonly conjuncts: number;
}

/**
 * The guards that forbid an action: none when every guard holds in some instance. A conjunction stops at its first
 * false part, as TLC does; parts that speak of the next state are assignments and forbid nothing here.
 */
export const forbiddingGuards = (expression: Expression, context: GuardContext): Forbidding => {
  if (expression.level <= 1) return stateGuard(expression, context);
  switch (expression.kind) {
    case "apply":
      return forbiddingApplication(expression, context);
    case "let":
      return forbiddingLet(expression, context);
    case "substitution":
      return forbiddingGuards(expression.body, {
        ...context,
        scope: substituted(expression, context.scope),
      });
    case "number":
    case "string":
    case "at":
    case "operator":
    case "opaque":
      return NOTHING;
  }
};

const NOTHING: Forbidding = { text: "{}", conjuncts: 0 };

const forbidsNothing = ({ text }: Forbidding): boolean => text === NOTHING.text;

const stateGuard = (expression: Expression, context: GuardContext): Forbidding => {
  const looked = expression.kind === "apply" ? lookedInto(expression, context) : null;
  if (looked !== null) return looked;
  const failed = failedGuard(expression, expression, context);
  return {
    text: `(IF ${printExpression(expression, context.scope)} THEN {} ELSE {${failed}})`,
    conjuncts: 1,
  };
};

const lookedInto = (expression: Application, context: GuardContext): Forbidding | null => {
  if (isConjunction(expression)) return firstOf(expression.operands, context);
  if (expression.operator.name === "$BoundedForall") return forbiddingForall(expression, context);
  if (expression.operator.name === "$BoundedExists") return forbiddingStateExists(expression, context);
  return statePredicate(expression, context);
};

/** A named predicate is looked into, so that the reason is the part that is false and not its name. */
const statePredicate = (expression: Application, context: GuardContext): Forbidding | null => {
  const definition = inlinable(expression, context);
  if (definition === null) return null;
  const { body } = definition;
  const composed = body.kind === "apply" && (isConjunction(body) || QUANTIFIERS.has(body.operator.name));
  const worthIt = comparedOperands(body).length > 0 || (composed && body.level <= 1);
  return worthIt ? inlined(definition, expression, context) : null;
};

const QUANTIFIERS = new Set(["$BoundedForall", "$BoundedExists"]);

/** Each instance that is false speaks for itself. */
const forbiddingForall = (expression: Application, context: GuardContext): Forbidding => {
  const [body] = expression.operands;
  if (body === undefined) return NOTHING;
  const { text, scope } = printBound(expression.bound, context.scope);
  const inner = stateGuard(body, inside(expression, { ...context, scope }));
  return { text: `UNION {${inner.text} : ${text}}`, conjuncts: inner.conjuncts };
};

/** Where no element will do, each says why, and the whole speaks for the set. */
const forbiddingStateExists = (expression: Application, context: GuardContext): Forbidding | null => {
  const [body] = expression.operands;
  if (body === undefined || expression.bound.some(({ domain }) => domain === null)) return null;
  const { text, scope } = printBound(expression.bound, context.scope);
  const inner = stateGuard(body, inside(expression, { ...context, scope }));
  const itself = failedGuard(expression, expression, context);
  const whole = printExpression(expression, context.scope);
  return {
    text: `(IF ${whole} THEN {} ELSE {${itself}} \\cup UNION {${inner.text} : ${text}})`,
    conjuncts: inner.conjuncts,
  };
};

const inside = ({ bound }: Application, context: GuardContext): GuardContext => ({
  ...context,
  bound: [...context.bound, ...boundSymbols(bound, context.scope.model)],
});

const forbiddingApplication = (expression: Application, context: GuardContext): Forbidding => {
  if (isConjunction(expression)) return firstOf(expression.operands, context);
  if (isDisjunction(expression)) return anyOf(expression.operands, context);
  if (expression.operator.name === "$BoundedExists") return forbiddingExists(expression, context);
  if (expression.operator.name === "$IfThenElse") return forbiddingIf(expression, context);
  const definition = inlinable(expression, context);
  return definition === null ? NOTHING : inlined(definition, expression, context);
};

const forbiddingIf = ({ operands }: Application, context: GuardContext): Forbidding => {
  const [test, yes, no] = operands;
  if (test === undefined || yes === undefined || no === undefined || test.level > 1) return NOTHING;
  const taken = { ...context, depth: context.depth + 1 };
  const [left, right] = [forbiddingGuards(yes, taken), forbiddingGuards(no, taken)];
  const text = `(IF ${printExpression(test, context.scope)} THEN ${left.text} ELSE ${right.text})`;
  return { text, conjuncts: 1 + Math.min(left.conjuncts, right.conjuncts) };
};

const forbiddingExists = (expression: Application, context: GuardContext): Forbidding => {
  const [body] = expression.operands;
  if (body === undefined || expression.bound.some(({ domain }) => domain === null || domain.level > 1))
    return NOTHING;
  const { text, scope } = printBound(expression.bound, context.scope);
  const inner = forbiddingGuards(body, inside(expression, { ...context, scope }));
  const head = { ...expression, operands: [] };
  const nothing = failedGuard(expression, head, context);
  const name = context.table.localName();
  return {
    text: `(LET ${name} == {${inner.text} : ${text}} IN IF ${name} = {} THEN {${nothing}} ELSE IF {} \\in ${name} THEN {} ELSE UNION ${name})`,
    conjuncts: inner.conjuncts,
  };
};

const forbiddingLet = (
  expression: Extract<Expression, { kind: "let" }>,
  context: GuardContext,
): Forbidding => {
  let { scope } = context;
  for (const uid of expression.definitions) {
    const meaning = letMeaning(uid, scope);
    if (meaning === null) return NOTHING;
    scope = bind(scope, [[uid, meaning.text]]);
  }
  return forbiddingGuards(expression.body, { ...context, scope });
};

/** A defined operator that can be looked into here: of the spec, not recursive, with value parameters only. */
const inlinable = ({ operator }: Application, { scope, inside: around }: GuardContext): Definition | null => {
  const definition = scope.model.definitions.get(operator.uid);
  if (operator.kind !== "defined" || definition === undefined) return null;
  if (definition.recursive || definition.body.kind === "opaque" || around.includes(operator.uid)) return null;
  return definition.parameters.every(({ arity }) => arity === 0) ? definition : null;
};

const inlined = (definition: Definition, expression: Application, context: GuardContext): Forbidding => {
  const texts = expression.operands.map((operand) => printExpression(operand, context.scope));
  const parameters = definition.parameters.map(({ uid, name }, index) => ({
    ...{ uid, name },
    text: texts[index] ?? "",
  }));
  return forbiddingGuards(definition.body, {
    ...context,
    scope: bodyScope(definition, texts, context.scope),
    bound: [...context.bound, ...parameters],
    inside: [...context.inside, definition.uid],
  });
};

/** The first part of a conjunction that forbids; later parts may not even be defined then. */
const firstOf = (operands: readonly Expression[], context: GuardContext): Forbidding =>
  firstForbidding(
    operands.map((operand) => (inner) => forbiddingGuards(operand, inner)),
    context,
  );

/** What forbids first, of some things asked one after the other, each knowing how many conjuncts held before. */
export const firstForbidding = (
  asked: readonly ((context: GuardContext) => Forbidding)[],
  context: GuardContext,
): Forbidding => {
  const parts: Forbidding[] = [];
  let passed = 0;
  for (const ask of asked) {
    const part = ask({ ...context, depth: context.depth + passed });
    if (forbidsNothing(part)) continue;
    parts.push(part);
    passed += part.conjuncts;
  }
  const text = parts.reduceRight((rest, part) => {
    if (rest === NOTHING.text) return part.text;
    const name = context.table.localName();
    return `(LET ${name} == ${part.text} IN IF ${name} # {} THEN ${name} ELSE ${rest})`;
  }, NOTHING.text);
  return { text, conjuncts: passed };
};

/** All branches must forbid. */
const anyOf = (operands: readonly Expression[], context: GuardContext): Forbidding => {
  const parts = operands.map((operand) => forbiddingGuards(operand, context));
  if (parts.some(forbidsNothing)) return NOTHING;
  const name = context.table.localName();
  return {
    text: `(LET ${name} == {${parts.map(({ text }) => text).join(", ")}} IN IF {} \\in ${name} THEN {} ELSE UNION ${name})`,
    conjuncts: Math.min(...parts.map(({ conjuncts }) => conjuncts)),
  };
};
