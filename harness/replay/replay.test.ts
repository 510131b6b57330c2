import { describe, expect, it } from "vitest";
import { coverGraph } from "../graph/cover/cover.ts";
import { graphLabel } from "../graph/label.ts";
import { indexGraph } from "../graph/stateGraph.ts";
import { canonicalText, int } from "../tla/value.ts";
import type { Deviation, ReplayDriver, SpecStep } from "./driver.ts";
import {
  bent,
  byOf,
  counter,
  counterGraph,
  counterOf,
  performTruly,
  project,
  START,
  type Counter,
} from "./fixtures/counter.ts";
import { replayGraph } from "./replay.ts";
import type { ReplayReport } from "./replayReport.ts";

const replay = (driver: ReplayDriver<Counter>, graph = counterGraph()): ReplayReport =>
  replayGraph(graph, coverGraph(graph), driver);

const isIncTo3 = (world: Counter, { action, args }: SpecStep): boolean =>
  world.n === 1 && action === "Inc" && byOf(args) === 2;

const jumpsTo4 = bent((world, step) =>
  isIncTo3(world, step)
    ? { kind: "taken", world: { n: 4, last: "inc" }, action: "Inc", args: step.args }
    : null,
);

const jump: Deviation = {
  id: "jump",
  reason: "it jumps",
  where: "row 1",
  matches: ({ step, actual }) =>
    isIncTo3(counterOf(step.before), step) && canonicalText(actual?.get("n") ?? int(0)) === "4",
};

