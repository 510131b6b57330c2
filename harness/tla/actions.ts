import {
  fixed,
  insideDefinition,
  insideGroup,
  withOperands,
  withVarying,
  type ActionContext as Context,
  type Binder,
  type Condition,
} from "./actionContext.ts";
import {
  isConjunction,
  isDisjunction,
  type Application,
  type Definition,
  type Expression,
  type Place,
  type SpecModel,
} from "./expression.ts";
import { isFrame } from "./frame.ts";
import { waysOfNext } from "./nextWays.ts";
import { UnprintableError } from "./printBuiltin.ts";
import { bind, callIn, letMeaning, printExpression, rootScope, substituted } from "./printExpression.ts";
import { isStandardModule, originOf } from "./specModel.ts";

/** An operand of the call; `constant`: it has one value, given the values of the constant binders. */
export interface ActionArgument {
  readonly parameter: string;
  readonly text: string;
  readonly constant: boolean;
}

/** One place in the next-state relation where a named operator is applied. */
export interface ActionOccurrence {
  readonly name: string;
  readonly definition: Definition;
  /** Named operators around it inside Next, outermost first. */
  readonly path: readonly string[];
  /** False for an operator that is nothing but a disjunction of other named operators. */
  readonly leaf: boolean;
  /** Existentials around the call, outermost first. */
  readonly binders: readonly Binder[];
  /** Conjuncts that stand beside the call in Next, before and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The conditions of the state among them, as they are written; some must not hold. */
  readonly conditions: readonly Condition[];
  /** `RequestVote(Conf_b7, Conf_b8)`. */
  readonly call: string;
  readonly args: readonly ActionArgument[];
}

/** Next as a set of named steps, and how many of its disjuncts have no name. */
export interface NextShape {
  readonly occurrences: readonly ActionOccurrence[];
  readonly anonymous: number;
  /** Where those without a name stand. */
  readonly unnamed?: readonly Place[];
}

/**
 * Unfolds a next-state relation through disjunctions, existentials, LET, INSTANCE and named operators.
 * An operator is looked into only as long as it merely combines other named operators; anything else is
 * an action of its own. What cannot be named is counted as anonymous: it can match events without action.
 */
export const unfoldNext = (next: Expression, model: SpecModel): NextShape => {
  const scope = rootScope(model);
  return unfoldRoot(next, {
    scope,
    path: [],
    binders: [],
    before: [],
    after: [],
    conditions: [],
    varying: new Set(),
  });
};

const unfoldRoot = (expression: Expression, context: Context): NextShape => {
  const whole = attempt(() => unfold(expression, context));
  const [self, ...inside] = whole ?? [];
  if (self !== undefined && (inside.length > 0 || context.path.length > 0))
    return { occurrences: whole ?? [], anonymous: 0 };
  const parts = attempt(() => unfoldParts(expression, context));
  if (self === undefined) return parts ?? { occurrences: [], anonymous: 1, unnamed: [expression.at] };
  return parts === null || parts.occurrences.length === 0
    ? { occurrences: [self], anonymous: 0 }
    : { ...parts, occurrences: [{ ...self, leaf: false }, ...parts.occurrences] };
};

/** What can be named in an expression that cannot be named as a whole; null for one without parts. */
const unfoldParts = (expression: Expression, context: Context): NextShape | null => {
  if (expression.kind !== "apply") return null;
  const [body] = expression.operands;
  if (expression.operator.name === "$BoundedExists" && body !== undefined)
    return unfoldRoot(body, expression.bound.reduce(insideGroup, context));
  if (isDisjunction(expression))
    return together(expression.operands.map((operand) => unfoldRoot(operand, context)));
  const branches = waysOfNext(expression, context);
  if (branches !== null) return together(branches.map((branch) => unfoldRoot(branch.body, branch.context)));
  const definition = context.scope.model.definitions.get(expression.operator.uid);
  const inner = definition === undefined ? null : insideDefinition(definition, [], context);
  return definition?.parameters.length === 0 && inner !== null ? unfoldRoot(definition.body, inner) : null;
};

const together = (shapes: readonly NextShape[]): NextShape => ({
  occurrences: shapes.flatMap(({ occurrences }) => occurrences),
  anonymous: shapes.reduce((sum, { anonymous }) => sum + anonymous, 0),
  unnamed: shapes.flatMap(({ unnamed = [] }) => unnamed),
});

