import type { Definition } from "./expression.ts";

/**
 * Why the body of an operator cannot be written in the place of its name; null when nothing speaks against it. An
 * operator that the configuration replaces (`replaced`) is one of them: TLC evaluates another in its place.
 */
export const objection = (definition: Definition, replaced: ReadonlySet<string>): string | null => {
  const { name, recursive, parameters, body } = definition;
  if (replaced.has(name) || replaced.has(ownName(name))) return "the configuration replaces it";
  if (recursive) return "it is recursive";
  if (parameters.some(({ arity }) => arity > 0)) return "it takes operators";
  return body.kind === "opaque" ? body.what : null;
};

/** `Op` of `Inst!Op` */
const ownName = (name: string): string => name.slice(name.lastIndexOf("!") + 1);
