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

  test("strings are quoted and model values are not", () => {
    const args = { by: "S1", how: "fast", all: { "#set": ["S1", "S2"] } };
    const told = lines({ action: "Go", args, enabled: [{ action: "Go", args }], modelValues: ["S1"] });
    expect(told[0]).toContain('event 3, Go(by = S1, how = "fast", all = {"S2", S1}) could not happen');
    expect(told).toContain('    Go(by = S1, how = "fast", all = {"S2", S1})');
  });

  test("what of a law is false, after the step or in it, and where an argument is taken from", () => {
    const at = { module: "Queue", line: 9, column: 4 };
    const broken = { conjunct: "n < 3", at, values: { n: "4" }, args: {} };
    const why = [
      { kind: "law", name: "Low", broken: { ...broken, of: "state" } },
      { kind: "law", name: "Low", broken: { ...broken, of: "step" } },
      { kind: "disabled", action: "Take", message: "c is taken from C = {}", at },
    ] as const;
    expect(lines({ why }).slice(1, 4)).toEqual([
      "    it would violate Low: afterwards false: n < 3, where n = 4 (Queue.tla:9:4)",
      "    it would violate Low: false: n < 3, where n = 4 (Queue.tla:9:4)",
      "    c is taken from C = {} (Queue.tla:9:4)",
    ]);
  });

  test("what laws forbid is not possible, and is told by the laws", () => {
    const forbidden = [
      { action: "Put", args: { n: 1 }, violates: ["Low"] },
      { action: "Put", args: { n: 2 }, violates: ["Even", "Low"] },
      ...[3, 4, 5, 6].map((n) => ({ action: "Add", args: { n }, violates: ["Low"] })),
    ];
    const told = [
      "  possible but for Low: Put(n = 1), Add in 4 ways, such as Add(n = 3)",
      "  possible but for Even and Low: Put(n = 2)",
    ];
    expect(lines({ forbidden }).slice(2, 6)).toEqual(["  possible there:", "    Take(id = 1)", ...told]);
    expect(lines({ forbidden, enabled: [] }).slice(2, 5)).toEqual([
      "  nothing else was allowed there either",
      ...told,
    ]);
  });

  test("nothing is said to be all where it may not be", () => {
    const reason = "In applying Tail\nto nothing";
    const what = (["states", "guards", "successors", "enabled"] as const).map((one) => ({
      what: one,
      reason: "too late",
    }));
    expect(lines({ enabled: [], incomplete: what }).slice(2)).toEqual([
      "  not found out: which states match everything before, which conditions forbid the event, " +
        "which step comes nearest to it and what else was possible there: too late",
      "  it was reached in at least 1 state that matches everything before",
    ]);
    expect(lines({ frontierStates: 0, enabled: [], incomplete: what })).toHaveLength(3);
    const some = [
      { what: "successors", reason: "of more than 9 successors 9 were looked at" },
      { what: "enabled", reason },
    ] as const;
    expect(lines({ incomplete: some }).slice(2)).toEqual([
      "  possible there:",
      "    Take(id = 1)",
      "  not found out: which step comes nearest to it: of more than 9 successors 9 were looked at",
      "  not found out: what else was possible there: In applying Tail",
      "  it was reached in 1 state that matches everything before",
    ]);
  });

  test("many ways of one action are one line, the states come when asked for", () => {
    const enabled = Array.from({ length: 5 }, (_, id) => ({ action: "Take", args: { id } }));
    expect(lines({ enabled })).toContain("    Take in 5 ways, such as Take(id = 0)");
    expect(lines({ enabled: [] })).toContain("  nothing else was possible there either");
    expect(lines({}, true).slice(-2)).toEqual(["  state:", "    queue = <<1>>"]);
  });
});
