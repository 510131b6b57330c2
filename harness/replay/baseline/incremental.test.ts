import { describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { replayWith, type ReplayOptions } from "../replay.ts";
import { driverOf, graphOf, type Bend, type Model } from "./fixtures/bentModels.ts";
import { replayIncrementally, type Earlier } from "./incremental.ts";

const PLAIN: Bend = { wrong: [], extra: [], patience: 1000, exempt: [], deviant: [], loads: false };

/** One model after the other, each with what the one before has shown; the last one also as a whole. */
const replayed = (
  models: readonly Model[],
  bend: Bend,
  wishes: ReplayOptions | readonly ReplayOptions[] = {},
) => {
  const driver = driverOf(bend);
  let earlier: Earlier = { kind: "none", reason: "none" };
  const replays = models.map((model, index) => {
    const options = "at" in wishes ? (wishes[index] ?? {}) : wishes;
    const graph = graphOf(model, false);
    const replay = replayIncrementally(graph, driver, { cover: coverGraph(graph), earlier, options });
    if (replay.evidence !== null) earlier = { kind: "evidence", evidence: replay.evidence };
    return { ...replay, whole: replayWith({ graph, cover: coverGraph(graph), ...options }, driver) };
  });
  const [first, last] = [replays.at(0), replays.at(-1)];
  if (first === undefined || last === undefined) throw new Error("no models");
  return { first, last };
};

const model = (more: Partial<Model>): Model => ({
  ...{ labels: [0, 1, 2], initial: [0], cuts: [], steps: [] },
  ...more,
});

describe("replayIncrementally, where a deviation occurs only in what is skipped", () => {
  const steps = [[0, 0, 1] as const, [0, 1, 2] as const];
  const found = model({
    labels: [0, 1, 2, 3],
    steps: [
      [1, 1, 2],
      [0, 1, 1],
      [2, 2, 5],
      [3, 1, 5],
      [2, 0, 1],
      [1, 1, 1],
    ],
    cuts: [[1, 3]],
  });

  it("tells a new step that is taken wrongly", () => {
    const { first, last } = replayed([model({ steps }), model({ steps: [...steps, [2, 2, 1]] })], {
      ...PLAIN,
      deviant: [0],
      // What the spec does not have there yet may be taken: then it has it, and with another end.
      exempt: [2],
      wrong: [[2, 2, 3]],
    });
    expect(first.report.verdict).toBe("conforms");
    expect(last.whole.verdict).toBe("diverges");
    expect(last.report).toMatchObject({ verdict: "diverges", failuresTotal: 1, edgesCovered: 2 });
    expect(last.report.failures).toEqual(last.whole.failures);
    expect(last.evidence).toBeNull();
  });

  it("tells a new forbidden step that is taken", () => {
    const { first, last } = replayed(
      [model({ steps: [...steps, [1, 2, 0]] }), model({ steps: [...steps, [1, 2, 0], [2, 2, 3]] })],
      { ...PLAIN, deviant: [0], extra: [[3, 1, 0]] },
    );
    expect(first.report.verdict).toBe("conforms");
    expect(last.whole.verdict).toBe("diverges");
    expect(last.report).toMatchObject({ verdict: "diverges", failuresTotal: 1 });
    expect(last.report.failures).toEqual(last.whole.failures);
    expect(last.evidence).toBeNull();
  });

  it("tells a step that is refused on a way that is new, and nowhere else", () => {
    // Everything is refused after three steps. Found at random: with one start less there is no way short enough.
    const { first, last } = replayed(
      [
        model({ ...found, initial: [0, 2], steps: [...found.steps, [2, 0, 1], [0, 3, 3], [1, 1, 1]] }),
        model({ ...found, initial: [0] }),
      ],
      { ...PLAIN, deviant: [2], patience: 3 },
    );
    expect(first.report.verdict).toBe("conforms");
    expect(last.report).toMatchObject({ verdict: "diverges", failuresTotal: 1 });
    expect(last.report.failures).toMatchObject([{ why: [{ kind: "refused", reason: "tired" }] }]);
    expect(last.evidence).toBeNull();
  });
});

describe("replayIncrementally, with a deviation that a sample of forbidden steps need not show", () => {
  it("agrees with a whole replay that nothing is wrong", () => {
    const steps = [[0, 1, 1] as const];
    const { first, last } = replayed(
      [model({ steps }), model({ steps: [...steps, [1, 1, 2]] })],
      { ...PLAIN, deviant: [0] },
      { negative: { rate: 0.001 } },
    );
    expect(first.report.verdict).toBe("conforms");
    expect(last.whole).toMatchObject({ verdict: "conforms", failuresTotal: 0 });
    expect(last.report).toMatchObject({ verdict: "conforms", failuresTotal: 0 });
    expect(last.figures).toMatchObject({ skippedEdges: 1, rerunEdges: 1 });
  });
});

describe("replayIncrementally, where a deviation occurs only on some ways", () => {
  it("agrees with a whole replay that comes by it, where what is left does not", () => {
    const tired = driverOf({ ...PLAIN, patience: 4, exempt: [0, 1, 2, 3], loads: true });
    const driver = { ...tired, deviations: driverOf({ ...PLAIN, deviant: [0] }).deviations };
    const steps = [[0, 1, 1] as const, [1, 2, 0] as const, [0, 0, 1] as const, [1, 3, 0] as const];
    const labels = [0, 1, 2, 3];
    const replay = (test: readonly number[], kept: number, earlier: Earlier) => {
      const graph = graphOf(model({ labels, steps: steps.slice(0, kept) }), false);
      const cover = { ...coverGraph(graph), tests: [Int32Array.from(test)] };
      return replayIncrementally(graph, driver, { cover, earlier, options: {} });
    };
    // Tired at the fifth step: that deviation is what step 0 of the model meets at the end of a long way.
    const first = replay([0, 3, 0, 1, 2], 4, { kind: "none", reason: "none" });
    expect(first.report).toMatchObject({ verdict: "conforms", deviations: [{ edges: 1 }] });
    if (first.evidence === null) return;
    const second = replay([0, 1, 0, 1, 2], 3, { kind: "evidence", evidence: first.evidence });
    expect(second.report).toMatchObject({
      verdict: "conforms",
      failuresTotal: 0,
      deviations: [{ edges: 1 }],
    });
    expect(second.evidence).not.toBeNull();
    const none = replay([0, 1], 2, { kind: "evidence", evidence: first.evidence });
    expect(none.report).toMatchObject({ verdict: "diverges", failuresTotal: 1 });
  });
});

describe("replayIncrementally, where other deviations are declared", () => {
  it("runs everything: their numbers mean others", () => {
    const graph = graphOf(model({ steps: [[0, 0, 1] as const, [1, 1, 2] as const] }), false);
    const replay = (bend: Bend, earlier: Earlier) =>
      replayIncrementally(graph, driverOf(bend), { cover: coverGraph(graph), earlier, options: {} });
    const { evidence } = replay({ ...PLAIN, deviant: [0] }, { kind: "none", reason: "none" });
    if (evidence === null) throw new Error("the first replay is green");
    const { figures, report } = replay({ ...PLAIN, deviant: [1] }, { kind: "evidence", evidence });
    expect(figures).toMatchObject({ skippedEdges: 0, rerunEdges: 2 });
    expect(figures.reason).toContain("other deviations");
    expect(report.deviations).toMatchObject([{ id: "D1", edges: 1 }]);
  });
});

describe("replayIncrementally, where the implementation does something else than it is asked", () => {
  it("keeps what it said it did, also when that is skipped", () => {
    const graph = graphOf(model({ steps: [[0, 0, 1] as const, [0, 1, 1] as const] }), false);
    const plain = driverOf(PLAIN);
    const driver: typeof plain = {
      ...plain,
      perform: (world, step) => {
        const done = plain.perform(world, step);
        return step.action === "A2" ? { kind: "taken", action: "Wait", args: {}, world } : done;
      },
    };
    const replay = (earlier: Earlier) =>
      replayIncrementally(graph, driver, { cover: coverGraph(graph), earlier, options: {} });
    const first = replay({ kind: "none", reason: "none" });
    expect(first.evidence).toMatchObject({ named: ["Wait"] });
    if (first.evidence === null) return;
    const second = replay({ kind: "evidence", evidence: first.evidence });
    expect(second.report.performed).toBe(0);
    expect(second.evidence).toMatchObject({ named: ["Wait"] });
  });
});

describe("replayIncrementally, with samples of the forbidden steps", () => {
  const plenty = model({
    labels: Array.from({ length: 40 }, (_, label) => label),
    steps: [
      [0, 0, 1],
      [1, 1, 2],
    ],
  });
  const figures = (before: ReplayOptions, after: ReplayOptions) => {
    const { first, last } = replayed([plenty, plenty], PLAIN, [before, after]);
    expect(first.report.negative.checked).toBeGreaterThan(0);
    expect(last.report.verdict).toBe("conforms");
    return last.figures;
  };
  const half = { negative: { rate: 0.5 } };

  it("skips them when the same were asked for, or all", () => {
    expect(figures(half, half)).toMatchObject({ rerunPairs: 0 });
    expect(figures(half, { negative: { rate: 0.4 } })).toMatchObject({ rerunPairs: 0 });
    expect(figures({}, { ...half, seed: 2 })).toMatchObject({ skippedPairs: 118, rerunPairs: 0 });
  });

  it("asks again when others are wanted, or more", () => {
    expect(figures({ ...half, seed: 1 }, { ...half, seed: 2 })).toMatchObject({ skippedPairs: 0 });
    expect(figures(half, { negative: { rate: 0.6 } })).toMatchObject({ skippedPairs: 0 });
    expect(figures(half, {})).toMatchObject({ skippedPairs: 0, rerunPairs: 118, skippedEdges: 2 });
  });
});
