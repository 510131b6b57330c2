import {
  isConjunction,
  isDisjunction,
  type Application,
  type Definition,
  type Expression,
  type Place,
  type SpecModel,
} from "../../tla/expression.ts";
import {
  bind,
  bodyScope,
  freshName,
  letMeaning,
  printBound,
  printExpression,
  substituted,
  type Scope,
} from "../../tla/printExpression.ts";

/** A conjunct that may turn out false, and the operands whose values explain it. */
export interface Guard {
  readonly at: Place;
  readonly operands: readonly Place[];
  /** Names of the bound variables and parameters that the conjunct can mention, outermost first. */
  readonly bound: readonly string[];
}

/** Numbers the guards met while an action is turned into its diagnosis. */
export interface GuardTable {
  readonly guards: readonly Guard[];
  /** The number of a guard, from 1. */
  readonly add: (guard: Guard) => number;
  /** A name for a LET; TLA+ does not allow to define a name again inside its own scope. */
  readonly localName: () => string;
}

export const createGuardTable = (): GuardTable => {
  const guards: Guard[] = [];
  let locals = 0;
  return {
    guards,
    add: (guard) => guards.push(guard),
    localName: () => {
      locals += 1;
      return `Conf_g${locals}`;
    },
  };
};

/** Where in an action the diagnosis stands. */
export interface GuardContext {
  readonly scope: Scope;
  readonly table: GuardTable;
  /** Text and name of the symbols bound so far. */
  readonly bound: readonly { readonly name: string; readonly text: string }[];
  readonly inside: readonly string[];
}

/**
 * TLA+ text of the set of guards that forbid an action in a state: empty when every guard holds in some
 * instance. Each element is `<<number, operand values, values of bound symbols>>`, values as text, so that
 * values of different types can stand in one set. A conjunction stops at its first false part, as TLC does;
 * parts that speak of the next state are assignments and forbid nothing here.
 */
