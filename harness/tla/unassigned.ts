import {
  isConjunction,
  isDisjunction,
  type Definition,
  type Expression,
  type Place,
  type SpecModel,
} from "./expression.ts";
import { isNever } from "./nextWays.ts";
import { reachOf } from "./reach.ts";
import { ownSymbols, partsOf, symbolsIn } from "./symbolsIn.ts";

/** A way of taking a step, or an initial predicate, that says nothing at all of some variables. */
export interface Unassigned {
  readonly at: Place;
  readonly variables: readonly string[];
}

/**
 * Variables that a way of Next certainly leaves open: nowhere in it is there a primed expression, an UNCHANGED or an
 * operand that speaks of them. TLC cannot take such a step; what is left open here and there only, TLC finds itself.
 */
export const unassignedInNext = (next: Expression, model: SpecModel): readonly Unassigned[] => {
  const found: Unassigned[] = [];
  ways(next, new Set(), { model, found, inside: new Set() });
  return found;
};

/** Variables of which the initial predicates say nothing. */
export const unassignedInInit = (init: readonly Expression[], model: SpecModel): readonly Unassigned[] => {
  const [first] = init;
  const known = new Set(init.flatMap((part) => [...mentioned(part, model)]));
  const open = model.variables.filter(({ uid }) => !known.has(uid));
  return first === undefined || open.length === 0
    ? []
    : [{ at: first.at, variables: open.map(({ name }) => name) }];
};

interface Search {
  readonly model: SpecModel;
  readonly found: Unassigned[];
  /** Definitions around, by SANY's number. */
  readonly inside: ReadonlySet<string>;
}

const ways = (expression: Expression, beside: ReadonlySet<string>, search: Search): void => {
  const parts = waysInto(expression, search);
  if (parts === null) {
    judge(expression, beside, search);
    return;
  }
  for (const { body, more, inside } of parts)
    ways(body, new Set([...beside, ...more]), { ...search, inside: inside ?? search.inside });
};

interface Part {
  readonly body: Expression;
  /** Variables of which something is said beside it. */
  readonly more: readonly string[];
  readonly inside?: ReadonlySet<string>;
}

/** What an expression is a choice of, or a wrapping of; null for one that is looked at as a whole. */
const waysInto = (expression: Expression, { model, inside }: Search): readonly Part[] | null => {
  const only = (bodies: readonly Expression[]): readonly Part[] => bodies.map((body) => ({ body, more: [] }));
  if (expression.kind === "let") return only([expression.body]);
  if (expression.kind !== "apply" || expression.level < 2) return null;
  const { operator, operands } = expression;
  if (isDisjunction(expression)) return only(operands);
  if (operator.name === "$BoundedExists") return only(operands);
  if (operator.name === "$IfThenElse") return only(operands.slice(1));
  if (isConjunction(expression)) return conjunctParts(operands, model);
  const definition = operator.kind === "defined" ? model.definitions.get(operator.uid) : undefined;
  if (definition === undefined || !canEnter(definition, inside)) return null;
  const more = operands.flatMap((operand) => [...mentioned(operand, model)]);
  return [{ body: definition.body, more, inside: new Set([...inside, definition.uid]) }];
};

/** Bodies of instances speak of their own variables: they are looked at as a whole. */
const canEnter = ({ uid, recursive, body }: Definition, inside: ReadonlySet<string>): boolean =>
  !recursive && body.kind !== "substitution" && body.kind !== "opaque" && !inside.has(uid);

/** Into the last conjunct that is a choice; the others stand beside it. */
const conjunctParts = (operands: readonly Expression[], model: SpecModel): readonly Part[] | null => {
  const chosen = operands.findLast(isChoice);
  if (chosen === undefined) return null;
  const others = operands.filter((operand) => operand !== chosen);
  return [{ body: chosen, more: others.flatMap((operand) => [...assigned(operand, model)]) }];
};

const isChoice = (operand: Expression): boolean =>
  operand.kind === "apply" &&
  operand.level === 2 &&
  (isDisjunction(operand) ||
    operand.operator.kind === "defined" ||
    ["$BoundedExists", "$IfThenElse"].includes(operand.operator.name));

/** A way that speaks of no variable at all is a condition, and perhaps never true; FALSE never is. */
const judge = (expression: Expression, beside: ReadonlySet<string>, { model, found }: Search): void => {
  if (isNever(expression)) return;
  const known = new Set([...beside, ...assigned(expression, model)]);
  const open = model.variables.filter(({ uid }) => !known.has(uid));
  if (known.size > 0 && open.length > 0 && open.length < model.variables.length)
    found.push({ at: expression.at, variables: open.map(({ name }) => name) });
};

/** Variables in primed expressions, in UNCHANGED and in operands and substitutions, which may be primed inside; their numbers. */
export const assigned = (expression: Expression, model: SpecModel): ReadonlySet<string> => {
  const seen = new Set<string>();
  const known = new Set<string>();
  const visit = (inner: Expression): void => {
    if (inner.kind === "apply" && inner.level < 2 && inner.operator.kind !== "parameter") return;
    const primed = primedIn(inner);
    for (const part of primed) for (const uid of mentioned(part, model)) known.add(uid);
    for (const part of partsOf(inner)) if (!primed.includes(part)) visit(part);
    for (const uid of ownSymbols(inner)) {
      const definition = seen.has(uid) ? undefined : model.definitions.get(uid);
      seen.add(uid);
      if (definition !== undefined) visit(definition.body);
    }
  };
  visit(expression);
  return known;
};

/** Parts that stand for the next state, or may do so inside of what they are passed to. */
const primedIn = (expression: Expression): readonly Expression[] => {
  if (expression.kind === "substitution") return expression.substitutions.map(({ value }) => value);
  if (expression.kind !== "apply") return [];
  const { operator, operands } = expression;
  const takes = operator.kind !== "builtin" || operator.name === "'" || operator.name === "UNCHANGED";
  return takes ? operands : [];
};

/** All variables that an expression uses, itself or by what it applies. */
const mentioned = (expression: Expression, model: SpecModel): ReadonlySet<string> => {
  const { applied, defined } = symbolsIn(expression);
  const direct = [...applied, ...defined];
  const all = new Set([...direct, ...direct.flatMap((uid) => [...reachOf(uid, model)])]);
  return new Set(model.variables.flatMap(({ uid }) => (all.has(uid) ? [uid] : [])));
};
