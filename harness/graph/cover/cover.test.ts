import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "./cover.ts";
import { searchGraph } from "../search.ts";
import { cheapestTaking, expectPaths, graphFrom, smallGraph } from "../fixtures/smallGraphs.ts";
import { endOf, type StateGraph } from "../stateGraph.ts";

describe("coverGraph", () => {
  it("covers every reachable edge by real paths from initial states", () => {
    fc.assert(fc.property(smallGraph({ states: 12, edges: 30 }), expectCover), { numRuns: 300 });
  });

  it("needs as few steps and as few tests as an exhaustive search", () => {
    fc.assert(
      fc.property(smallGraph({ states: 5, edges: 7 }), (graph) => {
        const { figures } = coverGraph(graph);
        const best = cheapestTaking(graph, (edge) => edge);
        expect({ minSteps: figures.minSteps, minTests: figures.minTests }).toEqual({
          minSteps: best({ step: 1, start: 0 }).steps,
          minTests: best({ step: 0, start: 1 }).tests,
        });
        const both = best({ step: 100, start: 1 });
        expect({ steps: figures.steps, tests: figures.tests }).toEqual(both);
      }),
      { numRuns: 300 },
    );
  });

  it("covers every reachable edge also when the effort runs out, and its bounds stay true", () => {
    fc.assert(
      fc.property(smallGraph({ states: 8, edges: 20 }), fc.nat(60), (graph, effort) => {
        const { tests, figures } = coverGraph(graph, effort);
        const best = coverGraph(graph);
        expectPaths(graph, tests);
        expect(new Set(tests.flatMap((test) => [...test])).size).toBe(figures.goal.covered);
        expect(figures.goal).toEqual(best.figures.goal);
        expect(figures.minSteps).toBeLessThanOrEqual(best.figures.minSteps);
        expect(figures.minTests).toBeLessThanOrEqual(best.figures.minTests);
        expect(figures.steps).toBeGreaterThanOrEqual(best.figures.steps);
        if (figures.exact) expect(figures.steps).toBe(best.figures.steps);
      }),
      { numRuns: 200 },
    );
  });

  it("makes the same tests of the same graph", () => {
    fc.assert(
      fc.property(smallGraph({ states: 12, edges: 40 }), (graph) => {
        expect(coverGraph(graph)).toEqual(coverGraph(graph));
      }),
    );
  });

  it("is exact for two counters that are reset together, 10,000 states", () => {
    const side = 100;
    const edges: (readonly [number, number])[] = [];
    for (let state = 0; state < side * side; state += 1) {
      if (state % side < side - 1) edges.push([state, state + 1]);
      if (state + side < side * side) edges.push([state, state + side]);
      if (state % 7 === 0) edges.push([state, 0]);
    }
    const { figures } = coverGraph(graphFrom({ states: side * side, initial: [0], edges }));
    expect(figures).toMatchObject({ exact: true, goal: { covered: edges.length } });
    expect(figures.steps).toBe(figures.minSteps);
  });

  it("takes one test for a round trip and none for a lonely initial state", () => {
    const round = graphFrom({
      initial: [0, 3],
      edges: [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
      states: 4,
    });
    expect(coverGraph(round).figures).toMatchObject({ tests: 1, steps: 3, minTests: 1, minSteps: 3 });
    const lonely = graphFrom({ initial: [0], edges: [], states: 1 });
    expect(coverGraph(lonely)).toMatchObject({
      tests: [],
      figures: { tests: 0, steps: 0, minTests: 0, minSteps: 0 },
    });
  });

  it("starts in every part of the graph, also where only unreachable edges link two parts", () => {
    const loops = graphFrom({
      initial: [0, 1],
      edges: [
        [0, 0],
        [1, 1],
        [2, 0],
        [2, 1],
      ],
      states: 3,
    });
    expect(coverGraph(loops).figures).toMatchObject({ tests: 2, steps: 2, minTests: 2, minSteps: 2 });
  });

  it("counts parallel edges one by one", () => {
    const graph = graphFrom({
      initial: [0],
      edges: [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      states: 2,
    });
    expect(coverGraph(graph).figures).toMatchObject({ tests: 3, steps: 3, minTests: 3, minSteps: 3 });
  });

  it("walks a long chain with a loop at each state", () => {
    const states = 20_000;
    const chain = Array.from({ length: states - 1 }, (_, state) => [state, state + 1] as const);
    const loops = Array.from({ length: states }, (_, state) => [state, state] as const);
    const graph = graphFrom({ initial: [0], edges: [...chain, ...loops], states });
    expect(coverGraph(graph).figures).toMatchObject({
      tests: 1,
      steps: 2 * states - 1,
      minTests: 1,
      minSteps: 2 * states - 1,
    });
  });
});

const expectCover = (graph: StateGraph): void => {
  const { tests, figures } = coverGraph(graph);
  expectPaths(graph, tests);
  const used = new Set(tests.flatMap((test) => [...test]));
  const { reached } = searchGraph(graph);
  const reachable = [...graph.from.keys()].filter((edge) => reached[endOf(graph.from, edge)] === 1);
  expect([...used].sort((left, right) => left - right)).toEqual(reachable);
  expect(figures.tests).toBeGreaterThanOrEqual(figures.minTests);
  expect(figures.steps).toBe(figures.minSteps);
  expect(figures.exact).toBe(true);
  expect(figures.goal).toEqual({ kind: "edges", total: graph.edges, covered: reachable.length });
};
