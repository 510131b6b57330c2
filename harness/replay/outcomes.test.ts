import { describe, expect, it } from "vitest";
import { coverGraph } from "../graph/cover/cover.ts";
import { coverBy } from "../graph/cover/coverModes.ts";
import { graphLabel } from "../graph/label.ts";
import { indexGraph } from "../graph/stateGraph.ts";
import { int } from "../tla/value.ts";
import type { Performed, ReplayDriver, SpecStep } from "./driver.ts";
import { replayGraph } from "./replay.ts";
import type { ReplayReport } from "./replayReport.ts";

// The spec: from 0 a throw leads to 1, 2 or 3, and from each of them Back leads to 0.

const edges = [1, 2, 3].flatMap((to) => [
  { from: 0, to, label: 0 },
  { from: to, to: 0, label: 1 },
]);
const graph = indexGraph({
  ...{ states: 4, initial: [0], beyond: 0, cutLabels: () => [] },
  labels: [graphLabel("Throw", {}), graphLabel("Back", {})],
  from: Int32Array.from(edges, ({ from }) => from),
  to: Int32Array.from(edges, ({ to }) => to),
  label: Int32Array.from(edges, ({ label }) => label),
  stateOf: (state) => new Map([["n", int(state)]]),
});

const taken = (world: number, { action, args }: SpecStep): Performed<number> => ({
  ...{ kind: "taken", world, action, args },
});

/** Throws lead to any of some numbers. */
const dice = (...numbers: readonly number[]): ReplayDriver<number> => ({
  initial: () => 0,
  perform: () => {
    throw new Error("not asked where there are outcomes");
  },
  outcomes: (world, step) => {
    if (step.action === "Throw") return world === 0 ? numbers.map((number) => taken(number, step)) : [];
    return world === 0 ? [{ kind: "refused", reason: "there already" }] : [taken(0, step)];
  },
  project: (world) => new Map([["n", int(world)]]),
  deviations: [],
});

const replay = (driver: ReplayDriver<number>): ReplayReport => replayGraph(graph, coverGraph(graph), driver);

describe("an implementation that chance decides", () => {
  it("conforms when it may do all that the spec allows, and nothing else", () => {
    expect(replay(dice(1, 2, 3))).toMatchObject({ verdict: "conforms", edgesCovered: 6, warnings: [] });
  });

  it("may not do what the spec does not allow", () => {
    const report = replay(dice(1, 2, 3, 0));
    expect(report.verdict).toBe("diverges");
    expect(report.failuresTotal).toBe(3);
    expect(report.failures).toMatchObject([
      {
        count: 3,
        shortest: ["Throw"],
        why: [
          { kind: "outcome", reason: expect.stringContaining("none of the spec's 3 outcomes") as string },
          { kind: "state", path: "n", logged: "0" },
        ],
      },
    ]);
  });

  it("is inconclusive about edges that it never takes", () => {
    const report = replay(dice(1, 2));
    expect(report).toMatchObject({
      verdict: "inconclusive",
      edgesCovered: 4,
      unobserved: { edges: 1, chosen: 0, actions: { Throw: 1 } },
      failures: [],
    });
    expect(report.warnings).toMatchObject([{ code: "INC081" }]);
    expect(report.warnings[0]?.message).toContain("1 edge (1 of Throw)");
    expect(report.warnings[0]?.message).toContain("1 edge behind");
  });

  it("conforms all the same where the choice is its own", () => {
    const report = replay({ ...dice(1, 2), chooses: new Set(["Throw"]) });
    expect(report).toMatchObject({ verdict: "conforms", unobserved: { edges: 1, chosen: 1 } });
    expect(report.warnings).toMatchObject([{ code: "VAC021" }]);
    expect(replay({ ...dice(1, 2), chooses: new Set(["Back"]) }).verdict).toBe("inconclusive");
  });

  it("conforms by its own choice and by tests that leave edges out, both at once", () => {
    const cover = coverBy(graph, { mode: "states", walks: 1, seed: 1 });
    const report = replayGraph(graph, cover, { ...dice(1, 2), chooses: new Set(["Throw"]) });
    expect(report).toMatchObject({ verdict: "conforms", unobserved: { edges: 1, chosen: 1 } });
    expect(report.warnings.map(({ code }) => code)).toEqual(["VAC022", "VAC021"]);
    expect(replayGraph(graph, cover, dice(1, 2)).verdict).toBe("inconclusive");
  });

  it("fails when it never takes the step at all", () => {
    const report = replay(dice());
    expect(report.failures[0]?.why).toEqual([{ kind: "refused", reason: "it does nothing there" }]);
    expect(replay({ ...dice(), chooses: new Set(["Throw", "Back"]) }).verdict).toBe("diverges");
  });

  it("may refuse now and then", () => {
    const lazy = dice(1, 2, 3);
    const sometimes: ReplayDriver<number> = {
      ...lazy,
      outcomes: (world, step) => [
        { kind: "refused", reason: "not today" },
        ...(lazy.outcomes?.(world, step) ?? []),
      ],
    };
    expect(replay(sometimes).verdict).toBe("conforms");
  });

  it("must refuse what the spec does not have in every one of its outcomes", () => {
    const rash: ReplayDriver<number> = {
      ...dice(1, 2, 3),
      outcomes: (world, step) =>
        step.action === "Throw" && world === 2
          ? [{ kind: "refused", reason: "no" }, taken(3, step)]
          : (dice(1, 2, 3).outcomes?.(world, step) ?? []),
    };
    const report = replay(rash);
    expect(report.failures.map(({ why }) => why[0]?.kind)).toEqual(["forbidden"]);
  });
});