/** The named steps of an expression, or null when some step in it has no name. */
const unfold = (expression: Expression, context: Context): readonly ActionOccurrence[] | null => {
  switch (expression.kind) {
    case "apply":
      return unfoldApplication(expression, context);
    case "let":
      return unfoldLet(expression, context);
    case "substitution":
      return unfold(expression.body, {
        ...withVarying(
          context,
          expression.substitutions.map(({ uid, value }) => [uid, value] as const),
        ),
        scope: substituted(expression, context.scope),
      });
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
  const branches = waysOfNext(expression, context);
  if (branches !== null) return all(branches.map((branch) => unfold(branch.body, branch.context)));
  return isNamedStep(expression, context) ? unfoldNamed(expression, context) : null;
};

const unfoldExists = (expression: Application, context: Context): readonly ActionOccurrence[] | null => {
  const [body] = expression.operands;
  return body === undefined ? null : unfold(body, expression.bound.reduce(insideGroup, context));
};

/**
 * `guard /\ Step(i)`: one named step, the rest stays beside it. In Next itself the rest may be steps, too: the whole then
 * has the name of each. Inside another operator a rest that speaks of the next state makes it that operator's own affair.
 */
const unfoldConjunction = (expression: Application, context: Context): readonly ActionOccurrence[] | null => {
  const { operands } = expression;
  const candidates = operands.flatMap((operand, index) => (mayBeStep(operand, context) ? [index] : []));
  const isRest = (index: number): boolean => {
    const operand = operands[index];
    return operand !== undefined && isFrame(operand, context.scope);
  };
  // What says that nothing changes is a step only where nothing else is one.
  const steps = candidates.every(isRest) ? candidates : candidates.filter((index) => !isRest(index));
  if (context.path.length > 1) {
    const [only] = steps;
    const whole = operands.some((operand, index) => index !== only && operand.level >= 2);
    return only === undefined || whole ? null : unfoldConjunct(operands, only, context);
  }
  const named = steps.flatMap((index) => {
    const found = attempt(() => unfoldConjunct(operands, index, context));
    return found === null ? [] : [found];
  });
  // One step, several names: only one of them may count it, the one that tells more steps apart.
  const most = Math.max(...named.map(leaves));
  const teller = named.find((found) => leaves(found) === most);
  return teller === undefined
    ? null
    : named.flatMap((found) => (found === teller ? found : found.map((one) => ({ ...one, leaf: false }))));
};

const leaves = (occurrences: readonly ActionOccurrence[]): number =>
  occurrences.filter(({ leaf }) => leaf).length;

const unfoldConjunct = (
  operands: readonly Expression[],
  index: number,
  context: Context,
): readonly ActionOccurrence[] | null => {
  const step = operands[index];
  const print = (operand: Expression): string => printExpression(operand, context.scope);
  if (step === undefined) return null;
  return unfold(step, {
    ...context,
    before: [...context.before, ...operands.slice(0, index).map(print)],
    after: [...operands.slice(index + 1).map(print), ...context.after],
    conditions: [
      ...context.conditions,
      ...operands
        .filter(({ level }, other) => other !== index && level <= 1)
        .map((expression) => ({ expression, scope: context.scope })),
    ],
  });
};

const COMBINING = new Set(["$BoundedExists", "$IfThenElse", "$Case"]);

const mayBeStep = (operand: Expression, context: Context): boolean => {
  if (operand.level !== 2) return false;
  if (operand.kind !== "apply") return operand.kind === "let";
  return isDisjunction(operand) || COMBINING.has(operand.operator.name) || isNamedStep(operand, context);
};

const unfoldNamed = (expression: Application, context: Context): readonly ActionOccurrence[] | null => {
  const called = callIn(expression, context.scope);
  if (called === undefined) return null;
  const { definition, texts } = called;
  const operands = [...texts.slice(expression.operands.length).map(() => null), ...expression.operands];
  const inner = insideDefinition(definition, texts, withOperands(definition, operands, context));
  const children = inner === null ? null : attempt(() => unfoldBody(definition.body, inner));
  const self: ActionOccurrence = {
    name: definition.name,
    definition,
    path: context.path,
    leaf: children === null,
    binders: context.binders,
    before: context.before,
    after: context.after,
    conditions: context.conditions,
    call: printExpression(expression, context.scope),
    args: definition.parameters.flatMap(({ name, arity }, index) =>
      arity === 0 ? [argument(name, texts[index] ?? "", fixedOperand(operands[index], context))] : [],
    ),
  };
  return [self, ...(children ?? [])];
};

/** An operator whose body is a conjunction is an action, whatever it calls; Next is looked into all the same. */
const unfoldBody = (body: Expression, context: Context): readonly ActionOccurrence[] | null =>
  body.kind === "apply" && isConjunction(body) && context.path.length > 1 ? null : unfold(body, context);

const argument = (parameter: string, text: string, constant: boolean): ActionArgument => ({
  parameter,
  text,
  constant,
});

/** Null for a parameter of an INSTANCE, whose value was given further out. */
const fixedOperand = (operand: Expression | null | undefined, context: Context): boolean =>
  operand !== undefined && operand !== null && fixed(operand, context);

const unfoldLet = (
  expression: Extract<Expression, { kind: "let" }>,
  context: Context,
): readonly ActionOccurrence[] | null => {
  let inner = context;
  for (const uid of expression.definitions) {
    const definition = inner.scope.model.definitions.get(uid);
    // Steps that only a LET names are that operator's own affair, except in Next itself.
    if (definition === undefined || (definition.level >= 2 && context.path.length > 1)) return null;
    inner = withVarying(inner, [[uid, definition.body]]);
    const meaning = letMeaning(uid, inner.scope);
    // One with parameters has no meaning of its own: it is written out where it is applied.
    if (meaning !== null) inner = { ...inner, scope: bind(inner.scope, [[uid, meaning.text]]) };
  }
  return unfold(expression.body, inner);
};

const isNamedStep = ({ operator, level }: Application, { scope }: Context): boolean => {
  const definition = scope.model.definitions.get(operator.uid);
  return (
    operator.kind === "defined" &&
    level === 2 &&
    definition !== undefined &&
    !isStandardModule(originOf(definition))
  );
};

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
