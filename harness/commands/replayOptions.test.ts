import { describe, expect, it } from "vitest";
import { findTarget } from "../targets/registry.ts";
import { readNegative } from "./negativeOption.ts";
import { readReplayOptions, replayAgain } from "./replayOptions.ts";

const election = findTarget("election") ?? null;

const problems = (...given: Parameters<typeof readReplayOptions>): readonly string[] => {
  const read = readReplayOptions(...given);
  return read.ok ? [] : read.problems.map(({ code, message }) => `${code} ${message}`);
};

describe("--negative", () => {
  it("takes all, none and rates", () => {
    const values = [undefined, "all", "none", "0.25", ".5", "1"].map((text) => readNegative(text));
    expect(values).toEqual(
      ["default", "all", "none", { rate: 0.25 }, { rate: 0.5 }, { rate: 1 }].map((value) => ({
        ok: true,
        value,
      })),
    );
  });

  it.each(["0", "0.0", "-0.5", "1.5", "2", "some", "", "1e-3", "NaN", "0.5x"])("refuses %j", (text) => {
    expect(readNegative(text)).toMatchObject({ ok: false, problems: [{ code: "USE001" }] });
  });
});

describe("the options of replay", () => {
  it("need an implementation, and say how to give one", () => {
    expect(problems(null, {})).toEqual(["USE012 replay needs an implementation: give --target, or --driver"]);
    expect(problems(null, { driver: "d.mjs", spec: "S.tla" })).toEqual([]);
    // The spec of the standard target is hardly the one that a driver is of.
    expect(problems(election, { driver: "d.mjs" })).toEqual([
      expect.stringMatching(/^USE011 --driver needs/),
    ]);
    expect(problems(election, { driver: "d.mjs", target: "election" })).toEqual([]);
    expect(problems(election, {})).toEqual([]);
  });

  it("that do not go together are refused, all at once", () => {
    expect(problems(election, { driver: "d.mjs", mutant: "votes-twice", negative: "some" })).toEqual([
      expect.stringMatching(/^USE025 --mutant/),
      expect.stringMatching(/^USE001 --negative/),
    ]);
    expect(problems(election, { mutant: "nobody" })).toEqual(["USE020 there is no mutant nobody"]);
    expect(problems(election, { path: "Go", random: "3" })).toEqual([
      expect.stringMatching(/^USE025 --path/),
    ]);
    expect(problems(election, { driver: "d.mjs", spec: "S.tla", suite: "s", random: "3" })).toEqual([
      expect.stringMatching(/^USE025 --suite/),
    ]);
    expect(problems(election, { seed: "x" })).toEqual([expect.stringMatching(/^USE001 --seed/)]);
  });

  it("limit the steps that every edge may take, but not where something else decides which edges are taken", () => {
    const coverOf = (...given: Parameters<typeof readReplayOptions>) => {
      const read = readReplayOptions(...given);
      return read.ok ? read.value : read.problems;
    };
    expect(coverOf(election, {})).toMatchObject({ behind: 200, cover: { maxSteps: 10_000_000 } });
    expect(coverOf(election, { maxSteps: "9", cover: "edges", behind: "0" })).toMatchObject({
      behind: 0,
      cover: { mode: "edges", maxSteps: 9 },
    });
    expect(coverOf(election, { baseline: "b" })).not.toHaveProperty("cover.maxSteps");
    expect(problems(election, { maxSteps: "9", baseline: "b" })).toEqual([
      expect.stringMatching(/^USE041 --baseline/),
    ]);
    const all = { maxSteps: "9", cover: "states", behind: "3", simulate: "3" };
    expect(problems(election, all)).toEqual([
      expect.stringMatching(/leave --cover out$/),
      expect.stringMatching(/^USE041 --simulate .* --max-steps/),
      expect.stringMatching(/^USE041 --cover /),
      expect.stringMatching(/leave --behind out$/),
    ]);
  });

  it("are repeated in the command that shows a failure again, quoted for a shell", () => {
    const again = replayAgain({
      spec: "my spec.tla",
      cfg: "S.cfg",
      driver: "it's.mjs",
      seed: "7",
      negative: "0.5",
    });
    expect(again('Say(text = "it\'s $HOME") > Go')).toBe(
      `conformance replay --spec 'my spec.tla' --cfg S.cfg --driver 'it'\\''s.mjs' --seed 7 --path 'Say(text = "it'\\''s $HOME") > Go'`,
    );
    expect(again(null)).toBe(
      `conformance replay --spec 'my spec.tla' --cfg S.cfg --driver 'it'\\''s.mjs' --seed 7 --negative 0.5`,
    );
    expect(again("Go > ".repeat(50_000))).toBe(null);
    const limited = replayAgain({ target: "election", maxStates: "9", maxSteps: "8", behind: "0" });
    expect(limited(null)).toBe(
      "conformance replay --target election --max-states 9 --max-steps 8 --behind 0",
    );
    expect(limited("Go")).toBe("conformance replay --target election --max-states 9 --path Go");
  });
});
