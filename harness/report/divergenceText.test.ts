import { describe, expect, test } from "vitest";
import type { Divergence, LooksLike } from "../check/checkReport.ts";
import { divergenceLines } from "./divergenceText.ts";

const DIVERGENCE: Divergence = {
  ...{ line: 4, event: 3, action: "Take", args: { id: 2 }, summary: "", frontierStates: 1 },
  frontier: [{ queue: "<<1>>" }],
  enabled: [{ action: "Take", args: { id: 1 } }],
  why: [
    {
      ...{ kind: "guard", action: "Take", held: 1, at: { module: "Queue", line: 26, column: 6 } },
      ...{
        conjunct: "Head(queue).id = id",
        values: { "Head(queue).id": "1", id: "2" },
        args: { id: "2", by: "S1" },
      },
    },
  ],
};
const looks = (changes: Partial<LooksLike>): LooksLike => ({
  ...{ kind: "extra", event: 3, line: 4, text: "event 3 repeats event 2", rest: 2, whole: true },
  ...changes,
});
const lines = (changes: Partial<Divergence>, verbose = false): readonly string[] =>
  divergenceLines("t.ndjson", { ...DIVERGENCE, ...changes }, verbose);

describe("a divergence for people", () => {
  test("place, reason and values, each argument once, what it looks like, and what was possible", () => {
    expect(lines({ looksLike: [looks({})] })).toEqual([
      "  t.ndjson:4: event 3, Take(id = 2) could not happen",
      "    false: Head(queue).id = id, where Head(queue).id = 1 and id = 2, for by = S1 (Queue.tla:26:6)",
      "  looks like: event 3 repeats event 2 (then all 2 further events match)",
      "  possible there:",
      "    Take(id = 1)",
      "  it was reached in 1 state that matches everything before",
    ]);
  });

  test.each<readonly [Partial<LooksLike>, string]>([
    [{ rest: 0 }, " (the trace ends there: nothing after it confirms this)"],
    [{ rest: 0, whole: false }, ""],
    [{ rest: 1 }, " (then the last event matches)"],
    [{ rest: 1, whole: false }, " (then the next event matches)"],
    [{ rest: 7, whole: false }, " (then the next 7 further events match)"],
  ])("how much speaks for it: %j", (changes, text) => {
    expect(lines({ looksLike: [looks(changes)] })[2]).toBe(`  looks like: event 3 repeats event 2${text}`);
  });

  test("some of many hypotheses, all of them when asked for", () => {
    const looksLike = ["a", "b", "c", "d", "e", "f"].map((text) => looks({ text, rest: 0, whole: false }));
    const told = (verbose: boolean) => lines({ looksLike }, verbose).filter((line) => line.includes("like"));
    expect(told(false)).toEqual([
      ...["a", "b", "c", "d"].map((text) => `  looks like: ${text}`),
      "  or like 2 more, which conformance explain tells",
    ]);
    expect(told(true)).toHaveLength(6);
  });

  test("a long value is cut", () => {
    const expected = "x".repeat(1000);
    const [, why] = lines({ why: [{ kind: "state", path: "log", expected, logged: "1" }] });
    expect(why).toBe(`    log: the spec gives ${"x".repeat(200)}... (1000 characters), the trace says 1`);
  });

  test("a trace that cannot begin, an event without action, and other reasons", () => {
    expect(lines({ event: 0 })[0]).toBe("  t.ndjson: no initial state of the spec is allowed");
    expect(lines({ action: null })[0]).toContain("event 3, a step to this state could not happen");
    const why = [
      { kind: "law", name: "Low" },
      { kind: "disabled", action: "Take", message: "Take has no instance" },
      { kind: "evaluation", message: "first\nsecond" },
    ] as const;
    expect(lines({ why }).slice(1, 4)).toEqual([
      "    it would violate Low",
      "    Take has no instance",
      "    TLC could not evaluate it: first",
    ]);
  });

  test("many ways of one action are one line, the states come when asked for", () => {
    const enabled = Array.from({ length: 5 }, (_, id) => ({ action: "Take", args: { id } }));
    expect(lines({ enabled })).toContain("    Take in 5 ways, such as Take(id = 0)");
    expect(lines({ enabled: [] })).toContain("  nothing else was possible there either");
    expect(lines({}, true).slice(-2)).toEqual(["  state:", "    queue = <<1>>"]);
  });
});
