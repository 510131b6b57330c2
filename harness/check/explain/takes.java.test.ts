import { beforeAll, describe, expect, test } from "vitest";
import { divergenceLines } from "../../report/divergenceText.ts";
import { judge, toolchain, type Judged } from "../fixtures/judge.ts";

// Of one batch, which is the only one with more steps than are looked at.
const none = { Client: { "#set": [] }, Size: 85 };
const say = { action: "Say", args: { text: "hi" }, state: { n: 1 } };
const TRACES = [
  { name: "empty", events: [{ action: "Wake", args: { c: "c1" } }], constants: none },
  { name: "filtered", events: [{ action: "Own" }] },
  {
    name: "not ready",
    events: [
      { action: "Wake", args: { c: "c2" } },
      { action: "Own", args: { by: "c1" } },
    ],
  },
  { name: "itself", events: [{ action: "Pass", args: { from: "c1", to: "c1" } }] },
  { name: "unknown", events: [{ action: "Pass", args: { from: "c7", to: "c1" } }] },
  { name: "another word", events: [{ action: "Say", args: { text: "c2" } }] },
  { name: "a law", events: [say, { action: "Say", args: { text: 'b"c' } }] },
  { name: "without an action", events: [{ state: { n: 1 } }, { state: { n: 3 } }] },
  { name: "many", events: [{ action: "Many", state: { n: 2 } }], constants: none },
];

describe.skipIf(!toolchain.ok)("where arguments are taken from", () => {
  let judged: Judged;
  beforeAll(async () => {
    judged = await judge(TRACES, "Takes");
  });
  const divergence = (name: string) => {
    const found = judged.of(name).divergence;
    if (found === undefined) throw new Error(`${name} does not diverge`);
    return found;
  };
  const lines = (name: string): readonly string[] => divergenceLines("t", divergence(name), false);

  test.each([
    ["empty", "c is taken from Client = {} (Takes.tla:18:21)"],
    ["filtered", "by (there c) is taken from Owners = {} (Takes.tla:19:21)"],
    ["not ready", "c1 is not in Owners = {c2}, from which by (there c) is taken (Takes.tla:19:21)"],
    [
      "itself",
      "c1 is not in Client \\ {i} = {c2}, from which to (there j) is taken, where {i} = {c1} and i = c1 (Takes.tla:20:39)",
    ],
    ["unknown", '"c7" is not in Client = {c1, c2}, from which from (there i) is taken (Takes.tla:20:21)'],
    ["another word", 'c2 is not in {"hi", "b\\"c"}, from which text is taken (Takes.tla:21:24)'],
  ])("%s", (name, reason) => {
    expect(divergence(name).why).toHaveLength(1);
    expect(lines(name)[1]).toBe(`    ${reason}`);
  });

  test("strings are quoted and model values are not", () => {
    expect(lines("unknown")[0]).toContain('Pass(from = "c7", to = c1) could not happen');
    expect(lines("filtered")).toContain('    Say(text = "hi")');
  });

  test("what a law forbids", () => {
    const told = lines("a law");
    expect(told[1]).toBe(
      "    it would violate Short: afterwards false: n < 2, where n = 2 (Takes.tla:24:10)",
    );
    expect(told.find((line) => line.startsWith("  possible but for Short: "))).toMatch(
      /: Say\(text = "hi"\), Many in 25 ways, such as Many\(a = 1, b = 1\)$/u,
    );
  });

  test("a wrong value of an event without an action, and of one with more steps than are looked at", () => {
    expect(divergence("without an action").looksLike?.[0]).toMatchObject({ kind: "value", event: 2 });
    expect(divergence("many").why).toEqual([{ kind: "state", path: "n", expected: "1", logged: "2" }]);
    const { incomplete = [] } = divergence("many");
    expect(incomplete.map(({ what }) => what)).toEqual(["successors", "enabled"]);
    expect(incomplete[0]?.reason).toMatch(/^of more than (\d+) successors \1 were looked at$/u);
  });
});
