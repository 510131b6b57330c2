import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "./cover.ts";
import { searchGraph } from "./search.ts";
import { int } from "../tla/value.ts";
import { endOf, indexGraph, type StateGraph } from "./stateGraph.ts";

describe("coverGraph", () => {
  it("covers every reachable edge by real paths from initial states", () => {
    fc.assert(fc.property(smallGraph({ states: 12, edges: 30 }), expectCover), { numRuns: 500 });
  });

  it("needs as few steps and as few tests as an exhaustive search", () => {
    fc.assert(
      fc.property(smallGraph({ states: 5, edges: 7 }), (graph) => {
        const { figures } = coverGraph(graph);
        const best = cheapest(graph);
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
    expect(coverGraph(round).figures).toEqual({ tests: 1, steps: 3, minTests: 1, minSteps: 3 });
    const lonely = graphFrom({ initial: [0], edges: [], states: 1 });
    expect(coverGraph(lonely)).toEqual({
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
    expect(coverGraph(loops).figures).toEqual({ tests: 2, steps: 2, minTests: 2, minSteps: 2 });
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
    expect(coverGraph(graph).figures).toEqual({ tests: 3, steps: 3, minTests: 3, minSteps: 3 });
  });

  it("walks a long chain with a loop at each state", () => {
    const states = 20_000;
    const chain = Array.from({ length: states - 1 }, (_, state) => [state, state + 1] as const);
    const loops = Array.from({ length: states }, (_, state) => [state, state] as const);
    const graph = graphFrom({ initial: [0], edges: [...chain, ...loops], states });
    expect(coverGraph(graph).figures).toEqual({
      tests: 1,
      steps: 2 * states - 1,
      minTests: 1,
      minSteps: 2 * states - 1,
    });
  });
});

const expectCover = (graph: StateGraph): void => {
  const { tests, figures } = coverGraph(graph);
  const used = new Set<number>();
  for (const test of tests) {
    expect(test.length).toBeGreaterThan(0);
    expect(graph.initial).toContain(endOf(graph.from, test[0] ?? -1));
    for (const [index, edge] of test.entries()) {
      used.add(edge);
      const before = test[index - 1];
      if (before !== undefined) expect(endOf(graph.to, before)).toBe(endOf(graph.from, edge));
    }
  }
  const { reached } = searchGraph(graph);
  const reachable = [...graph.from.keys()].filter((edge) => reached[endOf(graph.from, edge)] === 1);
  expect([...used].sort((left, right) => left - right)).toEqual(reachable);
  expect(figures.tests).toBeGreaterThanOrEqual(figures.minTests);
  expect(figures.steps).toBe(figures.minSteps);
};

interface Spent {
  readonly tests: number;
  readonly steps: number;
}

/** Dijkstra over (state, covered edges), by price: exponential, and nothing but the definition. */
const cheapest = (graph: StateGraph): ((prices: { step: number; start: number }) => Spent) => {
  const { reached } = searchGraph(graph);
  const edges = [...graph.from.keys()].filter((edge) => reached[endOf(graph.from, edge)] === 1);
  const all = edges.reduce((mask, edge) => mask | (1 << edge), 0);
  return ({ step, start }) => {
    const settled = new Set<string>();
    let open: (Spent & { state: number; covered: number; price: number })[] = [
      { state: -1, covered: 0, tests: 0, steps: 0, price: 0 },
    ];
    for (;;) {
      const best = open.reduce((one, other) => (other.price < one.price ? other : one));
      open = open.filter((one) => one !== best);
      if (best.covered === all) return { tests: best.tests, steps: best.steps };
      const key = `${best.state} ${best.covered}`;
      if (settled.has(key)) continue;
      settled.add(key);
      const { tests, steps, covered, price } = best;
      for (const state of graph.initial)
        open.push({ state, covered, tests: tests + 1, steps, price: price + start });
      for (const edge of edges.filter((one) => endOf(graph.from, one) === best.state))
        open.push({
          state: endOf(graph.to, edge),
          covered: covered | (1 << edge),
          tests,
          steps: steps + 1,
          price: price + step,
        });
    }
  };
};

/** A graph for tests, from pairs of states; one label for all edges and a state's number as its only variable. */
const graphFrom = (shape: {
  readonly states: number;
  readonly initial: readonly number[];
  readonly edges: readonly (readonly [number, number])[];
}): StateGraph => {
  return indexGraph({
    states: shape.states,
    initial: shape.initial,
    labels: [{ action: "Step", args: {}, text: "Step" }],
    from: Int32Array.from(shape.edges, ([from]) => from),
    to: Int32Array.from(shape.edges, ([, to]) => to),
    label: new Int32Array(shape.edges.length),
    beyond: 0,
    cutLabels: () => [],
    stateOf: (state) => new Map([["n", int(state)]]),
  });
};

const smallGraph = (most: { readonly states: number; readonly edges: number }): fc.Arbitrary<StateGraph> =>
  fc.integer({ min: 1, max: most.states }).chain((states) => {
    const state = fc.nat({ max: states - 1 });
    return fc
      .record({
        states: fc.constant(states),
        initial: fc.uniqueArray(state, { minLength: 1, maxLength: 3 }),
        edges: fc.array(fc.tuple(state, state), { maxLength: most.edges }),
      })
      .map(graphFrom);
  });