export const forbiddingGuards = (expression: Expression, context: GuardContext): string => {
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

const NOTHING = "{}";

const stateGuard = (expression: Expression, context: GuardContext): string => {
  if (expression.kind === "apply" && isConjunction(expression))
    return firstOf(
      expression.operands.map((operand) => forbiddingGuards(operand, context)),
      context.table,
    );
  if (expression.kind === "apply" && expression.operator.name === "$BoundedForall")
    return forbiddingForall(expression, context);
  const inner = expression.kind === "apply" ? statePredicate(expression, context) : null;
  if (inner !== null) return inner;
  const operands = comparedOperands(expression);
  const number = context.table.add({
    at: expression.at,
    operands: operands.map(({ at }) => at),
    bound: context.bound.map(({ name }) => name),
  });
  const values = operands.map((operand) => `Conf_Text(${printExpression(operand, context.scope)})`);
  const bound = context.bound.map(({ text }) => `Conf_Text(${text})`);
  const failed = `{<<${number}, <<${values.join(", ")}>>, <<${bound.join(", ")}>>>>}`;
  return `(IF ${printExpression(expression, context.scope)} THEN {} ELSE ${failed})`;
};

/** A named predicate is looked into, so that the reason is the part that is false and not its name. */
const statePredicate = (expression: Application, context: GuardContext): string | null => {
  const definition = inlinable(expression, context);
  if (definition === null) return null;
  const { body } = definition;
  const composed = body.kind === "apply" && (isConjunction(body) || body.operator.name === "$BoundedForall");
  const worthIt = comparedOperands(body).length > 0 || (composed && body.level <= 1);
  return worthIt ? inlined(definition, expression, context) : null;
};

/** Each instance that is false speaks for itself. */
const forbiddingForall = (expression: Application, context: GuardContext): string => {
  const [body] = expression.operands;
  if (body === undefined) return NOTHING;
  const { text, scope } = printBound(expression.bound, context.scope);
  const symbols = boundSymbols(expression, scope.model);
  const inner = stateGuard(body, { ...context, scope, bound: [...context.bound, ...symbols] });
  return `UNION {${inner} : ${text}}`;
};

const boundSymbols = ({ bound }: Application, model: SpecModel): GuardContext["bound"] =>
  bound.flatMap(({ uids }) => uids.map((uid) => ({ name: symbolName(uid, model), text: freshName(uid) })));

const COMPARISONS = new Set(["=", "/=", "#", "\\in", "\\notin", "<", ">", "\\leq", "\\geq", "\\subseteq"]);

/** The operands of a comparison, below negations; none for other predicates. */
const comparedOperands = (expression: Expression): readonly Expression[] => {
  if (expression.kind !== "apply") return [];
  if (expression.operator.name === "\\lnot") return expression.operands.flatMap(comparedOperands);
  return COMPARISONS.has(expression.operator.name) ? expression.operands : [];
};

const forbiddingApplication = (expression: Application, context: GuardContext): string => {
  const parts = (): readonly string[] =>
    expression.operands.map((operand) => forbiddingGuards(operand, context));
  if (isConjunction(expression)) return firstOf(parts(), context.table);
  if (isDisjunction(expression)) return anyOf(parts(), context.table);
  if (expression.operator.name === "$BoundedExists") return forbiddingExists(expression, context);
  if (expression.operator.name === "$IfThenElse") return forbiddingIf(expression, context);
  const definition = inlinable(expression, context);
  return definition === null ? NOTHING : inlined(definition, expression, context);
};

const forbiddingIf = ({ operands }: Application, context: GuardContext): string => {
  const [test, yes, no] = operands;
  if (test === undefined || yes === undefined || no === undefined || test.level > 1) return NOTHING;
  const branches = [yes, no].map((branch) => forbiddingGuards(branch, context));
  return `(IF ${printExpression(test, context.scope)} THEN ${branches[0] ?? NOTHING} ELSE ${branches[1] ?? NOTHING})`;
};

const forbiddingExists = (expression: Application, context: GuardContext): string => {
  const [body] = expression.operands;
  if (body === undefined || expression.bound.some(({ domain }) => domain === null || domain.level > 1))
    return NOTHING;
  const { text, scope } = printBound(expression.bound, context.scope);
  const symbols = boundSymbols(expression, scope.model);
  const inner = forbiddingGuards(body, { ...context, scope, bound: [...context.bound, ...symbols] });
  const empty = context.table.add({
    at: expression.at,
    operands: expression.bound.flatMap(({ domain }) => (domain === null ? [] : [domain.at])),
    bound: context.bound.map(({ name }) => name),
  });
  const domains = expression.bound.flatMap(({ domain }) =>
    domain === null ? [] : [`Conf_Text(${printExpression(domain, context.scope)})`],
  );
  const bound = context.bound.map(({ text: value }) => `Conf_Text(${value})`);
  const nothing = `{<<${empty}, <<${domains.join(", ")}>>, <<${bound.join(", ")}>>>>}`;
  const name = context.table.localName();
  return `(LET ${name} == {${inner} : ${text}} IN IF ${name} = {} THEN ${nothing} ELSE IF {} \\in ${name} THEN {} ELSE UNION ${name})`;
};

const forbiddingLet = (expression: Extract<Expression, { kind: "let" }>, context: GuardContext): string => {
  let { scope } = context;
  for (const uid of expression.definitions) {
    const meaning = letMeaning(uid, scope);
    if (meaning === null) return NOTHING;
    scope = bind(scope, [[uid, meaning.text]]);
  }
  return forbiddingGuards(expression.body, { ...context, scope });
};

/** A defined operator that can be looked into here: of the spec, not recursive, with value parameters only. */
const inlinable = ({ operator }: Application, { scope, inside }: GuardContext): Definition | null => {
  const definition = scope.model.definitions.get(operator.uid);
  if (operator.kind !== "defined" || definition === undefined) return null;
  if (definition.recursive || definition.body.kind === "opaque" || inside.includes(operator.uid)) return null;
  return definition.parameters.every(({ arity }) => arity === 0) ? definition : null;
};

const inlined = (definition: Definition, expression: Application, context: GuardContext): string => {
  const texts = expression.operands.map((operand) => printExpression(operand, context.scope));
  return forbiddingGuards(definition.body, {
    ...context,
    scope: bodyScope(definition, texts, context.scope),
    bound: [
      ...context.bound,
      ...definition.parameters.map(({ name }, index) => ({ name, text: texts[index] ?? "" })),
    ],
    inside: [...context.inside, definition.uid],
  });
};

const symbolName = (uid: string, model: SpecModel): string => model.parameters.get(uid)?.name ?? uid;

/** The first part of a conjunction that forbids; later parts may not even be defined then. */
const firstOf = (parts: readonly string[], table: GuardTable): string =>
  parts
    .filter((part) => part !== NOTHING)
    .reduceRight((rest, part) => {
      if (rest === NOTHING) return part;
      const name = table.localName();
      return `(LET ${name} == ${part} IN IF ${name} # {} THEN ${name} ELSE ${rest})`;
    }, NOTHING);

/** All branches must forbid. */
const anyOf = (parts: readonly string[], table: GuardTable): string => {
  if (parts.includes(NOTHING)) return NOTHING;
  const name = table.localName();
  return `(LET ${name} == {${parts.join(", ")}} IN IF {} \\in ${name} THEN {} ELSE UNION ${name})`;
};
