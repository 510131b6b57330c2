import {
  isConjunction,
  isDisjunction,
  type Application,
  type Definition,
  type Expression,
  type Place,
  type SpecModel,
} from "./expression.ts";
import { leavesOf, type Piece } from "./piece.ts";
import { objection } from "./objection.ts";
import { UnprintableError } from "./printBuiltin.ts";
import {
  bind,
  bodyScope,
  definitionIn,
  freshName,
  printBound,
  printDefinitions,
  printExpression,
  rootScope,
  substituted,
  type Scope,
} from "./printExpression.ts";
import { isStandardModule, originOf } from "./specModel.ts";

/** An action with its choices; `body` is null when it has none, or none that can be told apart. */
export interface ActionBranches {
  readonly body: Piece | null;
  /** What is taken as one although it may have several ways, and why. */
  readonly notes: readonly string[];
}

export interface BranchOptions {
  readonly model: SpecModel;
  readonly replaced: ReadonlySet<string>;
  /** Conjuncts are told apart also where there is no choice among them. */
  readonly everyConjunct?: boolean;
}

/** Ways of one action that are told apart; beyond, it counts as a whole. */
const MAX_BRANCHES = 200;

/** Operators looked into for one action; calls of calls can multiply without a single choice. */
const MAX_OPERATORS = 2_000;

class TooManyError extends Error {}

/**
 * The choices of an action: disjunctions, IF and CASE with a way that speaks of the next state, and `\/` lists among
 * the conjuncts whatever they speak of; inside existentials, LET, INSTANCE and the operators that the action applies.
 * The text has the structure of the original, so that TLC evaluates the same in the same order. Operators that the
 * configuration replaces (`replaced`) are not looked into: TLC does not evaluate their bodies.
 */
export const branchesOf = (
  definition: Definition,
  { model, replaced, everyConjunct = false }: BranchOptions,
): ActionBranches => {
  const notes: string[] = [];
  const state = { notes, replaced, everyConjunct, operators: 0 };
  const scope = parametersByName(definition, rootScope(model));
  try {
    const against = objection(definition, replaced);
    if (against !== null) throw new UnprintableError(against);
    const context = { scope, inside: [definition.uid], calls: [], state };
    const body = pieceOf(definition.body, context);
    return { body: body ?? (everyConjunct ? alone(definition.body, context) : null), notes };
  } catch (error) {
    return { body: null, notes: [`${definition.name} counts as one branch: ${refusal(error)}`] };
  }
};

interface Context {
  readonly scope: Scope;
  /** Operators around, by SANY's number. */
  readonly inside: readonly string[];
  readonly calls: readonly Place[];
  readonly state: {
    readonly notes: string[];
    readonly replaced: ReadonlySet<string>;
    readonly everyConjunct: boolean;
    operators: number;
  };
}

/** Null for an expression without a choice. */
const pieceOf = (expression: Expression, context: Context): Piece | null => {
  switch (expression.kind) {
    case "apply":
      return expression.level < 2 ? stateChoice(expression, context) : actionChoice(expression, context);
    case "let":
      return letChoice(expression, context);
    case "substitution":
      return pieceOf(expression.body, { ...context, scope: substituted(expression, context.scope) });
    case "number":
    case "string":
    case "at":
    case "operator":
    case "opaque":
      return null;
  }
};

/** Conditions are alternatives of the step only where they stand as a list. */
const stateChoice = (expression: Application, context: Context): Piece | null => {
  if (expression.operator.name === "$DisjList") return disjunction(expression, context);
  return isConjunction(expression) ? conjunction(expression, context) : null;
};

const actionChoice = (expression: Application, context: Context): Piece | null => {
  if (isConjunction(expression)) return conjunction(expression, context);
  if (isDisjunction(expression)) return disjunction(expression, context);
  const { kind, name } = expression.operator;
  if (name === "$IfThenElse") return conditional(expression, context);
  if (name === "$Case") return cases(expression, context);
  if (name === "$BoundedExists") return existential(expression, context);
  return kind === "defined" ? application(expression, context) : null;
};

const conjunction = ({ operands }: Application, context: Context): Piece | null => {
  const parts = operands.map((operand) => ({ operand, piece: pieceOf(operand, context) }));
  if (!context.state.everyConjunct && parts.every(({ piece }) => piece === null)) return null;
  return {
    kind: "all",
    parts: parts.map(({ operand, piece }) => piece ?? plain(operand, context)),
    of: operands,
  };
};

const disjunction = ({ operands }: Application, context: Context): Piece | null => {
  const [only, ...others] = operands;
  if (only !== undefined && others.length === 0) return pieceOf(only, context);
  return choice(["(", ...others.map(() => " \\/ "), ")"], operands, context);
};

