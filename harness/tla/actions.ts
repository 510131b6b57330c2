import type { Application, Definition, Expression, SpecModel } from "./expression.ts";
import { UnprintableError } from "./printBuiltin.ts";
import { bind, printBound, printExpression, rootScope, substituted, type Scope } from "./printExpression.ts";
import { isStandardModule } from "./specModel.ts";

/** One place in the next-state relation where a named operator is applied. */
export interface ActionOccurrence {
  readonly name: string;
  readonly definition: Definition;
  /** Named operators around it inside Next, outermost first. */
  readonly path: readonly string[];
  /** False for an operator that is nothing but a disjunction of other named operators. */
  readonly leaf: boolean;
  /** Groups of an existential around the call, in order: `Conf_b7 \in Server`. */
  readonly binders: readonly string[];
  /** Conjuncts that stand beside the call in Next, before and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** `RequestVote(Conf_b7, Conf_b8)`. */
  readonly call: string;
  readonly args: readonly { readonly parameter: string; readonly text: string }[];
}

/** Next as a set of named steps, and how many of its disjuncts have no name. */
export interface NextShape {
  readonly occurrences: readonly ActionOccurrence[];
  readonly anonymous: number;
}

interface Context {
  readonly scope: Scope;
  readonly path: readonly string[];
  readonly binders: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Unfolds a next-state relation through disjunctions, existentials, LET, INSTANCE and named operators.
 * An operator is looked into only as long as it merely combines other named operators; anything else is
 * an action of its own. What cannot be named is counted as anonymous: it can match events without action.
 */
export const unfoldNext = (next: Expression, model: SpecModel): NextShape => {
  const start: Context = { scope: rootScope(model), path: [], binders: [], before: [], after: [] };
  return unfoldRoot(next, start);
};

const unfoldRoot = (expression: Expression, context: Context): NextShape => {
  const whole = attempt(() => unfold(expression, context));
  if (whole !== null) return { occurrences: whole, anonymous: 0 };
  if (expression.kind === "apply" && isDisjunction(expression)) {
    const shapes = expression.operands.map((operand) => unfoldRoot(operand, context));
    return {
      occurrences: shapes.flatMap(({ occurrences }) => occurrences),
      anonymous: shapes.reduce((sum, { anonymous }) => sum + anonymous, 0),
    };
  }
  return { occurrences: [], anonymous: 1 };
};

/** The named steps of an expression, or null when some step in it has no name. */
const unfold = (expression: Expression, context: Context): readonly ActionOccurrence[] | null => {
  switch (expression.kind) {
    case "apply":
      return unfoldApplication(expression, context);
    case "let":
      return unfoldLet(expression, context);
    case "substitution":
      return unfold(expression.body, { ...context, scope: substituted(expression, context.scope) });
    case "number":
    case "string":
    case "at":
    case "operator":
    case "opaque":
      return null;
  }
};

const unfoldApplication = (expression: Application, context: Context): readonly ActionOccurrence[] | null => {
  if (isDisjunction(expression)) return all(expression.operands.map((operand) => unfold(operand, context)));
  if (expression.operator.name === "$BoundedExists") return unfoldExists(expression, context);
  if (isConjunction(expression)) return unfoldConjunction(expression, context);
  return isNamedStep(expression, context) ? unfoldNamed(expression, context) : null;
};

const unfoldExists = (expression: Application, context: Context): readonly ActionOccurrence[] | null => {
  const [body] = expression.operands;
  const { text, scope } = printBound(expression.bound, context.scope);
  const inner = { ...context, scope, binders: [...context.binders, text] };
  return body === undefined ? null : unfold(body, inner);
};

/** `guard /\ Step(i)`: one named step, the rest stays beside it. */
const unfoldConjunction = (expression: Application, context: Context): readonly ActionOccurrence[] | null => {
  const { operands } = expression;
  const steps = operands.flatMap((operand, index) => (mayBeStep(operand, context) ? [index] : []));
  const [position] = steps;
  const step = position === undefined ? undefined : operands[position];
  if (position === undefined || step === undefined || steps.length > 1) return null;
  const print = (operand: Expression): string => printExpression(operand, context.scope);
  return unfold(step, {
    ...context,
    before: [...context.before, ...operands.slice(0, position).map(print)],
    after: [...operands.slice(position + 1).map(print), ...context.after],
  });
};

const mayBeStep = (operand: Expression, context: Context): boolean =>
  operand.kind === "apply" &&
  operand.level === 2 &&
  (isDisjunction(operand) || operand.operator.name === "$BoundedExists" || isNamedStep(operand, context));

const unfoldNamed = (expression: Application, context: Context): readonly ActionOccurrence[] | null => {
  const definition = context.scope.model.definitions.get(expression.operator.uid);
  if (definition === undefined) return null;
  const texts = expression.operands.map((operand) => printExpression(operand, context.scope));
  const inner = insideDefinition(definition, texts, context);
  const children = inner === null ? null : attempt(() => unfoldCombination(definition.body, inner));
  const self: ActionOccurrence = {
    name: definition.name,
    definition,
    path: context.path,
    leaf: children === null,
    binders: context.binders,
    before: context.before,
    after: context.after,
    call: printExpression(expression, context.scope),
    args: definition.parameters.flatMap(({ name, arity }, index) =>
      arity === 0 ? [{ parameter: name, text: texts[index] ?? "" }] : [],
    ),
  };
  return [self, ...(children ?? [])];
};

/** Inside a named operator a conjunction is the operator's own affair: it makes it an action. */
const unfoldCombination = (body: Expression, context: Context): readonly ActionOccurrence[] | null =>
  body.kind === "apply" && isConjunction(body) ? null : unfold(body, context);

const insideDefinition = (
  definition: Definition,
  texts: readonly string[],
  context: Context,
): Context | null => {
  if (definition.recursive || context.path.includes(definition.name)) return null;
  const parameters = definition.parameters.map(({ uid }, index) => [uid, `(${texts[index] ?? ""})`] as const);
  const instance = /^(.*!)/.exec(definition.name)?.[1];
  const scope = bind(context.scope, parameters);
  return {
    ...context,
    scope: instance === undefined ? scope : { ...scope, prefix: instance },
    path: [...context.path, definition.name],
  };
};

const unfoldLet = (
  expression: Extract<Expression, { kind: "let" }>,
  context: Context,
): readonly ActionOccurrence[] | null => {
  let { scope } = context;
  for (const uid of expression.definitions) {
    const definition = scope.model.definitions.get(uid);
    if (definition === undefined || definition.parameters.length > 0 || definition.level > 1) return null;
    scope = bind(scope, [[uid, `(${printExpression(definition.body, scope)})`]]);
  }
  return unfold(expression.body, { ...context, scope });
};

const isNamedStep = ({ operator, level }: Application, { scope }: Context): boolean => {
  const definition = scope.model.definitions.get(operator.uid);
  return (
    operator.kind === "defined" &&
    level === 2 &&
    definition !== undefined &&
    !isStandardModule(definition.at.module)
  );
};

const isDisjunction = ({ operator }: Application): boolean =>
  operator.name === "$DisjList" || operator.name === "\\lor";

const isConjunction = ({ operator }: Application): boolean =>
  operator.name === "$ConjList" || operator.name === "\\land";

const all = (parts: readonly (readonly ActionOccurrence[] | null)[]): readonly ActionOccurrence[] | null => {
  const found = parts.filter((part) => part !== null);
  return found.length === parts.length ? found.flat() : null;
};

/** A step that cannot be written down outside its place is a step without a name. */
const attempt = <T>(compute: () => T): T | null => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof UnprintableError) return null;
    throw error;
  }
};
