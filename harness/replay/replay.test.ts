import { describe, expect, it } from "vitest";
import { coverGraph } from "../graph/cover.ts";
import type { DotEntry } from "../graph/dot.ts";
import type { EdgeMeaning } from "../graph/graphModule.ts";
import { graphLabel } from "../graph/label.ts";
import { graphOf } from "../graph/loadGraph.ts";
import { canonicalText, int, string, type TlaValue } from "../tla/value.ts";
import type { Deviation, Performed, ReplayDriver, SpecState, SpecStep } from "./driver.ts";
import { replayGraph } from "./replay.ts";
import type { ReplayReport } from "./replayReport.ts";

// The spec: a counter from 0 to 4 and what was done last. Reset and Clear do the same: parallel edges.

interface Counter {
  readonly n: number;
  readonly last: string;
}

const inc = (by: number) => graphLabel("Inc", { by: int(by) });
const labels = [inc(1), inc(2), graphLabel("Reset", {}), graphLabel("Clear", {})];

const successor = ({ n }: Counter, action: string, by: number): Counter | null => {
  if (action === "Inc") return n + by <= 4 ? { n: n + by, last: "inc" } : null;
  return n > 0 ? { n: 0, last: "reset" } : null;
};

const byOf = (args: Readonly<Record<string, TlaValue>>): number =>
  args["by"]?.kind === "int" ? args["by"].value : 0;

const textOf = ({ n, last }: Counter): string => `/\\ n = ${n}\n/\\ last = "${last}"`;

const START: Counter = { n: 0, last: "none" };

/** The graph of the counter, from some initial states, with states above `most` beyond a constraint. */
const counterGraph = (initial: readonly Counter[] = [START], most = 4) => {
  const entries: DotEntry[] = [];
  const seen = new Set(initial.map(textOf));
  const queue = [...initial];
  for (const state of queue) {
    const id = textOf(state);
    entries.push({ kind: "node", id, label: id, initial: initial.includes(state) });
    if (state.n > most) {
      entries.push({ kind: "edge", from: id, to: id, label: "Conf_beyond" });
      continue;
    }
    for (const { action, args, text } of labels) {
      const after = successor(state, action, byOf(args));
      if (after === null) continue;
      entries.push({ kind: "edge", from: id, to: textOf(after), label: text });
      if (seen.has(textOf(after))) continue;
      seen.add(textOf(after));
      queue.push(after);
    }
  }
  const meanings = new Map<string, EdgeMeaning>(labels.map((label) => [label.text, { kind: "step", label }]));
  return graphOf(entries, meanings.set("Conf_beyond", { kind: "beyond" }));
};

const counterOf = (state: SpecState): Counter => {
  const [n, last] = [state.get("n"), state.get("last")];
  if (n?.kind !== "int" || last?.kind !== "string") throw new Error("no counter");
  return { n: n.value, last: last.value };
};

const project = ({ n, last }: Counter): SpecState =>
  new Map([
    ["n", int(n)],
    ["last", string(last)],
  ]);

const performTruly = (world: Counter, { action, args }: SpecStep): Performed<Counter> => {
  const after = successor(world, action, byOf(args));
  return after === null
    ? { kind: "refused", reason: "not now" }
    : { kind: "taken", world: after, action, args };
};

const counter: ReplayDriver<Counter> = {
  initial: counterOf,
  perform: performTruly,
  project,
  deviations: [],
};

/** The counter with another answer to some questions. */
const bent = (
  answer: (world: Counter, step: SpecStep) => Performed<Counter> | null,
): ReplayDriver<Counter> => ({
  ...counter,
  perform: (world, step) => answer(world, step) ?? performTruly(world, step),
});

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
        },
      ],
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

  it("tells twenty failures and counts the rest", () => {
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
    expect(report.failures).toHaveLength(20);
    expect(report.failuresTotal).toBe(1 + 17 + 7);
    expect(report.edgesCovered).toBe(0);
    expect(report.failures[0]?.step).toBe(0);
  });

  it("says so when the shortest path does not show the difference", () => {
    const graph = counterGraph();
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
    const report = replayGraph(graph, coverGraph(graph), worn);
    expect(report.verdict).toBe("diverges");
    expect(report.failures.some(({ shortest }) => shortest === null)).toBe(true);
    for (const { path } of report.failures)
      expect(path.filter((label) => label === "Reset" || label === "Clear").length).toBe(2);
  });

  it("is inconclusive about a graph that asks nothing", () => {
    expect(replay(counter, counterGraph([START], -1)).verdict).toBe("inconclusive");
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
