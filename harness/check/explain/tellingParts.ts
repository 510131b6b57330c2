import { isConstant } from "../../tla/constancy.ts";
import {
  isConjunction,
  isDisjunction,
  type Expression,
  type OperatorRef,
  type SpecModel,
} from "../../tla/expression.ts";
import { isStandardModule } from "../../tla/specModel.ts";

/** Parts shown of one conjunct. */
const MAX_PARTS = 8;

/** What tells a constant from an expression whose value says something. */
interface Varying {
  readonly model: SpecModel;
  /** Symbols bound around, by SANY's number. */
  readonly varying: ReadonlySet<string>;
  /** The highest level of what has a value: 2 where the next state is known; 1 unless told. */
  readonly most?: 1 | 2;
}

/**
 * The parts of a false conjunct whose values explain it, the outer before the inner ones: operands of comparisons,
 * and inside them applications of functions and operators with their arguments. Only what TLC has evaluated to find
 * the conjunct false, for the rest may not even be defined.
 */
export const tellingParts = (conjunct: Expression, context: Varying): readonly Expression[] => {
  const found = new Map<string, Expression>();
  let level = termsUnder(conjunct, false, context.model);
  while (level.length > 0 && found.size < MAX_PARTS) {
    for (const part of level.filter((candidate) => candidate.outer || says(candidate.term, context)))
      if (found.size < MAX_PARTS && isWorth(part.term, context)) found.set(placeKey(part.term), part.term);
    level = level.flatMap(({ term }) => innerTerms(term, context.model));
  }
  if (found.size > 0) return [...found.values()];
  const atom = deniedAtom(conjunct);
  return atom !== null && isWorth(atom, context) && says(atom, context) ? [atom] : [];
};

/** `lock` of `~lock`, which has no parts to tell; null for what is no negation. */
const deniedAtom = (conjunct: Expression): Expression | null => {
  if (conjunct.kind !== "apply" || conjunct.operator.name !== "\\lnot") return null;
  const [operand] = conjunct.operands;
  return operand === undefined ? null : (deniedAtom(operand) ?? operand);
};

/** The operands of a comparison, below negations; none for other predicates. */
export const comparedOperands = (expression: Expression): readonly Expression[] => {
  if (expression.kind !== "apply") return [];
  if (expression.operator.name === "\\lnot") return expression.operands.flatMap(comparedOperands);
  return COMPARISONS.has(expression.operator.name) ? expression.operands : [];
};

/** Symbols that an expression depends on, through the definitions it uses, too. */
export const symbolsOf = (expression: Expression, model: SpecModel): ReadonlySet<string> => {
  const symbols = new Set<string>();
  const entered = new Set<string>();
  const enter = (uid: string): void => {
    const definition = model.definitions.get(uid);
    if (definition === undefined || entered.has(uid) || isStandardModule(definition.at.module)) return;
    entered.add(uid);
    visit(definition.body);
  };
  const visit = (inside: Expression): void => {
    switch (inside.kind) {
      case "apply":
        symbols.add(inside.operator.uid);
        enter(inside.operator.uid);
        inside.operands.forEach(visit);
        for (const { domain } of inside.bound) if (domain !== null) visit(domain);
        return;
      case "operator":
        symbols.add(inside.operator.uid);
        enter(inside.operator.uid);
        return;
      case "let":
        visit(inside.body);
        return;
      case "substitution":
        for (const { value } of inside.substitutions) visit(value);
        visit(inside.body);
        return;
      case "number":
      case "string":
      case "at":
      case "opaque":
    }
  };
  visit(expression);
  return symbols;
};

interface Candidate {
  readonly term: Expression;
  /** An operand of a comparison is shown even when it is a constant. */
  readonly outer: boolean;
}

const COMPARISONS = new Set(["=", "/=", "#", "\\in", "\\notin", "<", ">", "\\leq", "\\geq", "\\subseteq"]);

/** Null: TLC may have looked at the first part of the formula only. */
type Truth = boolean | null;

/** The terms under a formula that turned out true or false. */
const termsUnder = (formula: Expression, truth: Truth, model: SpecModel): readonly Candidate[] => {
  if (formula.kind !== "apply") return [];
  const { operands, operator, bound } = formula;
  const [first, second] = operands;
  const under = (operand: Expression | undefined, value: Truth): readonly Candidate[] =>
    operand === undefined ? [] : termsUnder(operand, value, model);
  if (operator.name === "\\lnot") return under(first, truth === null ? null : !truth);
  // Where all parts of a conjunction have held, or none of a disjunction, TLC has looked at all of them.
  const seen = (all: boolean): readonly Candidate[] =>
    truth === all ? operands.flatMap((operand) => under(operand, truth)) : under(first, null);
  if (isConjunction(formula)) return seen(true);
  if (isDisjunction(formula)) return seen(false);
  if (operator.name === "=>")
    return truth === false ? [...under(first, true), ...under(second, false)] : under(first, null);
  if (operator.name === "$IfThenElse") return under(first, null);
  if (COMPARISONS.has(operator.name)) return operands.map((term) => ({ term, outer: true }));
  if (bound.length > 0)
    return bound.flatMap(({ domain }) => (domain === null ? [] : [{ term: domain, outer: true }]));
  return truth === null ? [{ term: formula, outer: false }] : innerTerms(formula, model);
};

/** What has been evaluated inside a term; operators of the spec may not look at their arguments. */
const innerTerms = (term: Expression, model: SpecModel): readonly Candidate[] => {
  if (term.kind !== "apply" || term.bound.length > 0 || WHOLE.has(term.operator.name)) return [];
  const { operator, operands } = term;
  const shown = operands.filter((operand, index) => {
    const isBase = index === 0 && BASED.has(operator.name);
    return isBase ? !isSymbol(operand) : looksAt(operator, model) || isSymbol(operand);
  });
  return shown.map((operand) => ({ term: operand, outer: false }));
};

/** Shown as a whole only. */
const WHOLE = new Set(["$IfThenElse", "$Case", "$Except", "$RcdConstructor", "$SetOfRcds", "ENABLED"]);

/** `f[x]` and `r.field`: of a variable as large as a function, the part that counts is enough. */
const BASED = new Set(["$FcnApply", "$RcdSelect"]);

/** Whether an operator surely evaluates its operands: those of TLA+ and its standard modules do. */
const looksAt = ({ kind, uid }: OperatorRef, model: SpecModel): boolean => {
  const definition = model.definitions.get(uid);
  return kind === "builtin" || (definition !== undefined && isStandardModule(definition.at.module));
};

const isSymbol = (expression: Expression): boolean =>
  expression.kind === "apply" && expression.operands.length === 0 && expression.bound.length === 0;

/** Literals explain nothing, and neither does what has the same value in every state and instance. */
const says = (term: Expression, context: Varying): boolean => !isConstant(term, context);

const isWorth = ({ kind, level }: Expression, { most = 1 }: Varying): boolean =>
  level <= most && kind === "apply";

const placeKey = ({ at }: Expression): string =>
  `${at.module}:${at.line}:${at.column}:${at.endLine}:${at.endColumn}`;
