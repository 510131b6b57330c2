import { describe, expect, it } from "vitest";
import { coverBy } from "../graph/cover/coverModes.ts";
import type { CoverMode } from "../graph/cover/cover.ts";
import { replayText } from "../report/replayText.ts";
import type { ReplayDriver, SpecStep } from "./driver.ts";
import { bent, byOf, counter, counterGraph, type Counter } from "./fixtures/counter.ts";
import { replayGraph, replayWith } from "./replay.ts";
import type { ReplayReport } from "./replayReport.ts";

const graph = counterGraph();

const replay = (mode: CoverMode, driver: ReplayDriver<Counter> = counter): ReplayReport =>
  replayGraph(graph, coverBy(graph, { mode, walks: 1, seed: 1 }), driver);

describe("replay of a part by intent", () => {
  it("conforms when it did what it was for, and says what it left out", () => {
    const report = replay("states");
    expect(report).toMatchObject({
      verdict: "conforms",
      edgesCovered: 5,
      cover: { mode: "states", goal: { kind: "states", total: 6, covered: 6 } },
    });
    expect(replayText(report)).toContain("12 of 17 edges not taken (cover states)");
    expect(report.warnings.map(({ code }) => code)).toEqual(["VAC022"]);
    expect(replay("actions")).toMatchObject({
      verdict: "conforms",
      cover: { goal: { total: 4, covered: 4 } },
    });
  });

  it("is inconclusive when it is random and not all was taken", () => {
    const report = replay("walks");
    expect(report.edgesCovered).toBeLessThan(17);
    expect(report.verdict).toBe("inconclusive");
    expect(report.warnings.map(({ code }) => code)).toEqual(["INC082"]);
    expect(replayText(report)).toMatch(
      /cover walks: \d+ of 17 edges and \d of 6 states by 1 test of 20 steps/,
    );
  });

  it("takes every edge for edges, pairs and short, and warns of nothing", () => {
    for (const mode of ["edges", "pairs", "short"] as const)
      expect(replay(mode)).toMatchObject({ verdict: "conforms", edgesCovered: 17, warnings: [] });
  });

  it("diverges at what it comes by, in every mode", () => {
    const stuck = bent(({ n }, { action }: SpecStep) =>
      n === 4 && action !== "Inc" ? { kind: "refused", reason: "stuck" } : null,
    );
    for (const mode of ["edges", "pairs", "short"] as const)
      expect(replay(mode, stuck).verdict).toBe("diverges");
    const never = bent(() => ({ kind: "refused", reason: "never" }));
    for (const mode of ["states", "actions", "walks"] as const)
      expect(replay(mode, never).verdict).toBe("diverges");
  });

  it("does not miss a deviation that only edges left out could show", () => {
    const worn: ReplayDriver<Counter> = {
      ...counter,
      deviations: [{ id: "worn", reason: "it is worn", where: "row 1", matches: () => false }],
    };
    expect(replay("edges", worn).verdict).toBe("diverges");
    expect(replay("states", worn).verdict).toBe("conforms");
  });

  it("runs tests in their order where that is meant", () => {
    const { tests, figures } = coverBy(graph, { mode: "short", walks: 1, seed: 1 });
    const longestFirst = tests.toReversed();
    const asked = (order: { inOrder?: true }): readonly string[] => {
      const steps: string[] = [];
      const driver = bent(({ n }, { action, args }) => {
        steps.push(`${n} ${action} ${byOf(args)}`);
        return null;
      });
      replayWith({ graph, cover: { tests: longestFirst, figures, ...order }, negative: "none" }, driver);
      return steps;
    };
    const path = [...(longestFirst[0] ?? [])].map((edge) => graph.labels[graph.label[edge] ?? -1]);
    const first = asked({ inOrder: true }).slice(0, path.length);
    expect(first.map((step) => step.split(" ")[1])).toEqual(path.map((label) => label?.action));
    expect(first).not.toEqual(asked({}).slice(0, path.length));
  });
});