describe("replayGraph", () => {
  it("conforms when every edge is taken and everything else is refused", () => {
    const report = replay(counter);
    expect(report).toMatchObject({
      command: "replay",
      verdict: "conforms",
      states: 6,
      edges: 17,
      edgesCovered: 17,
      negative: { pairs: 7, checked: 7, exempt: {}, excused: 0 },
      failures: [],
      failuresTotal: 0,
      compared: ["n", "last"],
    });
    expect(report.actions).toEqual({
      Inc: { edges: 9, covered: 9 },
      Reset: { edges: 4, covered: 4 },
      Clear: { edges: 4, covered: 4 },
    });
  });

  it("compares the initial state", () => {
    const report = replay({ ...counter, initial: () => ({ n: 1, last: "none" }) });
    expect(report.verdict).toBe("diverges");
    expect(report.edgesCovered).toBe(0);
    expect(report.failures).toEqual([
      {
        path: [],
        step: 0,
        why: [{ kind: "state", path: "n", expected: "0", logged: "1" }],
        shortest: [],
        count: 1,
        examples: [[]],
        seed: 1,
        command: null,
      },
    ]);
  });

  it("compares every initial state", () => {
    const graph = counterGraph([START, { n: 9, last: "stuck" }], 9);
    const odd = replay({ ...counter, initial: (state) => ({ ...counterOf(state), last: "none" }) }, graph);
    expect(odd.failures.map(({ why }) => why)).toEqual([
      [{ kind: "state", path: "last", expected: '"stuck"', logged: '"none"' }],
    ]);
  });

  it("finds a wrong successor on one edge", () => {
    const report = replay(jumpsTo4);
    expect(report.verdict).toBe("diverges");
    expect(report.failuresTotal).toBe(1);
    for (const { path, step, why, shortest } of report.failures) {
      expect(path.at(-1)).toBe("Inc(by = 2)");
      expect(step).toBe(path.length);
      expect(why).toEqual([{ kind: "state", path: "n", expected: "3", logged: "4" }]);
      expect(shortest?.length).toBeLessThanOrEqual(path.length);
    }
    expect(report.failures[0]?.shortest).toEqual(["Inc(by = 1)", "Inc(by = 2)"]);
  });

  it("finds a refused edge", () => {
    const report = replay(
      bent((world, { action }) =>
        action === "Clear" && world.n === 4 ? { kind: "refused", reason: "too high" } : null,
      ),
    );
    expect(report).toMatchObject({ verdict: "diverges", edgesCovered: 16, failuresTotal: 1 });
    expect(report.failures[0]?.why).toEqual([{ kind: "refused", reason: "too high" }]);
    expect(report.failures[0]?.shortest).toEqual(["Inc(by = 2)", "Inc(by = 2)", "Clear"]);
  });

  it("finds a step that the spec does not have", () => {
    const report = replay(
      bent((world, { action, args }) =>
        action === "Reset" && world.n === 0
          ? { kind: "taken", world: { n: 0, last: "reset" }, action, args }
          : null,
      ),
    );
    expect(report).toMatchObject({ verdict: "diverges", edgesCovered: 17, failuresTotal: 2 });
    expect(report.failures[0]).toEqual({
      path: ["Reset"],
      step: 1,
      shortest: ["Reset"],
      why: [
        {
          kind: "forbidden",
          reason:
            'the spec has no Reset here; the implementation took it, changing last from "none" to "reset"',
          paths: ["last"],
        },
      ],
      count: 1,
      examples: [["Reset"]],
      seed: 1,
      command: null,
    });
  });

  it("does not mind when something else is done instead of a forbidden step", () => {
    const other = bent((world, { action }) =>
      action === "Reset" && world.n === 0 ? { kind: "taken", world, action: "Idle", args: {} } : null,
    );
    expect(replay(other).verdict).toBe("conforms");
  });

  it("finds another action and other arguments, though the states agree", () => {
    const renamed = replay(
      bent((world, step) => {
        const performed = performTruly(world, step);
        return step.action === "Clear" && performed.kind === "taken" && world.n === 2
          ? { ...performed, action: "Reset" }
          : null;
      }),
    );
    expect(renamed.failures.map(({ why }) => why)).toEqual([
      [
        {
          kind: "action",
          reason: "it did Reset instead of Clear",
          expected: "Clear",
          performed: "Reset",
        },
      ],
    ]);
    const arguments_ = replay(
      bent((world, step) => {
        const performed = performTruly(world, step);
        return performed.kind === "taken" && world.n === 3 && step.action === "Inc"
          ? { ...performed, args: { by: int(7) } }
          : null;
      }),
    );
    expect(arguments_.failures[0]?.why[0]).toMatchObject({
      reason: "it did Inc(by = 7) instead of Inc(by = 1)",
    });
  });

  it("does not ask for steps that only leave the constraint", () => {
    const graph = counterGraph([START], 2);
    expect(graph).toMatchObject({ states: 4, beyond: 2 });
    expect(replay(counter, graph)).toMatchObject({
      verdict: "conforms",
      edges: 9,
      negative: { pairs: 4, checked: 4 },
    });
  });

  it("tells failures that are alike once, and counts them", () => {
    const shifted: ReplayDriver<Counter> = {
      ...counter,
      initial: () => ({ n: 1, last: "none" }),
      load: (state) => counterOf(state),
      perform: (world, step) =>
        step.after === undefined
          ? { kind: "taken", world, action: step.action, args: step.args }
          : { kind: "refused", reason: "never" },
    };
    const report = replay(shifted);
    expect(report.failures.map(({ path, count }) => [path.at(-1) ?? "begin", count])).toEqual([
      ["begin", 1],
      ["Reset", 2],
      ["Clear", 2],
      ["Inc(by = 1)", 9],
      ["Reset", 4],
      ["Clear", 4],
      ["Inc(by = 2)", 3],
    ]);
    expect(report.failureKinds).toBe(7);
    expect(report.failuresTotal).toBe(1 + 17 + 7);
    expect(report.edgesCovered).toBe(0);
    expect(report.failures[0]?.step).toBe(0);
  });

  it("tells at most twenty kinds of failure, and counts all", () => {
    const counts = Array.from({ length: 30 }, (_, index) => index);
    const graph = indexGraph({
      ...{ states: 1, initial: [0], beyond: 0, cutLabels: () => [] },
      labels: counts.map((index) => graphLabel(`Act${index}`, {})),
      ...{ from: new Int32Array(30), to: new Int32Array(30), label: Int32Array.from(counts) },
      stateOf: () => project(START),
    });
    const report = replay({ ...counter, perform: () => ({ kind: "refused", reason: "never" }) }, graph);
    expect(report).toMatchObject({ failureKinds: 30, failuresTotal: 30 });
    expect(report.failures).toHaveLength(20);
  });

  it("finds a short way that shows a difference where the shortest does not", () => {
    const worn: ReplayDriver<Counter & { readonly resets: number }> = {
      initial: (state) => ({ ...counterOf(state), resets: 0 }),
      perform: (world, step) => {
        const performed = performTruly(world, step);
        if (performed.kind === "refused") return performed;
        const resets = world.resets + (step.action === "Inc" ? 0 : 1);
        if (resets > 1) return { kind: "refused", reason: "worn out" };
        return { ...performed, world: { ...performed.world, resets } };
      },
      project,
      deviations: [],
    };
    const graph = counterGraph();
    const report = replayGraph(graph, coverGraph(graph), worn);
    expect(report.verdict).toBe("diverges");
    const resets = (path: readonly string[] | null) =>
      path?.filter((label) => !label.startsWith("Inc")).length;
    for (const { path, shortest } of report.failures) {
      expect(resets(path)).toBe(2);
      expect(resets(shortest)).toBe(2);
      expect(shortest?.length).toBeLessThanOrEqual(path.length);
    }
    expect(report.failures[0]?.shortest?.length).toBeLessThanOrEqual(5);
  });

  it("is inconclusive about a graph that asks nothing", () => {
    const nothing = replay(counter, counterGraph([START], -1));
    expect(nothing).toMatchObject({ verdict: "inconclusive", warnings: [{ code: "INC083" }] });
  });

  it("throws for targets that compare nothing or what the spec does not have", () => {
    expect(() => replay({ ...counter, project: () => new Map() })).toThrow(/no variable at all/);
    expect(() => replay({ ...counter, project: () => new Map([["m", int(0)]]) })).toThrow(/compares m/);
  });
});

