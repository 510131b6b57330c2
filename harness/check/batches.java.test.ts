import { beforeAll, describe, expect, test } from "vitest";
import { judge, toolchain } from "./fixtures/judge.ts";
import type { Event, Judged, TestTrace } from "./fixtures/judge.ts";
import { change } from "./fixtures/mutate.ts";
import type { VerdictStore } from "./traceOutcome.ts";

const bump = (count: number): readonly Event[] =>
  Array.from({ length: count }, (_, index) => ({ action: "Up", state: { n: index + 1 } }));
const traces = (count: number, make: (index: number) => readonly Event[]): readonly TestTrace[] =>
  Array.from({ length: count }, (_, index) => ({ name: String(index), events: make(index) }));
const verdicts = ({ of }: Judged, all: readonly TestTrace[]) =>
  all.map(({ name }) => `${of(name).verdict} ${of(name).matched}`);

describe.skipIf(!toolchain.ok)("values that TLC cannot compare", () => {
  test("one in the middle of thirty traces: that one diverges, the others conform", async () => {
    const all = traces(30, (index) => (index === 14 ? change(bump(6), 4, { state: { n: "4" } }) : bump(6)));
    const judged = await judge(all, "Ticks");
    const expected = all.map((_, index) => (index === 14 ? "diverges 3" : "conforms 6"));
    expect(verdicts(judged, all)).toEqual(expected);
    expect(judged.of("14").divergence?.why).toEqual([
      { kind: "state", path: "n", expected: "4", logged: '"4"' },
    ]);
    expect(judged.report.tlc.runs).toBeLessThanOrEqual(4);
  });

  test("many at once cost no more runs than one", async () => {
    const wrong = ["x", true, { "#set": [1] }, [1, 2], { a: 1 }, { "#set": [1, "a"] }];
    const all = traces(40, (index) =>
      index % 2 === 0
        ? bump(5)
        : change(bump(5), 1 + (index % 5), { state: { n: wrong[index % wrong.length] ?? "" } }),
    );
    const judged = await judge(all, "Ticks");
    const expected = all.map((_, index) => (index % 2 === 0 ? "conforms 5" : `diverges ${index % 5}`));
    expect(verdicts(judged, all)).toEqual(expected);
    expect(judged.report.tlc.runs).toBeLessThanOrEqual(4);
  });

  test("nothing but wrong ones", async () => {
    const all = traces(20, () => change(bump(3), 2, { state: { n: "2" } }));
    const judged = await judge(all, "Ticks");
    expect(new Set(verdicts(judged, all))).toEqual(new Set(["diverges 1"]));
    expect(judged.report.tlc.runs).toBeLessThanOrEqual(4);
  });
});

describe.skipIf(!toolchain.ok)("runs that do not end", () => {
  const all: readonly TestTrace[] = [
    { name: "before", events: bump(5) },
    { name: "spins", events: [...bump(2), { action: "Spin" }] },
    { name: "fails", events: [...bump(1), { action: "Fail" }, ...bump(1)] },
    { name: "claims", events: [...bump(2), { action: "Claim" }] },
    { name: "claims rightly", events: [...bump(4), { action: "Claim" }] },
    { name: "after", events: bump(5) },
    { name: "wrong", events: change(bump(5), 5, { state: { n: 0 } }) },
  ];
  let timed: Judged;
  beforeAll(async () => {
    timed = await judge(all, "Endless", { timeoutSeconds: 4 });
  });

  test("an action that never ends is inconclusive, with the prefix that is known", () => {
    const { verdict, matched, reason } = timed.of("spins");
    expect({ verdict, matched }).toEqual({ verdict: "inconclusive", matched: 2 });
    expect(reason).toMatch(/did not finish in its time/);
  });

  test("the other traces are judged all the same", () => {
    const others = all.filter(({ name }) => !["spins", "fails", "claims"].includes(name));
    expect(verdicts(timed, others)).toEqual(["conforms 5", "conforms 5", "conforms 5", "diverges 4"]);
    expect(timed.of("wrong").divergence?.why).toEqual([
      { kind: "state", path: "n", expected: "5", logged: "0" },
    ]);
  });

  test("an action that cannot be evaluated is inconclusive, too", () => {
    const { verdict, matched, reason } = timed.of("fails");
    expect({ verdict, matched }).toEqual({ verdict: "inconclusive", matched: 1 });
    expect(reason).toMatch(/Head/);
  });

  test("so is an assertion of the spec that fails", () => {
    const { verdict, matched, reason } = timed.of("claims");
    expect({ verdict, matched }).toEqual({ verdict: "inconclusive", matched: 2 });
    expect(reason).toMatch(/n is small/);
  });

  test("a divergence of which TLC could not tell everything is not kept for another time", async () => {
    const kept: string[] = [];
    const store: VerdictStore = {
      find: () => Promise.resolve(undefined),
      keep: (_, { report }) => void kept.push(report.divergence?.action ?? report.verdict),
    };
    const some = [
      { name: "odd", events: [{ action: "Odd", state: { n: 7 } }] },
      { name: "sound", events: bump(1) },
    ];
    const judged = await judge(some, "Endless", { verdicts: store, looksLike: false });
    expect(verdicts(judged, some)).toEqual(["diverges 0", "conforms 1"]);
    expect(kept).toEqual(["conforms"]);
  });

  test("starved of memory: inconclusive, nothing is claimed", async () => {
    const judged = await judge(all.slice(0, 1), "Endless", { memoryMiB: 2 });
    expect(verdicts(judged, all.slice(0, 1))).toEqual(["inconclusive 0"]);
    expect(judged.of("before").reason).toBeTruthy();
  });
});
