import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "../graph/cover/cover.ts";
import { graphLabel } from "../graph/label.ts";
import { indexGraph, type StateGraph } from "../graph/stateGraph.ts";
import { fn, int, model, type TlaValue } from "../tla/value.ts";
import type { ReplayDriver, SpecStep } from "./driver.ts";
import { followPath } from "./followPath.ts";
import { likenessOf } from "./likeness.ts";
import { readPath } from "./pathText.ts";
import { replayWith } from "./replay.ts";

const NODES = ["S1", "S2", "S3"];
const MOST = 3;

// The spec: a counter at each of three nodes, from 0 to 3. By node, the state is a number to the base of 4.

const digit = (state: number, node: number): number => Math.floor(state / (MOST + 1) ** node) % (MOST + 1);
const raised = (state: number, node: number): number => state + (MOST + 1) ** node;
const valueOf = (state: number): TlaValue =>
  fn(NODES.map((name, node) => [model(name), int(digit(state, node))]));

const STATES = (MOST + 1) ** NODES.length;

const counters: StateGraph = (() => {
  const edges = Array.from({ length: STATES }, (_, from) =>
    NODES.flatMap((_, node) =>
      digit(from, node) < MOST ? [{ from, to: raised(from, node), label: node }] : [],
    ),
  ).flat();
  return indexGraph({
    ...{ states: STATES, initial: [0], beyond: 0, cutLabels: () => [] },
    labels: NODES.map((name) => graphLabel("Inc", { i: model(name) })),
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    label: Int32Array.from(edges, ({ label }) => label),
    stateOf: (state) => new Map([["count", valueOf(state)]]),
  });
})();

/** Some of its increments do something else: by state and node the state that they lead to, -1 for a refusal. */
type Bugs = ReadonlyMap<string, number>;

const nodeOf = ({ args }: SpecStep): number =>
  args["i"]?.kind === "model" ? NODES.indexOf(args["i"].name) : -1;

const driverOf = (bugs: Bugs): ReplayDriver<number> => ({
  initial: () => 0,
  perform: (world, { action, args, ...step }) => {
    const node = nodeOf({ action, args, ...step });
    const truly = digit(world, node) < MOST ? raised(world, node) : -1;
    const next = bugs.get(`${world} ${node}`) ?? truly;
    return next < 0 ? { kind: "refused", reason: "full" } : { kind: "taken", world: next, action, args };
  },
  project: (world) => new Map([["count", valueOf(world)]]),
  deviations: [],
});

const cover = coverGraph(counters);
const replay = (bugs: Bugs) =>
  replayWith(
    { graph: counters, cover, seed: 7, commandFor: (path) => `again ${path ?? ""}` },
    driverOf(bugs),
  );

describe("failures", () => {
  it("that differ in the node alone are one, which is told by a shortest path, with three examples", () => {
    const full = new Map(
      Array.from({ length: STATES }, (_, state) => state).flatMap((state) =>
        NODES.flatMap((_, node) => (digit(state, node) === 2 ? [[`${state} ${node}`, -1] as const] : [])),
      ),
    );
    const report = replay(full);
    expect(report.failureKinds).toBe(1);
    const [failure] = report.failures;
    // Of 16 states for each node, nobody comes to those in which another node is at 3.
    expect(failure?.count).toBe(NODES.length * 3 ** 2);
    expect(report.failuresTotal).toBe(27);
    expect(failure?.shortest).toEqual(["Inc(i = S1)", "Inc(i = S1)", "Inc(i = S1)"]);
    expect(new Set(failure?.examples.map((path) => path.join())).size).toBe(3);
    expect(failure?.examples[0]).toEqual(failure?.shortest);
    expect(failure).toMatchObject({ seed: 7, why: [{ kind: "refused", reason: "full" }] });
  });

  it("of different actions, kinds and places are told apart", () => {
    const likeness = likenessOf(counters);
    const [one, two] = counters.labels;
    const state = (path: string, expected: string, logged: string) =>
      [{ kind: "state", path, expected, logged }] as const;
    const text = likeness(one ?? null, state("count[S1]", "1", "2"));
    expect(likeness(two ?? null, state("count[S2]", "2", "0"))).toBe(text);
    expect(likeness(one ?? null, state("count[S2]", "1", "2"))).not.toBe(text);
    expect(likeness(one ?? null, state("count[S1]", "1", "absent"))).not.toBe(text);
    expect(likeness(one ?? null, state("role[S1]", "Leader", "Nil"))).not.toBe(
      likeness(one ?? null, state("role[S1]", "Leader", "Follower")),
    );
    expect(likeness(null, state("count[S1]", "1", "2"))).not.toBe(text);
    expect(likeness(one ?? null, [{ kind: "refused", reason: "term 3" }])).toBe(
      likeness(two ?? null, [{ kind: "refused", reason: "term 12" }]),
    );
  });

  it("are shown again, leaf by leaf, by the path of their command", () => {
    let shown = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.nat({ max: STATES - 1 }), fc.nat({ max: 2 }), fc.integer({ min: -1, max: STATES - 1 })),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        (changes) => {
          const bugs = new Map(changes.map(([state, node, next]) => [`${state} ${node}`, next] as const));
          const report = replay(bugs);
          for (const failure of report.failures) {
            const path = readPath(counters, failure.command?.slice("again ".length) ?? "");
            if (!path.ok) throw new Error(JSON.stringify(path.problems));
            const followed = followPath({ graph: counters, driver: driverOf(bugs) }, path.value);
            const last = followed.steps.at(-1);
            expect(followed).toMatchObject({ verdict: "diverges", left: 0 });
            expect(last).toMatchObject({ outcome: "different", why: failure.why });
            expect(followed.steps.slice(0, -1).every(({ outcome }) => outcome === "same")).toBe(true);
            expect(followed.steps.slice(1).map(({ label }) => label)).toEqual(failure.shortest);
            expect(last?.leaves.map(({ path: leaf }) => leaf)).toEqual([
              "count[S1]",
              "count[S2]",
              "count[S3]",
            ]);
            shown += 1;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(shown).toBeGreaterThan(20);
  });
});
