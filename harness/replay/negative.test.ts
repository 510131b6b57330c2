import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "../graph/cover/cover.ts";
import type { Deviation, ReplayDriver } from "./driver.ts";
import { bent, counter, counterGraph, counterOf, performTruly, type Counter } from "./fixtures/counter.ts";
import { replayWith, type ReplayOptions } from "./replay.ts";
import { MOST_PAIRS, sampleOf } from "./sample.ts";

const graph = counterGraph();
const cover = coverGraph(graph);
const replay = (driver: ReplayDriver<Counter>, options: ReplayOptions = {}) =>
  replayWith({ graph, cover, ...options }, driver);

/** Takes Reset at 0 and shows nothing of it. */
const resetsIdly = bent((world, { action, args }) =>
  action === "Reset" && world.last === "none" ? { kind: "taken", world, action, args } : null,
);

describe("the steps that are asked for", () => {
  it("are all of them, unless there are very many", () => {
    expect(sampleOf(graph, "default", 1)).toMatchObject({ pairs: 7, rate: 1 });
    const large = { ...graph, states: 900_000, outStart: new Int32Array(900_001) };
    const sample = sampleOf(large, "default", 1);
    expect(sample.pairs).toBe(3_600_000);
    expect(sample.rate).toBeCloseTo(MOST_PAIRS / 3_600_000, 2);
    expect(sampleOf(large, "all", 1).rate).toBe(1);
  });

  it("are chosen by the seed alone, at the stated rate", () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (seed, rate) => {
        const [one, again] = [sampleOf(graph, { rate }, seed), sampleOf(graph, { rate }, seed)];
        let chosen = 0;
        let differing = 0;
        for (let state = 0; state < 100; state += 1)
          for (let label = 0; label < 40; label += 1) {
            if (one.includes(state, label) !== again.includes(state, label)) differing += 1;
            if (one.includes(state, label)) chosen += 1;
          }
        expect(differing).toBe(0);
        expect(Math.abs(chosen / 4000 - rate)).toBeLessThan(0.05);
      }),
      { numRuns: 50 },
    );
    const list = (seed: number): string =>
      Array.from({ length: 64 }, (_, state) =>
        sampleOf(graph, { rate: 0.5 }, seed).includes(state, 0),
      ).join();
    expect(list(1)).not.toBe(list(2));
  });

  it("are told where they are a sample, and the verdict stands for no more", () => {
    const report = replay(counter, { negative: { rate: 0.5 }, seed: 3 });
    expect(report.negative).toMatchObject({ pairs: 7, rate: 0.5, seed: 3 });
    expect(report.negative.checked).toBeGreaterThan(0);
    expect(report.negative.checked).toBeLessThan(7);
    expect(report.verdict).toBe("conforms");
    expect(report.warnings).toMatchObject([{ code: "VAC020" }]);
    expect(report.warnings[0]?.message).toContain("of 7 steps");
    expect(report.warnings[0]?.message).toContain("rate 0.5, seed 3");
  });

  it("are none with `none`, which leaves the verdict open", () => {
    const report = replay(resetsIdly, { negative: "none" });
    expect(report).toMatchObject({ verdict: "inconclusive", negative: { pairs: 7, checked: 0, rate: 0 } });
    expect(report.warnings).toMatchObject([{ code: "INC080" }]);
  });

  it("does not miss a deviation that only a forbidden step can show, where not all are asked for", () => {
    const deviation: Deviation = {
      ...{ id: "reset", reason: "resets at any time", where: "row 2", matches: () => false },
      allows: ({ step }) => step.action === "Reset",
    };
    const driver = { ...counter, deviations: [deviation], load: counterOf };
    expect(replay(driver, { negative: "none" })).toMatchObject({ verdict: "inconclusive", failures: [] });
    expect(replay(driver).failures).toMatchObject([{ why: [{ kind: "deviation", id: "reset" }] }]);
  });

  it("leave out states whose steps nobody knows", () => {
    const part = { ...graph, isUnexplored: (state: number) => state === 0 };
    const report = replayWith({ graph: part, cover }, resetsIdly);
    expect(report).toMatchObject({ verdict: "inconclusive", negative: { pairs: 5, checked: 5 } });
    expect(report.failures).toEqual([]);
  });
});

describe("a step that the spec does not have", () => {
  it("may be taken without effect where the target declares it", () => {
    expect(replay(resetsIdly).failuresTotal).toBe(1);
    const report = replay({ ...resetsIdly, ignores: (action) => action === "Reset" });
    expect(report).toMatchObject({ verdict: "conforms", negative: { ignored: 1, checked: 7 } });
    const loud = bent((world, { action, args }) =>
      action === "Reset" && world.last === "none"
        ? { kind: "taken", world: { n: 0, last: "loud" }, action, args }
        : null,
    );
    expect(replay({ ...loud, ignores: () => true }).failuresTotal).toBe(1);
  });

  /** Does something else than it is asked, where it is asked for what the spec does not have. */
  const instead = (world: Counter, action: string) =>
    bent((at, step) =>
      step.after === undefined && step.action === "Reset" && at.last === "none"
        ? { kind: "taken", world, action, args: {} }
        : null,
    );

  it("may be answered by another step that the spec has there, and by no other", () => {
    const inc = bent((at, step) => {
      if (step.after !== undefined || step.action !== "Reset") return null;
      const by = graph.labels[0]?.args ?? {};
      return performTruly(at, { ...step, action: "Inc", args: by });
    });
    expect(replay(inc).verdict).toBe("conforms");
    const report = replay(instead({ n: 4, last: "inc" }, "Clear"));
    expect(report.failures.map(({ why }) => why[0])).toMatchObject([
      {
        kind: "forbidden",
        reason:
          'the spec has no Reset here; the implementation did Clear, which the spec does not have here either, changing n from 0 to 4, last from "none" to "inc"',
      },
    ]);
    expect(replay(instead({ n: 0, last: "none" }, "Clear")).verdict).toBe("conforms");
  });

  it("is no step that the spec has there when it does something else", () => {
    const by = graph.labels[0]?.args ?? {};
    const inc = (args: typeof by, n: number) =>
      bent((at, step) =>
        step.after === undefined && step.action === "Reset" && at.last === "none"
          ? { kind: "taken", world: { n, last: "inc" }, action: "Inc", args }
          : null,
      );
    expect(replay(inc(by, 3)).failures.map(({ why }) => why)).toEqual([
      [
        {
          kind: "forbidden",
          reason:
            "the spec has no Reset here; the implementation did Inc(by = 1), which the spec has here, and did it wrongly: n: the spec gives 1, the implementation has 3",
          paths: ["n"],
        },
      ],
    ]);
    // Without arguments any of them will do, as long as one leads there.
    expect(replay(inc({}, 2)).verdict).toBe("conforms");
    expect(replay(inc({}, 3)).failuresTotal).toBe(1);
  });

  it("is one failure, whatever it was asked for as, and told by what asks for it", () => {
    // Whatever is asked at the beginning, it is cleared.
    const clears = bent((at, step) =>
      step.after === undefined && at.last === "none"
        ? { kind: "taken", world: { n: 0, last: "cleared" }, action: "Clear", args: {} }
        : null,
    );
    expect(replay(clears).failures).toMatchObject([
      {
        count: 2,
        shortest: ["Clear"],
        why: [{ reason: expect.stringContaining("the implementation took it") as string }],
      },
    ]);
  });
});
