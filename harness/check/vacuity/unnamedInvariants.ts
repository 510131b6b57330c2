import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { isConjunction, type Definition, type Expression, type SpecModel } from "../../tla/expression.ts";
import { isStandardModule } from "../../tla/specModel.ts";

/**
 * Operators that the spec means as invariants and the configuration does not name: those of which a THEOREM says that
 * they hold always, and boolean ones of a state whose name says so. Not what a named invariant or property includes.
 */
export const unnamedInvariants = ({ model, cfg }: Pick<LoadedSpec, "model" | "cfg">): readonly string[] => {
  const covered = new Set<string>();
  for (const name of [...cfg.invariants, ...cfg.properties, cfg.init ?? ""]) cover(name, model, covered);
  const meant = [...model.named.values()].filter((definition) => isMeant(definition, model));
  const missing = meant.filter(({ name }) => !covered.has(name));
  // What another missing one includes would be named with it.
  const inside = new Set<string>();
  for (const { body } of missing) for (const part of parts(body, model)) cover(part, model, inside);
  return missing.map(({ name }) => name).filter((name) => !inside.has(name));
};

/** Names after which specs call their invariants. */
const NAME =
  /^(?:Type(?:OK|Ok|Correct)|.*Inv|Inv[A-Z0-9].*|.*Invariants?|.*Safe(?:ty)?|Safe[A-Z].*|Agreement|Consistency|Consistent|MutualExclusion|Mutex)$/;

const isMeant = ({ name, level, parameters, at, body, recursive }: Definition, model: SpecModel): boolean =>
  level === 1 &&
  parameters.length === 0 &&
  !recursive &&
  !name.includes("!") &&
  !isStandardModule(at.module) &&
  (NAME.test(name) || model.theorems.includes(name)) &&
  isBoolean(body, model, new Set());

/** Built-in operators that give TRUE or FALSE. */
const BOOLEAN = new Set(
  (
    "$ConjList $DisjList \\land \\lor \\lnot => <=> \\equiv $BoundedForall $BoundedExists $UnboundedForall " +
    "$UnboundedExists = /= \\in \\notin \\subseteq TRUE FALSE"
  ).split(" "),
);
const COMPARISONS = new Set(["<", ">", "\\leq", "\\geq", "=<", "<=", ">=", "IsFiniteSet"]);

const isBoolean = (expression: Expression, model: SpecModel, visited: ReadonlySet<string>): boolean => {
  if (expression.kind === "let" || expression.kind === "substitution")
    return isBoolean(expression.body, model, visited);
  if (expression.kind !== "apply") return false;
  const { name, uid, kind } = expression.operator;
  if (kind === "builtin" && BOOLEAN.has(name)) return true;
  if (COMPARISONS.has(name)) return true;
  const ways = name === "$IfThenElse" ? expression.operands.slice(1) : [];
  if (ways.length > 0) return ways.every((way) => isBoolean(way, model, visited));
  const definition = model.definitions.get(uid);
  if (definition === undefined || visited.has(uid)) return false;
  return isBoolean(definition.body, model, new Set([...visited, uid]));
};

/** An operator and all that it says by its conjuncts, or inside `[]`. */
const cover = (name: string, model: SpecModel, covered: Set<string>): void => {
  if (covered.has(name)) return;
  covered.add(name);
  const body = model.named.get(name)?.body;
  if (body !== undefined) for (const part of parts(body, model)) cover(part, model, covered);
};

const parts = (expression: Expression, model: SpecModel): readonly string[] => {
  if (expression.kind !== "apply") return [];
  if (isConjunction(expression) || expression.operator.name === "[]")
    return expression.operands.flatMap((operand) => parts(operand, model));
  const definition = model.definitions.get(expression.operator.uid);
  return definition?.parameters.length === 0 ? [definition.name] : [];
};
