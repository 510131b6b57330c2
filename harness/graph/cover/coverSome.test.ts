import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverSome } from "./coverSome.ts";
import { searchGraph } from "../search.ts";
import { cheapestTaking, expectPaths, smallGraph } from "../fixtures/smallGraphs.ts";
import { endOf, type StateGraph } from "../stateGraph.ts";

describe("coverSome", () => {
  it("takes every wanted edge in reach by real paths, also when the effort runs out", () => {
    fc.assert(
      fc.property(graphAndWanted({ states: 12, edges: 30 }), fc.nat(200), ({ graph, wanted }, effort) => {
        const { tests, figures } = coverSome(graph, wanted, effort);
        expectPaths(graph, tests);
        const { reached } = searchGraph(graph);
        const used = new Set(tests.flatMap((test) => [...test]));
        const reachable = [...wanted.keys()].filter(
          (edge) => wanted[edge] === 1 && reached[endOf(graph.from, edge)] === 1,
        );
        expect(reachable.filter((edge) => !used.has(edge))).toEqual([]);
        expect(figures.goal.covered).toBe(reachable.length);
        expect(figures.steps).toBeGreaterThanOrEqual(figures.minSteps);
        expect(figures.tests).toBeGreaterThanOrEqual(figures.minTests);
      }),
      { numRuns: 300 },
    );
  });

  it("has bounds that no cover goes below, and comes near", () => {
    const spent = { ours: 0, best: 0 };
    fc.assert(
      fc.property(graphAndWanted({ states: 6, edges: 9 }), ({ graph, wanted }) => {
        const { figures } = coverSome(graph, wanted);
        const cheapest = cheapestTaking(graph, (edge) => (wanted[edge] === 1 ? edge : -1));
        const { steps } = cheapest({ step: 1, start: 0 });
        const { tests } = cheapest({ step: 0, start: 1 });
        expect(figures.minSteps).toBeLessThanOrEqual(steps);
        expect(figures.minTests).toBe(tests);
        expect(figures.steps).toBeGreaterThanOrEqual(steps);
        if (figures.exact) expect(figures.steps).toBe(steps);
        spent.ours += figures.steps;
        spent.best += steps;
      }),
      { numRuns: 300 },
    );
    expect(spent.ours).toBeLessThanOrEqual(1.02 * spent.best);
  });
});

const graphAndWanted = (most: { readonly states: number; readonly edges: number }) =>
  smallGraph(most).chain((graph: StateGraph) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: graph.edges, maxLength: graph.edges })
      .map((wanted) => ({ graph, wanted: Uint8Array.from(wanted) })),
  );
