import { describe, expect, it } from "vitest";
import { createUserPrints } from "./userPrints.ts";

const join = (text: string): readonly string[] => {
  const prints = createUserPrints();
  return [...text.split("\n").flatMap(prints.push), ...prints.flush()];
};

describe("user prints", () => {
  it("leaves values of one line alone", () => {
    expect(join('<<1, 2>>\n"plain"\n17\n<<"print", 0>>  TRUE')).toEqual([
      "<<1, 2>>",
      '"plain"',
      "17",
      '<<"print", 0>>  TRUE',
    ]);
  });

  it("joins a value that TLC broke over lines", () => {
    expect(join('<< 0,\n   [ a |-> {1},\n     b |->\n         << "x",\n            "y" >> ] >>\n1')).toEqual([
      '<< 0, [ a |-> {1}, b |-> << "x", "y" >> ] >>',
      "1",
    ]);
  });

  it("does not count brackets in strings, nor the arrows of records and functions", () => {
    expect(join('"}} ]) >> {{"\n(1 :> 2 @@ 3 :> "\\"(")\n[a |-> ">>"]')).toEqual([
      '"}} ]) >> {{"',
      '(1 :> 2 @@ 3 :> "\\"(")',
      '[a |-> ">>"]',
    ]);
  });

  it("gives an unfinished value out when TLC speaks, instead of eating what follows", () => {
    const prints = createUserPrints();
    expect(prints.push("<<1,")).toEqual([]);
    expect(prints.flush()).toEqual(["<<1,"]);
    expect(prints.push("2")).toEqual(["2"]);
  });

  it("does not collect unbalanced text for ever", () => {
    const prints = createUserPrints();
    const line = `[${"x".repeat(1024 * 1024)}`;
    expect(Array.from({ length: 8 }, () => prints.push(line)).flat()).not.toEqual([]);
  });
});
