import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graphLabel } from "../graph/label.ts";
import { edgesFrom, endOf, indexGraph, type StateGraph } from "../graph/stateGraph.ts";
import { int, string } from "../tla/value.ts";
import { pathText, readPath, type AskedPath } from "./pathText.ts";

const LABELS = [
  graphLabel("Say", { text: string('a > b#2 "quoted" ') }),
  graphLabel("Say", { text: string("init 2 > Go") }),
  graphLabel("Go", {}),
  graphLabel("GoOn", { by: int(-1) }),
];

/** Graphs with parallel edges, edges of equal labels, loops and several initial states. */
const graphs: fc.Arbitrary<StateGraph> = fc.integer({ min: 1, max: 5 }).chain((states) =>
  fc
    .record({
      initial: fc.uniqueArray(fc.nat({ max: states - 1 }), { minLength: 1 }),
      edges: fc.array(
        fc.tuple(
          fc.nat({ max: states - 1 }),
          fc.nat({ max: states - 1 }),
          fc.nat({ max: LABELS.length - 1 }),
        ),
        { maxLength: 25 },
      ),
    })
    .map(({ initial, edges }) =>
      indexGraph({
        ...{ states, initial, labels: LABELS, beyond: 0, cutLabels: () => [] },
        from: Int32Array.from(edges, ([from]) => from),
        to: Int32Array.from(edges, ([, to]) => to),
        label: Int32Array.from(edges, ([, , label]) => label),
        stateOf: (state) => new Map([["n", int(state)]]),
      }),
    ),
);

/** A path by numbers that say which way to go. */
const pathOf = (graph: StateGraph, ways: readonly number[]): AskedPath => {
  const start = graph.initial[(ways[0] ?? 0) % graph.initial.length] ?? 0;
  const edges: number[] = [];
  let state = start;
  for (const way of ways.slice(1)) {
    const out = edgesFrom(graph, state);
    if (out.length === 0) break;
    const edge = out[way % out.length] ?? -1;
    edges.push(edge);
    state = endOf(graph.to, edge);
  }
  const enabled = new Set([...edgesFrom(graph, state)].map((edge) => endOf(graph.label, edge)));
  const forbidden = [0, 1, 2, 3].find((label) => !enabled.has(label)) ?? null;
  return { start, edges, forbidden: (ways[0] ?? 0) % 2 === 0 ? forbidden : null };
};

describe("readPath", () => {
  it("reads what pathText writes", () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat({ max: 1000 }), { maxLength: 12 }), (graph, ways) => {
        const path = pathOf(graph, ways);
        expect(readPath(graph, pathText(graph, path))).toEqual({ ok: true, value: path });
      }),
      { numRuns: 1000 },
    );
  });

  it("calls nothing forbidden where the steps of a state are not known", () => {
    const part = indexGraph({
      ...{ states: 2, initial: [0], labels: LABELS, beyond: 0, cutLabels: () => [] },
      ...{ from: Int32Array.of(0), to: Int32Array.of(1), label: Int32Array.of(2) },
      stateOf: () => new Map([["n", int(0)]]),
      isUnexplored: (state) => state === 1,
    });
    expect(readPath(part, "Go > GoOn(by = -1)")).toMatchObject({ problems: [{ code: "USE042" }] });
    expect(readPath(part, "GoOn(by = -1)").ok).toBe(true);
  });

  it("says where a path is none, and what could come there", () => {
    const graph = indexGraph({
      ...{ states: 2, initial: [0], labels: LABELS, beyond: 0, cutLabels: () => [] },
      ...{ from: Int32Array.of(0), to: Int32Array.of(1), label: Int32Array.of(2) },
      stateOf: () => new Map([["n", int(0)]]),
    });
    const problem = (text: string) => {
      const read = readPath(graph, text);
      return read.ok ? null : read.problems[0];
    };
    expect(problem("Run")).toMatchObject({ code: "USE042", repair: "Steps there: Go." });
    expect(problem("Go > Go > Go")?.message).toContain("step 2 cannot be taken there");
    for (const none of ["Go#2", "Go#0", "Go > Go#1 > Go", "GoOn(by = -1)#2"])
      expect([none, problem(none)?.code]).toEqual([none, "USE042"]);
    expect(problem("Go#7")?.message).toContain("step 1 cannot be taken there: Go#7");
    expect(problem("init 2 > Go")?.message).toContain("no initial state 2");
    expect(problem("Go#2 > Go")?.message).toContain("step 1");
    expect(problem("Go > GoOn(by = -1)")).toBe(null);
  });
});
