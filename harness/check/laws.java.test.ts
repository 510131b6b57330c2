import { beforeAll, describe, expect, test } from "vitest";
import { judge, toolchain, type Judged } from "./fixtures/judge.ts";

const set = (v: number) => ({ action: "Set", args: { v }, state: { x: v } });
const traces = [
  { name: "lawful", events: [{ action: "Give", args: { w: "q" }, state: { x: 0 } }, set(1), set(4)] },
  { name: "invariant", events: [set(3), set(6), set(1)] },
  { name: "both invariants", events: [set(7)] },
  { name: "action property", events: [set(4), set(2)] },
  { name: "beyond the constraints", events: [set(4), { action: "Give", args: { w: "p" } }] },
  { name: "wrong value and a law", events: [{ action: "Set", args: { v: 7 }, state: { x: 2 } }] },
  { name: "no lawful initial state", events: [set(1)], constants: { Start: { "#set": [8, 9] } } },
  { name: "no initial state", events: [set(1)], constants: { Start: { "#set": [] } } },
  { name: "one lawful initial state", events: [set(4)], constants: { Start: { "#set": [8, 2] } } },
  {
    name: "narrowed",
    events: [{ action: "Give", args: { w: "q" } }],
    constants: { Who: { "#set": ["p"] }, Start: { "#set": [0] } },
  },
];

const broken = (
  of: "state" | "step",
  conjunct: string,
  {
    values,
    place: [line, column],
  }: { readonly values: Readonly<Record<string, string>>; readonly place: readonly [number, number] },
) => ({ of, conjunct, values, args: {}, at: { module: "Laws", line, column } });

describe.skipIf(!toolchain.ok)("laws of the configuration along traces", () => {
  let judged: Judged;
  beforeAll(async () => {
    judged = await judge(traces, "Laws");
  });
  const stop = (name: string) => {
    const { verdict, matched, divergence } = judged.of(name);
    return { verdict, matched, event: divergence?.event, line: divergence?.line, why: divergence?.why };
  };

  test.each(["lawful", "beyond the constraints", "one lawful initial state"])("%s conforms", (name) => {
    expect(judged.of(name).verdict).toBe("conforms");
  });

  test("a violated invariant stops the trace at the event that violates it", () => {
    expect(stop("invariant")).toEqual({
      ...{ verdict: "diverges", matched: 1, event: 2, line: 3 },
      why: [
        {
          kind: "law",
          name: "Low",
          broken: broken("state", "x < 5", { values: { x: "6" }, place: [16, 8] }),
        },
      ],
    });
  });

  test("what laws forbid is not possible, but told; the event's own step is not told again", () => {
    const { enabled, forbidden, incomplete, modelValues } = judged.of("invariant").divergence ?? {};
    expect(enabled?.map(({ args }) => Object.values(args)[0])).toEqual([3, 4, "p", "q"]);
    expect(forbidden).toEqual(
      [0, 1, 2, 5, 7, 8, 9].map((v) => ({
        ...{ action: "Set", args: { v } },
        violates: v < 3 ? ["Grows"] : v === 7 ? ["Even", "Low"] : ["Low"],
      })),
    );
    expect(incomplete).toBeUndefined();
    expect(modelValues).toEqual(["p", "q"]);
  });

  test("all invariants that are violated are named, each with what of it is false", () => {
    expect(stop("both invariants")).toMatchObject({
      event: 1,
      why: [
        {
          kind: "law",
          name: "Low",
          broken: broken("state", "x < 5", { values: { x: "7" }, place: [16, 8] }),
        },
        {
          kind: "law",
          name: "Even",
          broken: broken("state", "x # 7", { values: { x: "7" }, place: [17, 9] }),
        },
      ],
    });
  });

  test("a violated action property stops the trace at its step", () => {
    expect(stop("action property")).toEqual({
      ...{ verdict: "diverges", matched: 1, event: 2, line: 3 },
      why: [
        {
          kind: "law",
          name: "Grows",
          broken: broken("step", "x' >= x", { values: { "x'": "2", x: "4" }, place: [18, 13] }),
        },
      ],
    });
  });

  test("a wrong value is the nearer reason than the law that the right one would violate", () => {
    expect(stop("wrong value and a law").why).toMatchObject([
      { kind: "state", path: "x", expected: "7", logged: "2" },
      { kind: "law", name: "Even" },
      { kind: "law", name: "Low" },
    ]);
  });

  test("an invariant violated by every initial state", () => {
    expect(stop("no lawful initial state")).toEqual({
      ...{ verdict: "diverges", matched: 0, event: 0, line: 1 },
      why: [{ kind: "law", name: "Low" }],
    });
    expect(judged.of("no lawful initial state").divergence?.summary).toBe("every initial state violates Low");
  });

  test("no initial state at all", () => {
    expect(stop("no initial state")).toMatchObject({ verdict: "diverges", event: 0 });
    expect(stop("no initial state").why?.[0]).toMatchObject({ kind: "disabled", action: "Init" });
  });

  test("a header that narrows a constant forbids what is outside", () => {
    expect(stop("narrowed")).toMatchObject({ verdict: "diverges", event: 1 });
    expect(stop("narrowed").why?.[0]).toMatchObject({ kind: "disabled", action: "Give" });
  });

  test("what could reject wrongly is left out, and said", () => {
    const left = judged.report.warnings.filter(({ code }) => code.startsWith("CFG"));
    const said = left.map(({ code, message }) => `${code} ${message}`);
    expect(said.map((text) => text.split(" ").slice(0, 3).join(" ")).sort()).toEqual([
      "CFG040 ACTION_CONSTRAINT Slow",
      "CFG040 CONSTRAINT Few",
      "CFG040 SYMMETRY Twins",
      "CFG040 VIEW Shown",
      "CFG041 Happens is",
    ]);
  });
});
