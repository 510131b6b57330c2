import { expect, test } from "vitest";
import type { Place } from "../../tla/expression.ts";
import type { Evidence } from "./evidence.ts";
import { domainReasons, guardReasons, lawReasons, otherInstances } from "./guardReasons.ts";
import type { Guard } from "./guardTable.ts";

const place = (line: number): Place => ({ module: "M", line, column: 3, endLine: line, endColumn: 9 });
const guard = (line: number, depth: number, names: readonly string[] = []): Guard => ({
  ...{ at: place(line), parts: [place(line + 100)], bound: names, depth },
});
const failed = (number: number, state = 1, [value = "v", ...bound]: readonly string[] = []) => ({
  ...{ guard: number, state, values: [value], bound },
});

const evidence = (guards: readonly Guard[], all: Evidence["failed"]): Evidence =>
  ({
    ...{ guards, failed: all, probes: [], frontier: [], successors: [], laws: [] },
    located: { line: 2, event: { seq: 1, action: "Act" } },
    spec: { source: ({ line }: Place) => `line ${line}` },
  }) as unknown as Evidence;

const order = (guards: readonly Guard[], all: Evidence["failed"]) =>
  guardReasons(evidence(guards, all)).map((why) => (why.kind === "guard" ? why.conjunct : why.kind));

test("the instance that got furthest comes first, wherever its conjunct stands", () => {
  const guards = [guard(50, 0), guard(10, 3), guard(30, 1)];
  expect(order(guards, [failed(1), failed(2), failed(3)])).toEqual(["line 10", "line 30", "line 50"]);
});

test("equally far: the first frontier state, then the line further down", () => {
  const guards = [guard(10, 1), guard(20, 1), guard(5, 1)];
  expect(order(guards, [failed(1, 1), failed(2, 1), failed(3, 2)])).toEqual(["line 20", "line 10", "line 5"]);
  expect(order(guards, [failed(2, 2), failed(3, 1)])).toEqual(["line 5", "line 20"]);
});

test("each reason once, with its values and the arguments that it depends on", () => {
  const guards = [guard(10, 2, ["i"])];
  const all = [failed(1, 1, ["7", "S1"]), failed(1, 2, ["7", "S1"]), failed(1, 2, ["line 110", "S2"])];
  expect(guardReasons(evidence(guards, all))).toEqual([
    {
      ...{ kind: "guard", action: "Act", conjunct: "line 10", held: 2 },
      ...{ args: { i: "S1" }, values: { "line 110": "7" }, at: { module: "M", line: 10, column: 3 } },
    },
    {
      ...{ kind: "guard", action: "Act", conjunct: "line 10", held: 2 },
      ...{ args: { i: "S2" }, values: {}, at: { module: "M", line: 10, column: 3 } },
    },
  ]);
});

test("instances with other arguments are no reason, but they are told", () => {
  const outside: Guard = { ...guard(9, -1, ["i", "j"]), outside: true };
  const all = [failed(1, 1, ["", "1", "2"]), failed(1, 2, ["", "1", "2"]), failed(1, 1, ["", "3", ""])];
  expect(guardReasons(evidence([outside], all))).toEqual([]);
  expect(otherInstances(evidence([outside], all))).toEqual(["i = 1, j = 2", "i = 3"]);
});

test("a set that gives no value, or not the one of the event, is no condition but a reason", () => {
  const taken = { symbol: "c", parameter: "c", given: false };
  const from = (domain: Guard["domain"], value: string, bound: readonly string[] = []) => {
    const guards: readonly Guard[] = [
      { ...guard(10, -1, bound.length > 0 ? ["i"] : []), ...(domain && { domain }) },
    ];
    const asked = evidence(guards, [failed(1, 1, [value, ...bound])]);
    const located = { line: 2, event: { seq: 1, action: "Act", args: { c: "x", by: 7 } } };
    const all = { ...asked, located, shape: { variables: [], modelValues: new Set<string>() } };
    // The set itself is its first part.
    const spec = { source: ({ line }: Place) => (line === 110 || line === 10 ? "Client" : `line ${line}`) };
    const full = { ...all, spec } as unknown as Evidence;
    expect(guardReasons(full)).toEqual([]);
    return domainReasons(full).map((why) => (why.kind === "disabled" ? why.message : why.kind));
  };
  expect(from(taken, "{}")).toEqual(["c is taken from Client = {}"]);
  expect(from({ ...taken, given: true }, "{1}")).toEqual([
    '"x" is not in Client = {1}, from which c is taken',
  ]);
  expect(from({ symbol: "c", parameter: "by", given: true }, "{1}", ["S1"])).toEqual([
    "7 is not in Client = {1}, from which by (there c) is taken, where i = S1",
  ]);
  const [long] = from(taken, `{${"1, ".repeat(500)}1}`);
  expect(long).toHaveLength("c is taken from Client = ".length + 200 + "...".length);
});

test("of a law the parts that are false are told, a few of them, in an order of their own", () => {
  const guards = [guard(10, 0, ["i"]), { ...guard(20, 0), ofStep: true as const }];
  const { spec } = evidence(guards, []);
  const told = (all: Parameters<typeof lawReasons>[1]) => lawReasons("Low", all, { guards, spec });
  expect(told([])).toEqual([{ kind: "law", name: "Low" }]);
  expect(told([failed(2, 1, ["7"])])).toMatchObject([
    { kind: "law", name: "Low", broken: { of: "step", conjunct: "line 20", values: { "line 120": "7" } } },
  ]);
  const some = ["4", "2", "1", "3"].map((value) => failed(1, 1, [value, "S1"]));
  const values = told([...some, ...some]).map((why) => why.kind === "law" && why.broken?.values["line 110"]);
  expect(values).toEqual(["1", "2", "3"]);
});

test("a condition that holds and must not is told as its negation", () => {
  const denied: Guard = { ...guard(10, 0), denied: true };
  const texts = (text: string) =>
    guardReasons({ ...evidence([denied], [failed(1)]), spec: { source: () => text } } as unknown as Evidence);
  expect(texts("n > 3")).toMatchObject([{ kind: "guard", conjunct: "~(n > 3)", at: { line: 10 } }]);
  expect(texts("Full")).toMatchObject([{ conjunct: "~Full" }]);
});
