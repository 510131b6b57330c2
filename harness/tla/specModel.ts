import type { Declaration, Definition, Expression, Parameter, Place, SpecModel } from "./expression.ts";
import { decodeExpression, placeOf, type SpecSymbol, type Symbols } from "./decodeExpression.ts";
import { child, childText, parseXml, type XmlNode } from "./xml.ts";

/** Modules that every TLC brings along; their definitions are used by name and never looked into. */
const STANDARD_MODULES = new Set([
  "Naturals",
  "Integers",
  "Reals",
  "Sequences",
  "FiniteSets",
  "Bags",
  "TLC",
  "TLCExt",
  "Json",
  "Randomization",
  "RealTime",
  "Toolbox",
  "--TLA+ BUILTINS--",
]);

/** The model of a spec from the XML of SANY's exporter. Throws on XML that SANY does not write. */
export const parseSpecModel = async (xml: string): Promise<SpecModel> => {
  const root = await parseXml(xml);
  const symbols = symbolsOf(root);
  const rootModule = childText(root, "RootModule");
  const visible = visibleSymbols(rootModule, symbols);
  const definitions = [...symbols.values()].flatMap((symbol) => definitionOf(symbol, symbols));
  const declarations = visible.flatMap(declarationOf);
  const visibleUids = new Set(visible.map(({ uid }) => uid));
  return {
    rootModule,
    modules: [...symbols.values()].flatMap(({ node }) =>
      node.name === "ModuleNode" ? [childText(node, "uniquename")] : [],
    ),
    constants: declarations.filter(({ kind }) => kind === "constant"),
    variables: declarations.filter(({ kind }) => kind === "variable"),
    definitions: new Map(definitions.map((definition) => [definition.uid, definition])),
    named: new Map(
      definitions
        .filter(({ uid }) => visibleUids.has(uid))
        .map((definition) => [definition.name, definition]),
    ),
    parameters: new Map([...symbols.values()].flatMap(parameterOf).map((found) => [found.uid, found])),
  };
};

/** Whether a module ships with TLC. */
export const isStandardModule = (module: string): boolean => STANDARD_MODULES.has(module);

const symbolsOf = (root: XmlNode): Symbols => {
  const context = child(root, "context");
  if (context === undefined) throw new Error("SANY's XML has no <context>");
  return new Map(
    context.children.flatMap((entry) => {
      const node = entry.children.find(({ name }) => name !== "UID");
      return node === undefined ? [] : [[childText(entry, "UID"), { uid: childText(entry, "UID"), node }]];
    }),
  );
};

const declarationOf = ({ uid, node }: SpecSymbol): readonly Declaration[] => {
  if (node.name !== "OpDeclNode") return [];
  const kind = childText(node, "kind") === "2" ? "constant" : "variable";
  return [{ uid, name: childText(node, "uniquename"), arity: Number(childText(node, "arity")), kind }];
};

const parameterOf = ({ uid, node }: SpecSymbol): readonly Parameter[] =>
  node.name === "FormalParamNode"
    ? [{ uid, name: childText(node, "uniquename"), arity: Number(childText(node, "arity")) }]
    : [];

const definitionOf = ({ uid, node }: SpecSymbol, symbols: Symbols): readonly Definition[] => {
  const body = child(node, "body")?.children[0];
  if (node.name !== "UserDefinedOpKind" || body === undefined) return [];
  const at = placeOf(node);
  return [
    {
      uid,
      name: childText(node, "uniquename"),
      level: Number(childText(node, "level")),
      at,
      parameters: parametersOf(node, symbols),
      body: isStandardModule(at.module) ? opaque(at) : decodeExpression(body, symbols),
      recursive: child(node, "recursive") !== undefined,
    },
  ];
};

const opaque = (at: Place): Expression => ({ kind: "opaque", what: "standard module", at, level: 0 });

const parametersOf = (node: XmlNode, symbols: Symbols): readonly Parameter[] =>
  (child(node, "params")?.children ?? []).flatMap((holder) => {
    const reference = holder.children.find(({ name }) => name === "FormalParamNodeRef");
    const symbol = reference === undefined ? undefined : symbols.get(childText(reference, "UID"));
    return symbol === undefined ? [] : parameterOf(symbol);
  });

/** What the root module lists: all it declares, defines, extends or instances (`Inst!Op`), not more. */
const visibleSymbols = (rootModule: string, symbols: Symbols): readonly SpecSymbol[] => {
  const root = [...symbols.values()].find(
    ({ node }) => node.name === "ModuleNode" && childText(node, "uniquename") === rootModule,
  );
  if (root === undefined) throw new Error(`SANY's XML does not describe module ${rootModule}`);
  return root.node.children
    .filter(({ name }) => name === "OpDeclNodeRef" || name === "UserDefinedOpKindRef")
    .flatMap((reference) => symbols.get(childText(reference, "UID")) ?? []);
};
