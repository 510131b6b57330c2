import { describe, expect, it } from "vitest";
import { readCoverOptions, type CoverOptions } from "./coverOptions.ts";

const codesOf = (options: CoverOptions, others: Readonly<Record<string, string>> = {}): readonly string[] => {
  const read = readCoverOptions(options, others);
  return read.ok ? [] : read.problems.map(({ code }) => code);
};

describe("readCoverOptions", () => {
  it("is every edge unless said, and then the same thousand walks", () => {
    expect(readCoverOptions({})).toEqual({ ok: true, value: { mode: "edges", walks: 1000, seed: 1 } });
    expect(readCoverOptions({ cover: "walks", walks: "7", seed: "3" })).toEqual({
      ok: true,
      value: { mode: "walks", walks: 7, seed: 3 },
    });
  });

  it("refuses covers that are none, also those that every object has", () => {
    expect(codesOf({ cover: "everything" })).toEqual(["USE040"]);
    expect(codesOf({ cover: "toString" })).toEqual(["USE040"]);
    expect(codesOf({ cover: "" })).toEqual(["USE040"]);
  });

  it("refuses numbers of walks that are none", () => {
    for (const walks of ["0", "-1", "1.5", "many", "", "100001"])
      expect(codesOf({ cover: "walks", walks })).toEqual(["USE001"]);
    expect(codesOf({ cover: "walks", seed: "x" })).toEqual(["USE001"]);
  });

  it("refuses options that do not go together", () => {
    expect(codesOf({ walks: "3" })).toEqual(["USE041"]);
    expect(codesOf({ cover: "states" }, { "--baseline": "old.json" })).toEqual(["USE041"]);
    expect(codesOf({}, { "--baseline": "old.json" })).toEqual([]);
  });
});
