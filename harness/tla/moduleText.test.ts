import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModelValueNames, decodeStrings, libraryModule, unmarked, valueText } from "./moduleText.ts";
import { fn, int, model, record, seq, set, string } from "./value.ts";
import { parseTlaValue } from "./valueParser.ts";

describe("a value in a generated module", () => {
  test("any string stands there in characters that SANY can read, and is read back", () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom("Conf_u", "é", "中", "😀", "\u0000", '"', "\\", "\n", "`"),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, (written) => {
        const literal = valueText(string(written), createModelValueNames());
        expect(literal).toMatch(/^"[\u0020-\u005f\u0061-\u007e\u00a0-\u00ff]*"$/);
        expect(decodeStrings(parseTlaValue(literal))).toEqual(string(written));
      }),
    );
  });

  test("different strings stay different", () => {
    const of = (text: string) => valueText(string(text), createModelValueNames());
    expect(of("Conf_u4e2d_")).not.toBe(of("中"));
    expect(of("é")).toBe('"é"');
  });

  test("model values go by declared constants, each once", () => {
    const names = createModelValueNames();
    expect(valueText(set([model("S1"), model("S2")]), names)).toBe("{Conf_m1, Conf_m2}");
    expect(valueText(model("S1"), names)).toBe("Conf_m1");
    expect([...names.constants]).toEqual([
      ["Conf_m1", "S1"],
      ["Conf_m2", "S2"],
    ]);
  });

  test.each([
    [int(-1), "Conf_Below(0)"],
    [int(-2147483648), "Conf_Below(2147483647)"],
    [int(2147483647), "2147483647"],
    [fn([[int(0), int(1)]]), "Conf_Pair(0, 1)"],
    [record([["a", int(1)]]), "[a |-> 1]"],
    [record([["IF", int(1)]]), 'Conf_Pair("IF", 1)'],
    [record([["中", int(1)]]), 'Conf_Pair("Conf_u4e2d_", 1)'],
    [record([["Conf_u0041_", int(1)]]), 'Conf_Pair("Conf_u0043_onf_u0041_", 1)'],
    [string("a`b"), '"aConf_u0060_b"'],
    [seq([]), "<<>>"],
  ])("%j", (value, text) => {
    expect(valueText(value, createModelValueNames())).toBe(text);
  });
});

describe("the library of generated modules", () => {
  const mark = /PrintT\(ToString\(<<("[^"]+")/.exec(libraryModule([]))?.[1] ?? "";

  test("what it prints is told from what the spec prints, whatever that looks like", () => {
    const own = `<<${mark}, <<"Conf", "at", 1, 2>>>>`;
    expect(unmarked(JSON.stringify(own))).toBe(JSON.stringify('<<"Conf", "at", 1, 2>>'));
    for (const other of ['<<"Conf", "at", 1, 2>>', '<<"Conf_", <<1>>>>', `x${own}`, ""])
      expect(unmarked(JSON.stringify(other))).toBeNull();
    expect(unmarked(own)).toBeNull();
  });

  test("standard modules are within reach as far as the spec uses them", () => {
    expect(libraryModule(["M", "Bags", "Naturals"])).toContain("Conf_Bags == INSTANCE Bags");
    expect(libraryModule(["M"])).not.toContain("INSTANCE Bags");
  });
});
