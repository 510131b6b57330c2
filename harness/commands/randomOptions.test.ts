import { describe, expect, it } from "vitest";
import { readRandomOptions } from "./randomOptions.ts";

const codesOf = (options: Parameters<typeof readRandomOptions>[0]): readonly string[] => {
  const read = readRandomOptions(options);
  return read.ok ? [] : read.problems.map(({ code }) => code);
};

describe("readRandomOptions", () => {
  it("asks for nothing random unless told", () => {
    expect(readRandomOptions({ seed: "7" })).toMatchObject({
      ok: true,
      value: { simulate: null, random: null },
    });
  });

  it("decodes both, with a hundred steps and seed 1 unless told", () => {
    expect(readRandomOptions({ simulate: "20" })).toMatchObject({
      value: { simulate: { behaviours: 20, depth: 100, seed: 1 }, random: null },
    });
    expect(readRandomOptions({ random: "5", length: "9", seed: "3" })).toMatchObject({
      value: { simulate: null, random: { walks: 5, length: 9, seed: 3 } },
    });
  });

  it("refuses what is no number, too long, or does not go together", () => {
    expect(codesOf({ simulate: "many", depth: "0", seed: "x" })).toEqual(["USE001", "USE001", "USE001"]);
    expect(codesOf({ random: "1", length: "10001" })).toEqual(["USE001"]);
    expect(codesOf({ random: "1", simulate: "1" })).toEqual(["USE090"]);
    expect(codesOf({ depth: "5" })).toEqual(["USE090"]);
    expect(codesOf({ simulate: "1", length: "5" })).toEqual(["USE090"]);
    expect(codesOf({ suite: "a.suite.txt" })).toEqual(["USE090"]);
  });
});
