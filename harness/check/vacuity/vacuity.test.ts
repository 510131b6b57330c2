import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../traces/schema.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { createFacts, mergeFacts, NO_FACTS } from "./facts.ts";
import { vacuityWarnings, type Passes } from "./vacuity.ts";

type Shape = Pick<LoadedSpec, "shape" | "model">;

const occurrence = (name: string, parameters: readonly string[], path: readonly string[] = ["Next"]) => ({
  ...{ name, path, leaf: name !== "Net" },
  args: parameters.map((parameter) => ({ parameter })),
});
// Only the parts that are looked at.
const spec = {
  shape: {
    occurrences: [
      occurrence("Send", ["to"]),
      occurrence("Stop", []),
      occurrence("Net", []),
      occurrence("Lose", [], ["Next", "Net"]),
    ],
  },
  model: { variables: [{ name: "sent" }, { name: "up" }] },
} as unknown as Shape;

const factsOf = (...events: readonly Omit<TraceEvent, "seq">[]) => {
  const collector = createFacts();
  events.forEach((event, index) => collector.add({ seq: index + 1, ...event }));
  return collector.facts();
};
const full = [
  { action: "Send", args: { to: "a" }, state: { sent: 1, up: true } },
  { action: "Stop", state: { sent: 1, up: false } },
  { action: "Lose", state: { sent: 0 } },
] as const;

const passes = (changes: Partial<Passes> = {}): Passes => ({
  facts: factsOf(...full),
  passed: [{ file: "a", content: "1", idle: false }],
  ...{ judged: 1, matched: 3 },
  ...changes,
});
const codes = (changes: Partial<Passes>, limits = {}): readonly string[] =>
  vacuityWarnings(passes(changes), spec, limits).map(({ code }) => code);
const many = (event: Omit<TraceEvent, "seq">, times = 10) =>
  factsOf(...full, ...Array.from({ length: times }, () => event));
const trace = (file: string, content: string, idle = false) => ({ file, content, idle });

describe("what a pass may not say", () => {
  test("nothing to warn of", () => {
    expect(codes({})).toEqual([]);
  });

  test.each<readonly [string, Partial<Passes>, readonly string[]]>([
    ["a trace that changes nothing", { passed: [trace("a", "1", true)] }, ["VAC001"]],
    ["no action", { facts: factsOf({ state: { sent: 1, up: true } }) }, ["VAC007"]],
    [
      "no state",
      { facts: factsOf({ action: "Send", args: { to: 1 } }, { action: "Net" }, { action: "Stop" }) },
      ["VAC006"],
    ],
    ["no argument", { facts: factsOf({ ...full[0], args: {} }, full[1], full[2]) }, ["VAC011"]],
    ["copies", { passed: [trace("a", "1"), trace("b", "1"), trace("c", "2")] }, ["VAC008"]],
    ["nothing matched", { passed: [], judged: 2, matched: 0 }, ["VAC010"]],
    ["nothing judged", { passed: [], judged: 0, matched: 0 }, ["VAC010"]],
    ["a bad example that passes", { unexpected: ["b"], badExamples: 1 }, ["VAC012"]],
    ["nothing but bad examples", { passed: [], judged: 0, matched: 0, badExamples: 2 }, []],
    ["no pass, but something matched", { passed: [], judged: 1, matched: 1 }, []],
    ["half of the steps silent", { silentSteps: 3 }, []],
    ["more than half of the steps silent", { silentSteps: 4 }, ["VAC009"]],
    ["an argument that never changes", { facts: many({ action: "Send", args: { to: "a" } }, 9) }, ["VAC005"]],
    ["the same, but too seldom", { facts: many({ action: "Send", args: { to: "a" } }, 8) }, []],
  ])("%s", (_name, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  test("a value that never changes, from a stated number of events on", () => {
    const facts = factsOf(...full.map((event) => ({ ...event, state: { sent: 1, up: true } })));
    expect(codes({ facts })).toEqual([]);
    expect(codes({ facts }, { enough: 3 })).toEqual(["VAC004"]);
  });

  test("free variables and actions never matched are named", () => {
    const [free, never] = vacuityWarnings(
      passes({ facts: factsOf({ ...full[0], state: { sent: 1 } }) }),
      spec,
    );
    expect(free).toMatchObject({ code: "VAC002", message: "no event says anything of 1 of 2 variables: up" });
    expect(never).toMatchObject({
      code: "VAC003",
      message: "2 of 3 actions were matched by no event: Stop, Lose",
    });
  });

  test("an event that names what combines actions may have been any of them", () => {
    expect(codes({ facts: factsOf(full[0], full[1], { action: "Net", state: { sent: 0 } }) })).toEqual([]);
  });

  test("an event without action may have been any; coverage and silent steps know better", () => {
    const facts = factsOf(full[0], full[1], { state: { sent: 0 } });
    const [never] = vacuityWarnings(passes({ facts }), spec);
    expect(never?.message).toBe("1 of 3 actions was matched by no event that names its action: Lose");
    const taken = new Map([
      ["Send", 1],
      ["Stop", 1],
      ["Lose", 1],
    ]);
    expect(codes({ facts, taken })).toEqual([]);
    expect(codes({ facts, silentActions: new Set(["Lose"]) })).toEqual([]);
    expect(codes({ taken: new Map([["Send", 3]]) })).toEqual(["VAC003"]);
  });

  test("one warning for many names, cut", () => {
    const passed = Array.from({ length: 100 }, (_, index) => trace(`t${index}`, String(index), true));
    const warnings = vacuityWarnings(passes({ passed }), spec);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.message).toMatch(/^all 100 traces .*t7 and 92 more$/);
  });

  test("every warning says what to do", () => {
    const facts = mergeFacts(NO_FACTS, many({ action: "Send", args: { to: "a" } }));
    const all = vacuityWarnings(
      passes({ facts, silentSteps: 99, passed: [trace("a", "1", true), trace("b", "1")] }),
      spec,
    );
    expect(all.map(({ code }) => code)).toEqual(["VAC001", "VAC005", "VAC008", "VAC009"]);
    for (const { repair } of all) expect(repair).toMatch(/\.$/);
  });
});
