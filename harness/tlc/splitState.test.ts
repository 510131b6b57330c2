import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitState } from "./splitState.ts";

describe("splitState", () => {
  it("splits a conjunction into variables", () => {
    expect(splitState('/\\ x = 0\n/\\ note = [text |-> "a /\\\\ b"]')).toEqual([
      ["x", "0"],
      ["note", '[text |-> "a /\\\\ b"]'],
    ]);
  });

  it("reads a state of one variable, which TLC prints without a conjunction", () => {
    expect(splitState("x = << 1,\n  2 >>\n")).toEqual([["x", "<< 1,\n  2 >>"]]);
  });

  it("keeps values of several lines and conjunctions further in whole", () => {
    expect(splitState("/\\ f = ( a :>\n      /\\ TRUE\n      /\\ FALSE @@\n  b :> 2 )\n/\\ g = 1")).toEqual([
      ["f", "( a :>\n      /\\ TRUE\n      /\\ FALSE @@\n  b :> 2 )"],
      ["g", "1"],
    ]);
  });

  it("is not taken in by a conjunct at the start of a line inside a string", () => {
    expect(splitState('/\\ s = "one \\" quote\n/\\ t = 2"\n/\\ u = 3')).toEqual([
      ["s", '"one \\" quote\n/\\ t = 2"'],
      ["u", "3"],
    ]);
  });

  it("gives nothing for what is no state", () => {
    expect(splitState("")).toEqual([]);
    expect(splitState("Stuttering")).toEqual([]);
  });

  it("gives back any variables and strings that were put together", () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
    const value = fc.string().map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { minLength: 1 }), (variables) => {
        expect(splitState(variables.map(([n, v]) => `/\\ ${n} = ${v}`).join("\n"))).toEqual(variables);
      }),
    );
  });
});
