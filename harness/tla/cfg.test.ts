import { describe, expect, test } from "vitest";
import { modelValuesOf, parseCfg } from "./cfg.ts";
import { configText } from "./modelConfig.ts";
import { createModelValueNames } from "./moduleText.ts";

const parsed = (text: string) => {
  const cfg = parseCfg("x.cfg", text);
  if (!cfg.ok) throw new Error(JSON.stringify(cfg.problems));
  return cfg.value;
};

const WHOLE = `\\* a comment with NEXT in it
(* another
   INVARIANT Nothing *)
CONSTANTS
  Server = {s1, s2} Nil = Nil   \\* two on a line
  Max = 3  Low <- Two
  Text = "a \\" \\* b (* c *) NEXT"
  Op <- Other
  Len <- [Sequences]MyLen
CONSTANT Flag = TRUE Pairs = {{s1}, {}}
SPECIFICATION Spec
INIT Init NEXT Next
INVARIANT A B
INVARIANTS C
PROPERTY P
PROPERTIES Q R
CONSTRAINT K
ACTION_CONSTRAINTS L
SYMMETRY Sym
VIEW V
ALIAS Al
POSTCONDITION Post
CHECK_DEADLOCK FALSE
`;

describe("a TLC configuration", () => {
  test("every section, comments in both forms", () => {
    const { constants, ...rest } = parsed(WHOLE);
    expect(rest).toEqual({
      ...{ file: "x.cfg", specification: "Spec", init: "Init", next: "Next" },
      ...{ invariants: ["A", "B", "C"], properties: ["P", "Q", "R"], constraints: ["K"] },
      ...{ actionConstraints: ["L"], symmetry: "Sym", view: "V", alias: "Al", postcondition: "Post" },
      checkDeadlock: false,
    });
    expect(constants.map(({ name, kind, text, line }) => [name, kind, text, line])).toEqual([
      ["Server", "value", "{ s1 , s2 }", 5],
      ["Nil", "value", "Nil", 5],
      ["Max", "value", "3", 6],
      ["Low", "operator", "Two", 6],
      ["Text", "value", '"a \\" \\* b (* c *) NEXT"', 7],
      ["Op", "operator", "Other", 8],
      ["Len", "operator", "[Sequences]MyLen", 9],
      ["Flag", "value", "TRUE", 10],
      ["Pairs", "value", "{ { s1 } , { } }", 10],
    ]);
  });

  test("model values are the names used as values", () => {
    expect([...modelValuesOf(parsed(WHOLE))].sort()).toEqual(["Nil", "s1", "s2"]);
  });

  test("an empty file says nothing", () => {
    expect(parsed("")).toMatchObject({ constants: [], init: null, checkDeadlock: null, invariants: [] });
  });

  test.each([
    ["NEXT A B", 1, /takes one name/],
    ["NEXT", 1, /takes one name/],
    ["INIT A\nINIT B", 2, /twice/],
    ["\n\nINVARIANTS a = b", 3, /expected a name/],
    ["INVARIANT 3", 1, /expected a name/],
    ["Server = {a}", 1, /section keyword/],
    ["CONSTANT Server", 1, /NAME = value/],
    ["CONSTANT\nA =\nB = 2", 1, /no value/],
    ["CHECK_DEADLOCK maybe", 1, /TRUE or FALSE/],
    ["CONSTANT\n  Low = -2", 2, /numbers from 0/],
    ["CONSTANT Two = {1, {-2}}", 1, /no value that TLC reads/],
    ["CONSTANT Pair = <<1, 2>>", 1, /write Pair <- Definition/],
    ["CONSTANT Set = {1, 2", 1, /no value/],
    ["CONSTANT Op <- Other 3", 1, /no replacement/],
    ["CONSTANT Op <- [Module]", 1, /no replacement/],
  ])("refused with its line: %j", (text, line, message) => {
    const cfg = parseCfg("x.cfg", text);
    expect(cfg.ok).toBe(false);
    if (!cfg.ok) expect(cfg.problems[0]).toMatchObject({ code: "CFG001", file: "x.cfg", line });
    if (!cfg.ok) expect(cfg.problems[0]?.message).toMatch(message);
  });
});

describe("the configuration of a generated module", () => {
  test("keeps the constants, replaces the overridden, and leaves all laws and reductions out", () => {
    const names = createModelValueNames();
    names.style.modelValue("s1");
    const text = configText({
      ...{ cfg: parsed(WHOLE), overrides: new Map([["Server", "Conf_c1"]]), names },
      ...{ init: "I", next: "N", constraint: "C" },
    });
    const again = parsed(text);
    expect(again.constants.map(({ name }) => name)).toEqual([
      ...["Nil", "Max", "Low", "Text", "Op", "Len", "Flag", "Pairs", "Server", "Conf_m1"],
    ]);
    expect(again.constants.at(-2)).toMatchObject({ kind: "operator", text: "Conf_c1" });
    expect(again).toMatchObject({ init: "I", next: "N", constraints: ["C"], specification: null });
    expect(again).toMatchObject({ invariants: [], properties: [], symmetry: null, view: null });
    expect(again.checkDeadlock).toBe(false);
  });
});
