import type { SpecSymbol, Symbols } from "./decodeExpression.ts";
import { child, childText, type XmlNode } from "./xml.ts";

/**
 * The operators without operands of which a theorem says that they hold always: `Spec => []A`, `[](A /\ B)`. Of the XML
 * alone: theorems may hold what the harness cannot decode, and nothing else of them is of use.
 */
export const alwaysTrue = ({ node }: SpecSymbol, symbols: Symbols): readonly string[] => {
  const body = node.name === "TheoremNode" ? child(node, "body")?.children[0] : undefined;
  return body === undefined ? [] : boxed(body, symbols);
};

const boxed = (node: XmlNode, symbols: Symbols): readonly string[] => {
  const { name, operands } = application(node, symbols);
  if (name === "=>") return operands.slice(1).flatMap((operand) => boxed(operand, symbols));
  if (isConjunction(name)) return operands.flatMap((operand) => boxed(operand, symbols));
  return name === "[]" ? operands.flatMap((operand) => named(operand, symbols)) : [];
};

const named = (node: XmlNode, symbols: Symbols): readonly string[] => {
  const { name, operands, defined } = application(node, symbols);
  if (isConjunction(name)) return operands.flatMap((operand) => named(operand, symbols));
  return defined && operands.length === 0 ? [name] : [];
};

const isConjunction = (name: string): boolean => name === "\\land" || name === "$ConjList";

const application = (node: XmlNode, symbols: Symbols) => {
  const reference = node.name === "OpApplNode" ? child(node, "operator")?.children[0] : undefined;
  const symbol = reference === undefined ? undefined : symbols.get(childText(reference, "UID"));
  if (reference === undefined || symbol === undefined) return { name: "", operands: [], defined: false };
  return {
    name: childText(symbol.node, "uniquename"),
    operands: child(node, "operands")?.children ?? [],
    defined: reference.name === "UserDefinedOpKindRef",
  };
};