const conditional = ({ operands }: Application, context: Context): Piece | null => {
  const [test, yes, no] = operands;
  if (test === undefined || yes === undefined || no === undefined || Math.max(yes.level, no.level) < 2)
    return null;
  return choice([`(IF ${printExpression(test, context.scope)} THEN `, " ELSE ", ")"], [yes, no], context);
};

const cases = ({ operands }: Application, context: Context): Piece | null => {
  const pairs = operands.map((pair) => (pair.kind === "apply" ? pair.operands : []));
  const ways = pairs.flatMap(([, way]) => way ?? []);
  if (ways.every(({ level }) => level < 2)) return null;
  const heads = pairs.flatMap(([test]) =>
    test === undefined ? [] : [`${printExpression(test, context.scope)} -> `],
  );
  return choice(
    [...heads.map((head, index) => (index === 0 ? `(CASE ${head}` : ` [] ${head}`)), ")"],
    ways,
    context,
  );
};

const choice = (between: readonly string[], ways: readonly Expression[], context: Context): Piece => {
  const arms = ways.map((way) => ({
    at: way.at,
    calls: context.calls,
    piece: pieceOf(way, context) ?? alone(way, context),
  }));
  const piece: Piece = { kind: "choice", between, arms };
  if (leavesOf(piece).length > MAX_BRANCHES) throw new TooManyError(`more than ${MAX_BRANCHES} branches`);
  return piece;
};

const existential = (expression: Application, context: Context): Piece | null => {
  const [body] = expression.operands;
  if (body === undefined) return null;
  const { text, scope } = printBound(expression.bound, context.scope);
  const inner = pieceOf(body, { ...context, scope });
  if (inner === null) return null;
  const entered: Piece = {
    kind: "all",
    parts: [{ kind: "text", text: "TRUE" }, inner],
    of: [expression, body],
  };
  const { everyConjunct } = context.state;
  return { kind: "around", before: `(\\E ${text} : `, inner: everyConjunct ? entered : inner, after: ")" };
};

const letChoice = (
  { level, definitions, body }: Extract<Expression, { kind: "let" }>,
  context: Context,
): Piece | null => {
  if (level < 2) return null;
  const { text, scope } = printDefinitions(definitions, context.scope);
  const inner = pieceOf(body, { ...context, scope });
  return inner && { kind: "around", before: `(LET ${text} IN `, inner, after: ")" };
};

/** An operator that cannot be looked into is applied as it stands. */
const application = (expression: Application, context: Context): Piece | null => {
  const { state, inside } = context;
  const definition = definitionIn(expression.operator, context.scope);
  if (definition === undefined || inside.includes(definition.uid) || isStandardModule(originOf(definition)))
    return null;
  state.operators += 1;
  if (state.operators > MAX_OPERATORS) throw new TooManyError("it applies too many operators");
  try {
    const against = objection(definition, state.replaced);
    if (against !== null) throw new UnprintableError(against);
    return applied(definition, expression, context);
  } catch (error) {
    if (!(error instanceof UnprintableError)) throw error;
    const { module, line, column } = expression.at;
    state.notes.push(
      `${definition.name} at ${module}.tla:${line}:${column} is not looked into: ${error.message}`,
    );
    return null;
  }
};

/** A copy of the operator for this call alone, which knows by which way it was left. */
const applied = (definition: Definition, expression: Application, context: Context): Piece | null => {
  const inner = pieceOf(definition.body, {
    ...context,
    scope: parametersByName(definition, context.scope),
    inside: [...context.inside, definition.uid],
    calls: [...context.calls, expression.at],
  });
  if (inner === null || definition.parameters.length === 0) return inner;
  const name = `Conf_o${context.state.operators}_${definition.uid}`;
  const parameters = definition.parameters.map(({ uid }) => freshName(uid)).join(", ");
  const operands = expression.operands.map((operand) => printExpression(operand, context.scope)).join(", ");
  return {
    kind: "around",
    before: `(LET ${name}(${parameters}) == `,
    inner,
    after: ` IN ${name}(${operands}))`,
  };
};

const parametersByName = (definition: Definition, scope: Scope): Scope =>
  bind(
    bodyScope(definition, [], scope),
    definition.parameters.map(({ uid }) => [uid, freshName(uid)] as const),
  );

const plain = (expression: Expression, { scope }: Context): Piece => ({
  kind: "text",
  text: printExpression(expression, scope),
});

/** An expression that is no conjunction, as one with a single conjunct where all of them count. */
const alone = (expression: Expression, context: Context): Piece => {
  const text = plain(expression, context);
  return context.state.everyConjunct ? { kind: "all", parts: [text], of: [expression] } : text;
};

const refusal = (error: unknown): string => {
  if (error instanceof TooManyError || error instanceof UnprintableError) return error.message;
  throw error;
};
