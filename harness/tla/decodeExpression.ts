import type { BoundGroup, Expression, OperatorRef, Place } from "./expression.ts";
import { child, childText, type XmlNode } from "./xml.ts";

/** An entry of SANY's symbol table. */
export interface SpecSymbol {
  readonly uid: string;
  readonly node: XmlNode;
}

export type Symbols = ReadonlyMap<string, SpecSymbol>;

/** The expression of an XML node; kinds that the harness does not look into become opaque. */
export const decodeExpression = (node: XmlNode, symbols: Symbols): Expression => {
  const common = { at: placeOf(node), level: Number(child(node, "level")?.text ?? "0") };
  const decode = (inner: XmlNode): Expression => decodeExpression(inner, symbols);
  switch (node.name) {
    case "OpApplNode":
      return appliesOperator(node)
        ? { kind: "apply", ...common, ...decodeApplication(node, symbols) }
        : { kind: "opaque", ...common, what: "a theorem" };
    case "NumeralNode":
      return { kind: "number", ...common, text: child(node, "IntValue")?.text ?? node.text };
    case "StringNode":
      return decodeString(node, common);
    case "LetInNode":
      return {
        kind: "let",
        ...common,
        definitions: letDefinitions(node),
        body: decode(onlyChild(node, "body")),
      };
    case "AtNode":
      return { kind: "at", ...common };
    case "OpArgNode":
      return { kind: "operator", ...common, operator: operatorOf(onlyChild(node, "argument"), symbols) };
    case "SubstInNode":
      return { kind: "substitution", ...common, ...decodeSubstitution(node, symbols) };
    case "LabelNode":
      return labelled(node, symbols) ?? { kind: "opaque", ...common, what: node.name };
    default:
      return { kind: "opaque", ...common, what: node.name };
  }
};

/** SANY writes the OTHER of a CASE as a string node without a value. */
const decodeString = (node: XmlNode, common: { at: Place; level: number }): Expression => {
  const value = child(node, "StringValue");
  return value === undefined
    ? { kind: "opaque", ...common, what: "OTHER" }
    : { kind: "string", ...common, text: value.text };
};

/** Where a node stands; built-ins stand at line 0. */
export const placeOf = (node: XmlNode): Place => {
  const location = child(node, "location");
  const range = (name: string, end: string): number =>
    Number((location && child(location, name) && child(child(location, name) ?? node, end)?.text) ?? "0");
  return {
    module: location === undefined ? "" : childText(location, "filename"),
    line: range("line", "begin"),
    column: range("column", "begin"),
    endLine: range("line", "end"),
    endColumn: range("column", "end"),
  };
};

const decodeApplication = (node: XmlNode, symbols: Symbols) => ({
  operator: operatorOf(onlyChild(node, "operator"), symbols),
  operands: (child(node, "operands")?.children ?? []).map((operand) => decodeExpression(operand, symbols)),
  bound: (child(node, "boundSymbols")?.children ?? []).map((group) => decodeBound(group, symbols)),
});

const decodeBound = (group: XmlNode, symbols: Symbols): BoundGroup => {
  const references = group.children.filter(({ name }) => name === "FormalParamNodeRef");
  const domain = group.children.find(({ name }) => name !== "FormalParamNodeRef" && name !== "tuple");
  return {
    uids: references.map((reference) => childText(reference, "UID")),
    tuple: child(group, "tuple") !== undefined,
    domain: domain === undefined ? null : decodeExpression(domain, symbols),
  };
};

const decodeSubstitution = (node: XmlNode, symbols: Symbols) => ({
  substitutions: (child(node, "substs")?.children ?? []).flatMap((subst) => {
    const [target, value] = subst.children;
    if (target === undefined || value === undefined) return [];
    return [{ uid: childText(target, "UID"), value: decodeExpression(value, symbols) }];
  }),
  body: decodeExpression(onlyChild(node, "body"), symbols),
});

const labelled = (node: XmlNode, symbols: Symbols): Expression | undefined => {
  const body = child(node, "body")?.children[0];
  return body === undefined ? undefined : decodeExpression(body, symbols);
};

const letDefinitions = (node: XmlNode): readonly string[] =>
  (child(node, "opDefs")?.children ?? [])
    .filter(({ name }) => name === "UserDefinedOpKindRef")
    .map((reference) => childText(reference, "UID"));

const OPERATOR_KINDS: Readonly<Record<string, OperatorRef["kind"]>> = {
  BuiltInKindRef: "builtin",
  UserDefinedOpKindRef: "defined",
  OpDeclNodeRef: "declared",
  FormalParamNodeRef: "parameter",
};

/** The name of a theorem or an assumption stands for its formula, too. */
const appliesOperator = (node: XmlNode): boolean =>
  OPERATOR_KINDS[child(node, "operator")?.children[0]?.name ?? ""] !== undefined;

const operatorOf = (reference: XmlNode, symbols: Symbols): OperatorRef => {
  const uid = childText(reference, "UID");
  const symbol = symbols.get(uid);
  const kind = OPERATOR_KINDS[reference.name];
  if (symbol === undefined || kind === undefined) throw new Error(`SANY's XML: unknown symbol ${uid}`);
  return { kind, uid, name: childText(symbol.node, "uniquename") };
};

const onlyChild = (node: XmlNode, name: string): XmlNode => {
  const found = child(node, name)?.children[0];
  if (found === undefined) throw new Error(`SANY's XML: <${node.name}> has no content in <${name}>`);
  return found;
};
