import { expect, test } from "vitest";
import { child, childText, parseXml } from "./xml.ts";

test("children in order, text with its white space", async () => {
  const root = await parseXml("<r>\n <a> </a>\n <b>x &lt;&amp; y</b><a>2</a><c/><d> \t</d></r>");
  expect(root.children.map(({ name, text }) => [name, text])).toEqual([
    ["a", " "],
    ["b", "x <& y"],
    ["a", "2"],
    ["c", ""],
    ["d", " \t"],
  ]);
  expect(childText(root, "a")).toBe(" ");
  expect(child(root, "z")).toBeUndefined();
  expect(() => childText(root, "z")).toThrow(/<r> has no <z>/);
});

test("a form feed, which XML does not know", async () => {
  expect((await parseXml("<r>a&#12;b&#13;\n</r>")).text).toBe("a\fb\r\n");
});

test("what is no XML is refused", async () => {
  await expect(parseXml("<r><a></r>")).rejects.toThrow();
});
