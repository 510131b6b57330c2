import { isConjunction, type Expression, type SpecModel } from "./expression.ts";

type Substitution = Extract<Expression, { kind: "substitution" }>;

/**
 * The conjuncts of a temporal formula; an operator without parameters that hides temporal ones is looked into, and what
 * an INSTANCE substitutes around a conjunction stands around each conjunct.
 */
export const conjunctsOf = (expression: Expression, model: SpecModel): readonly Expression[] => {
  const { core, around } = peel(expression);
  const again = (inner: Expression): Expression => wrap(inner, around);
  if (core.kind !== "apply") return [expression];
  if (isConjunction(core)) return core.operands.flatMap((operand) => conjunctsOf(again(operand), model));
  const definition = model.definitions.get(core.operator.uid);
  if (core.level < 3 || definition?.parameters.length !== 0 || definition.body.kind === "opaque")
    return [expression];
  return conjunctsOf(again(asInstance(definition.body, definition.name)), model);
};

/** `P` of `[]P`; undefined for other formulas. */
export const alwaysOf = (conjunct: Expression): Expression | undefined => {
  const { core, around } = peel(conjunct);
  const operand = core.kind === "apply" && core.operator.name === "[]" ? core.operands[0] : undefined;
  return operand && wrap(operand, around);
};

/** `A` and `v` of `[][A]_v`; undefined for other formulas. */
export const squareOf = (
  conjunct: Expression,
): { readonly action: Expression; readonly subscript: Expression } | undefined => {
  const always = alwaysOf(conjunct);
  if (always === undefined) return undefined;
  const { core, around } = peel(always);
  if (core.kind !== "apply" || core.operator.name !== "$SquareAct") return undefined;
  const [action, subscript] = core.operands;
  if (action === undefined || subscript === undefined) return undefined;
  return { action: wrap(action, around), subscript: wrap(subscript, around) };
};

/** What a formula is inside of substitutions, outermost first. */
const peel = (
  expression: Expression,
): { readonly core: Expression; readonly around: readonly Substitution[] } => {
  const around: Substitution[] = [];
  let core = expression;
  while (core.kind === "substitution") {
    around.push(core);
    core = core.body;
  }
  return { core, around };
};

const wrap = (inner: Expression, around: readonly Substitution[]): Expression =>
  around.reduceRight<Expression>((body, { substitutions, prefix, at }) => {
    const level = Math.max(body.level, ...substitutions.map(({ value }) => value.level));
    return { kind: "substitution", substitutions, body, at, level, ...(prefix !== undefined && { prefix }) };
  }, inner);

/** The names inside are those of the instance, `Inst!Op`. */
const asInstance = (body: Expression, name: string): Expression => {
  const prefix = /^(.*!)/.exec(name)?.[1];
  return body.kind === "substitution" && prefix !== undefined ? { ...body, prefix } : body;
};
