import type { Definition, SpecModel } from "./expression.ts";

/**
 * Why the body of an operator cannot be written in the place of its name; null when nothing speaks against it. An
 * operator that the configuration replaces (`replaced`) is one of them: TLC evaluates another in its place.
 */
export const objection = (
  definition: Definition,
  { replaced, model }: { readonly replaced: ReadonlySet<string>; readonly model: SpecModel },
): string | null => {
  const { name, recursive, parameters, body } = definition;
  if (replaced.has(name) || replaced.has(ownName(name))) return "the configuration replaces it";
  if (recursive) return "it is recursive";
  if (parameters.some(({ arity }) => arity > 0)) return "it takes operators";
  if (body.kind === "opaque") return body.what;
  return isParametrized(definition, model) ? "its INSTANCE takes parameters" : null;
};

/** `Op` of `Inst!Op` */
const ownName = (name: string): string => name.slice(name.lastIndexOf("!") + 1);

/** `Inst!Op` then has parameters that `Op` of the instanced module has not. */
const isParametrized = ({ name, parameters }: Definition, { definitions }: SpecModel): boolean => {
  const bare = ownName(name);
  if (bare === name) return false;
  const uids = parameters.map(({ uid }) => uid).join(" ");
  return ![...definitions.values()].some(
    (other) => other.name === bare && other.parameters.map(({ uid }) => uid).join(" ") === uids,
  );
};
