/** An XML element with its children in document order; attributes do not occur in SANY's output. */
export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

/** Parses SANY's XML. Throws on text that is not XML. */
export const parseXml = async (text: string): Promise<XmlNode> => {
  // Loaded only now: a spec that is known needs no parser.
  const { Parser } = await import("xml2js");
  // White space counts: a string of the spec may be a single blank.
  const order = { explicitChildren: true, preserveChildrenOrder: true };
  const parser = new Parser({
    ...order,
    charsAsChildren: true,
    includeWhiteChars: true,
    explicitRoot: false,
  });
  return simplify((await parser.parseStringPromise(text.replaceAll("&#12;", FORM_FEED))) as RawNode);
};

/** XML has no form feed, which SANY writes all the same where a string of the spec has one. No spec has this character. */
const FORM_FEED = "\ue00c";

/** The first child of that name. */
export const child = (node: XmlNode, name: string): XmlNode | undefined =>
  node.children.find((candidate) => candidate.name === name);

/** The text of the first child of that name; throws when there is none, for SANY always writes it. */
export const childText = (node: XmlNode, name: string): string => {
  const found = child(node, name);
  if (found === undefined) throw new Error(`SANY's XML: <${node.name}> has no <${name}>`);
  return found.text;
};

interface RawNode {
  readonly "#name": string;
  readonly _?: string;
  readonly $$?: readonly RawNode[];
}

const simplify = (raw: RawNode): XmlNode => {
  const parts = raw.$$ ?? [];
  return {
    name: raw["#name"],
    text: parts
      .flatMap((part) => (part["#name"] === TEXT ? [part._ ?? ""] : []))
      .join("")
      .replaceAll(FORM_FEED, "\f"),
    children: parts.filter((part) => part["#name"] !== TEXT).map(simplify),
  };
};

/** How xml2js calls a piece of text among the children. */
const TEXT = "__text__";
