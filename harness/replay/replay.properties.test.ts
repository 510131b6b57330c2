import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "../graph/cover/cover.ts";
import { graphLabel } from "../graph/label.ts";
import { indexGraph, type StateGraph } from "../graph/stateGraph.ts";
import { int } from "../tla/value.ts";
import type { ReplayDriver } from "./driver.ts";
import { replayGraph } from "./replay.ts";

const ACTIONS = ["A", "B", "C"];

/** Per state and action the next state, or null: a deterministic system of numbered states. */
type System = readonly (readonly (number | null)[])[];

const system: fc.Arbitrary<System> = fc.integer({ min: 2, max: 8 }).chain((states) =>
  fc.array(
    fc.array(fc.option(fc.nat({ max: states - 1 }), { freq: 2 }), {
      minLength: ACTIONS.length,
      maxLength: ACTIONS.length,
    }),
    { minLength: states, maxLength: states },
  ),
);

/** Numbers of the states that state 0 reaches. */
const reachable = (table: System): readonly number[] => {
  const found = [0];
  for (const state of found)
    for (const next of table[state] ?? []) if (next !== null && !found.includes(next)) found.push(next);
  return found;
};

const graphOfSystem = (table: System): StateGraph => {
  const states = reachable(table);
  const edges = states.flatMap((state, from) =>
    (table[state] ?? []).flatMap((next, label) =>
      next === null ? [] : [{ from, to: states.indexOf(next), label }],
    ),
  );
  return indexGraph({
    states: states.length,
    initial: [0],
    labels: ACTIONS.map((action) => graphLabel(action, {})),
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    label: Int32Array.from(edges, ({ label }) => label),
    beyond: 0,
    cutLabels: () => [],
    stateOf: (state) => new Map([["n", int(states[state] ?? -1)]]),
  });
};

const driverOf = (table: System): ReplayDriver<number> => ({
  initial: () => 0,
  perform: (world, { action, args }) => {
    const next = table[world]?.[ACTIONS.indexOf(action)] ?? null;
    return next === null ? { kind: "refused", reason: "no" } : { kind: "taken", world: next, action, args };
  },
  project: (world) => new Map([["n", int(world)]]),
  deviations: [],
});

const changed = (table: System, place: { state: number; action: number }, next: number | null): System =>
  table.map((row, from) =>
    from === place.state ? row.map((to, label) => (label === place.action ? next : to)) : row,
  );

describe("replayGraph, on random systems", () => {
  it("conforms for the system itself and diverges for every system with one other answer", () => {
    fc.assert(
      fc.property(
        fc.record({ table: system, state: fc.nat(), action: fc.nat({ max: 2 }), next: fc.nat() }),
        ({ table, state: someState, action, next: someNext }) => {
          const graph = graphOfSystem(table);
          fc.pre(graph.edges > 0);
          const cover = coverGraph(graph);
          const states = reachable(table);
          const state = states[someState % states.length] ?? 0;
          expect(replayGraph(graph, cover, driverOf(table))).toMatchObject({
            verdict: "conforms",
            edgesCovered: graph.edges,
          });
          const before = table[state]?.[action] ?? null;
          const next = someNext % (table.length + 1);
          const other = next === table.length ? null : next;
          fc.pre(other !== before);
          const bent = driverOf(changed(table, { state, action }, other));
          const report = replayGraph(graph, cover, bent);
          expect(report.verdict).toBe("diverges");
          expect(report.failuresTotal).toBe(1);
          const [failure] = report.failures;
          expect(failure?.path.at(-1)).toBe(ACTIONS[action]);
          expect(endOfPath(table, failure?.path.slice(0, -1) ?? [])).toBe(state);
          expect(endOfPath(table, failure?.shortest?.slice(0, -1) ?? [])).toBe(state);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const endOfPath = (table: System, path: readonly string[]): number =>
  path.reduce((state, action) => table[state]?.[ACTIONS.indexOf(action)] ?? -1, 0);
