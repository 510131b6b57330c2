import { describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { replayText } from "../../report/replayText.ts";
import { bent, counter, counterGraph } from "../fixtures/counter.ts";
import type { SimulatedReport } from "../random/simulatedReport.ts";
import { replayGraph } from "../replay.ts";
import type { ReplayFailure } from "../replayReport.ts";
import { withBehind, type BehindReport } from "./behindReport.ts";

const graph = { ...counterGraph(), isUnexplored: (state: number) => state === 4 };

/** Where it forgets to say what it did last. */
const forgetful = bent((world, { action, args }) =>
  action === "Clear" && world.n === 1
    ? { kind: "taken", world: { n: 0, last: world.last }, action, args }
    : null,
);

const whole = replayGraph(graph, coverGraph(graph), counter);
const failing = replayGraph(graph, coverGraph(graph), forgetful);

const long = Array.from({ length: 30 }, (_, step) => (step % 2 === 0 ? "Inc(by = 1)" : "Reset"));

const failureOf = (path: readonly string[], why: ReplayFailure["why"], count: number): ReplayFailure => ({
  ...{ path, step: path.length, why, count, shortest: path, examples: [path], seed: 1 },
  command: "conformance replay --simulate 7",
});

const behind = (failures: readonly ReplayFailure[], more: Partial<SimulatedReport> = {}): BehindReport => ({
  ...{ steps: 900, covered: 880, behaviours: 45, states: 321, frontier: { states: 12, left: 9 } },
  ...{ newActions: ["Lead"], command: "conformance replay --simulate 50 --depth 60 --seed 3" },
  replay: {
    ...whole,
    ...{ verdict: failures.length > 0 ? "diverges" : "conforms", failures, failureKinds: failures.length },
    failuresTotal: failures.reduce((sum, { count }) => sum + count, 0),
    ...{ unobserved: {}, warnings: [], errors: [], tests: 50, steps: 2000, edges: 2000, edgesCovered: 1980 },
    simulated: {
      ...{ asked: 50, behaviours: 50, depth: 60, seed: 3, steps: 2000, longest: 60, ended: 0, distinct: 400 },
      ...{ labels: 5, labelsTaken: 5, actions: {}, laws: [], neverPossible: [], neverTaken: [] },
    },
    ...{ spec: { file: "A.tla", cfg: "A.cfg" }, runDir: "runs/1" },
    ...more,
  },
});

describe("what was found behind a cut", () => {
  it("leaves the verdict on a part open where nothing is wrong, and says how far it went and what stays unknown", () => {
    const report = withBehind(whole, behind([]), graph);
    expect(whole.verdict).toBe("inconclusive");
    expect(report).toMatchObject({
      verdict: "inconclusive",
      failures: [],
      failuresTotal: 0,
      failureKinds: 0,
    });
    expect(replayText(report)).toContain(
      [
        "behind the cut: 50 random behaviours of at most 60 steps (seed 3); 900 of 2000 steps are behind it, in 45 behaviours: 880 followed, 321 states that the graph does not have; 5 of 5 forbidden steps tried",
        "  only there: Lead",
        "  still unknown: all behind 3 of 12 states at the cut, and behind the others what chance passed by",
        "  again: conformance replay --simulate 50 --depth 60 --seed 3",
      ].join("\n"),
    );
  });

  it("fails the whole, and tells what is like a failure of the graph only there", () => {
    const [known] = failing.failures;
    if (known === undefined) throw new Error("nothing failed");
    const fresh = failureOf(long, [{ kind: "state", path: "n", expected: "5", logged: "6" }], 4);
    const report = withBehind(
      failing,
      behind([failureOf(["Inc(by = 1)", "Clear"], known.why, 40), fresh]),
      graph,
    );
    expect(report).toMatchObject({ verdict: "diverges", failureKinds: failing.failureKinds + 1 });
    expect(report.failures).toEqual([...failing.failures, fresh]);
    expect(report.failuresTotal).toBe(failing.failuresTotal + 4);
    expect(withBehind(whole, behind([fresh]), graph)).toMatchObject({
      verdict: "diverges",
      failures: [fresh],
    });
  });

  it("adds why there were fewer behaviours, and what else was to be said of them", () => {
    const problem = { code: "INC090", message: "TLC told 3 of 50 behaviours" };
    const warning = { code: "VAC090", message: "the spec's Fine did not hold" };
    const report = withBehind(whole, behind([], { errors: [problem], warnings: [warning] }), graph);
    expect(report.errors).toEqual([problem]);
    expect(report.warnings).toEqual([...whole.warnings, warning]);
  });

  it("says so where no step came behind it", () => {
    const report = withBehind(whole, { ...behind([]), steps: 0, behaviours: 0, newActions: [] }, graph);
    expect(replayText(report)).toContain("(seed 3); none of their steps is behind it; ");
    expect(replayText(report)).not.toContain("only there");
  });
});
