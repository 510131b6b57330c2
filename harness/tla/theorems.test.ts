import { expect, test } from "vitest";
import type { Symbols } from "./decodeExpression.ts";
import { alwaysTrue } from "./theorems.ts";
import { parseXml, type XmlNode } from "./xml.ts";

/** SANY's entries: built-ins 1 to 4, operators of the spec from 10. */
const NAMES = {
  1: "=&gt;",
  2: "[]",
  3: "\\land",
  4: "$ConjList",
  10: "Spec",
  11: "Inv",
  12: "TypeOK",
  13: "Live",
};

const use = (uid: number, ...operands: readonly string[]): string => {
  const kind = uid < 10 ? "BuiltInKindRef" : "UserDefinedOpKindRef";
  return (
    `<OpApplNode><operator><${kind}><UID>${uid}</UID></${kind}></operator>` +
    `<operands>${operands.join("")}</operands></OpApplNode>`
  );
};

const theorem = async (body: string): Promise<readonly string[]> => {
  const entries = Object.entries(NAMES).map(
    ([uid, name]) => `<N><UID>${uid}</UID><uniquename>${name}</uniquename></N>`,
  );
  const root = await parseXml(`<x>${entries.join("")}<TheoremNode><body>${body}</body></TheoremNode></x>`);
  const [node, ...rest] = root.children.toReversed();
  const symbols: Symbols = new Map(rest.map((one) => [uidOf(one), { uid: uidOf(one), node: one }]));
  return node === undefined ? [] : alwaysTrue({ uid: "0", node }, symbols);
};

const uidOf = (node: XmlNode): string => node.children[0]?.text ?? "";

test.each<readonly [string, string, readonly string[]]>([
  ["Spec => []Inv", use(1, use(10), use(2, use(11))), ["Inv"]],
  ["Spec => [](Inv /\\ TypeOK)", use(1, use(10), use(2, use(3, use(11), use(12)))), ["Inv", "TypeOK"]],
  ["Spec => /\\ []Inv /\\ Live", use(1, use(10), use(4, use(2, use(11)), use(13))), ["Inv"]],
  ["[]Inv", use(2, use(11)), ["Inv"]],
  ["Spec => Live", use(1, use(10), use(13)), []],
  ["[]Inv => Spec", use(1, use(2, use(11)), use(10)), []],
  ["a proof step", "<AssumeProveNode><assumes/></AssumeProveNode>", []],
  ["a symbol that the table does not have", use(1, use(10), use(2, use(99))), []],
])("%s", async (_formula, body, expected) => {
  expect(await theorem(body)).toEqual(expected);
});
