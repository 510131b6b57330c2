import { describe, expect, it } from "vitest";
import { readSliceOptions, type SliceOptions } from "./sliceOptions.ts";

const none = { ownTests: {}, ownWays: {} };

const messages = (
  options: SliceOptions,
  others: Parameters<typeof readSliceOptions>[1],
): readonly string[] => {
  const read = readSliceOptions(options, others);
  return read.ok ? [] : read.problems.map(({ code, message }) => `${code} ${message}`);
};

describe("readSliceOptions", () => {
  it("looks behind a cut unless told not to, and takes ten million steps at most", () => {
    expect(readSliceOptions({}, none)).toEqual({ ok: true, value: { behind: 200, maxSteps: 10_000_000 } });
    expect(readSliceOptions({ behind: "0", maxSteps: "7" }, none)).toEqual({
      ok: true,
      value: { behind: 0, maxSteps: 7 },
    });
  });

  it("refuses numbers that are none", () => {
    for (const text of ["-1", "1.5", "many", "", "00"])
      expect(messages({ behind: text }, none)).toEqual([expect.stringMatching(/^USE001 --behind/)]);
    expect(messages({ maxSteps: "0" }, none)).toEqual([expect.stringMatching(/^USE001 --max-steps/)]);
  });

  it("refuses what does not go together, and only what was given", () => {
    const others = {
      ownTests: { "--cover": "states", "--random": undefined },
      ownWays: { "--simulate": "9" },
    };
    expect(messages({}, others)).toEqual([]);
    expect(messages({ behind: "5", maxSteps: "5" }, others)).toEqual([
      expect.stringMatching(/^USE041 --cover makes tests of its own/),
      expect.stringMatching(/^USE041 --simulate has no graph/),
    ]);
  });
});
