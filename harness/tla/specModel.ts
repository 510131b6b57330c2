import type { Declaration, Definition, Expression, Parameter, SpecModel } from "./expression.ts";
import { decodeExpression, placeOf, type SpecSymbol, type Symbols } from "./decodeExpression.ts";
import { alwaysTrue } from "./theorems.ts";
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

/**
 * The model of a spec from the XML of SANY's exporter. The XML may be that of another module which does nothing but
 * extend the spec: then it also tells what is LOCAL. Throws on XML that SANY does not write.
 */
export const parseSpecModel = async (xml: string, rootModule?: string): Promise<SpecModel> => {
  const root = await parseXml(xml);
  const symbols = symbolsOf(root);
  const exported = childText(root, "RootModule");
  const visible = visibleSymbols(exported, symbols);
  const listed = visibleSymbols(rootModule ?? exported, symbols);
  const definitions = [...symbols.values()].flatMap((symbol) => definitionOf(symbol, symbols));
  const declarations = listed.flatMap(declarationOf);
  const uids = new Set(visible.map(({ uid }) => uid));
  const localUids = new Set(listed.map(({ uid }) => uid).filter((uid) => !uids.has(uid)));
  return {
    rootModule: rootModule ?? exported,
    modules: [...symbols.values()].flatMap(({ node }) =>
      node.name === "ModuleNode" ? [childText(node, "uniquename")] : [],
    ),
    constants: declarations.filter(({ kind }) => kind === "constant"),
    variables: declarations.filter(({ kind }) => kind === "variable"),
    definitions: new Map(definitions.map((definition) => [definition.uid, definition])),
    named: byName(definitions.filter(({ uid }) => uids.has(uid))),
    local: byName(definitions.filter(({ uid }) => localUids.has(uid))),
    parameters: new Map([...symbols.values()].flatMap(parameterOf).map((found) => [found.uid, found])),
    theorems: [...new Set([...symbols.values()].flatMap((symbol) => alwaysTrue(symbol, symbols)))],
  };
};

/** Whether a module ships with TLC. */
export const isStandardModule = (module: string): boolean => STANDARD_MODULES.has(module);

/** The module in which the body of a definition stands; `Inst!Op` itself stands where the INSTANCE does. */
export const originOf = ({ body }: Definition): string => {
  let inner = body;
  while (inner.kind === "substitution") inner = inner.body;
  return inner.at.module;
};

/** A definition of the root module by name, whether others see it or not. */
export const globalDefinition = (name: string, { named, local }: SpecModel): Definition | undefined =>
  named.get(name) ?? local.get(name);

const byName = (definitions: readonly Definition[]): ReadonlyMap<string, Definition> =>
  new Map(definitions.map((definition) => [definition.name, definition]));

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
  const arity = Number(childText(node, "arity"));
  return [{ uid, name: childText(node, "uniquename"), arity, kind, at: placeOf(node) }];
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
      body: decodeBody(body, symbols),
      recursive: child(node, "recursive") !== undefined,
    },
  ];
};

/** Bodies of the standard modules are not looked into; what INSTANCE puts around them is not needed then. */
const decodeBody = (body: XmlNode, symbols: Symbols): Expression => {
  let inner = body;
  while (inner.name === "SubstInNode") inner = child(inner, "body")?.children[0] ?? inner;
  const at = placeOf(inner);
  return isStandardModule(at.module)
    ? { kind: "opaque", what: "of a standard module", at, level: 0 }
    : decodeExpression(body, symbols);
};

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