describe("declared deviations", () => {
  const deviating: ReplayDriver<Counter> = { ...jumpsTo4, deviations: [jump], load: counterOf };

  it("excuse exactly what they match, and what lies behind is compared", () => {
    expect(replay(deviating)).toMatchObject({
      verdict: "conforms",
      edgesCovered: 17,
      deviations: [{ id: "jump", reason: "it jumps", where: "row 1", edges: 1, pairs: 0 }],
    });
    const broken = replay({
      ...deviating,
      perform: (world, step) =>
        world.n === 3 && step.action === "Clear"
          ? { kind: "refused", reason: "stuck" }
          : deviating.perform(world, step),
    });
    expect(broken.failures.map(({ why }) => why)).toEqual([[{ kind: "refused", reason: "stuck" }]]);
  });

  it("do not excuse another difference on the same edge", () => {
    const worse = bent((world, step) =>
      isIncTo3(world, step)
        ? { kind: "taken", world: { n: 2, last: "inc" }, action: "Inc", args: step.args }
        : null,
    );
    const report = replay({ ...worse, deviations: [jump], load: counterOf });
    expect(report.verdict).toBe("diverges");
    expect(report.failures.map(({ why }) => why[0]?.kind)).toEqual(["state", "deviation"]);
  });

  it("fail when they occur no more", () => {
    const report = replay({ ...counter, deviations: [jump], load: counterOf });
    expect(report).toMatchObject({
      verdict: "diverges",
      edgesCovered: 17,
      failuresTotal: 1,
      failures: [{ step: 0, why: [{ kind: "deviation", id: "jump" }] }],
    });
  });

  it("may occur behind what is known of a graph that was cut off", () => {
    const part = { ...counterGraph(), isUnexplored: (state: number) => state === 4 };
    const report = replay({ ...counter, deviations: [jump], load: counterOf }, part);
    expect(report).toMatchObject({ verdict: "inconclusive", failuresTotal: 0 });
    expect(report.deviations).toMatchObject([{ id: "jump", edges: 0, pairs: 0 }]);
  });

  it("may allow forbidden steps, and so may exemptions", () => {
    const resets = bent((world, { action, args }) =>
      action !== "Inc" && world.n === 0
        ? { kind: "taken", world: { n: 0, last: "reset" }, action, args }
        : null,
    );
    const anyReset: Deviation = {
      ...{ id: "reset", reason: "resets at any time", where: "row 2", matches: () => false },
      allows: ({ step, changes }) => step.action === "Reset" && changes.length <= 1,
    };
    const report = replay({
      ...resets,
      ...{ deviations: [anyReset], load: counterOf },
      exempt: (action) => (action === "Clear" ? "a budget" : null),
    });
    expect(report).toMatchObject({
      verdict: "conforms",
      negative: { pairs: 7, checked: 7, exempt: { "a budget": 2 }, excused: 2 },
      deviations: [{ id: "reset", edges: 0, pairs: 2 }],
    });
    expect(replay({ ...resets, deviations: [anyReset], load: counterOf }).failuresTotal).toBe(2);
  });

  it("need a target that loads the state it is asked for", () => {
    expect(() => replay({ ...jumpsTo4, deviations: [jump] })).toThrow(/able to load/);
    expect(() => replay({ ...deviating, load: () => START })).toThrow(/loads another state/);
  });
});
