import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cover, CoverMode } from "./cover.ts";
import { coverClasses } from "./coverClasses.ts";
import { coverBy, COVER_MODES } from "./coverModes.ts";
import { coverPairs } from "./coverPairs.ts";
import { coverShort } from "./coverShort.ts";
import { coverStates } from "./coverStates.ts";
import { cheapestTaking, expectPaths, graphFrom, smallGraph } from "../fixtures/smallGraphs.ts";
import { pairGraph } from "./pairGraph.ts";
import { randomWalks } from "../randomWalks.ts";
import { searchGraph } from "../search.ts";
import { endOf, type StateGraph } from "../stateGraph.ts";

const modes = Object.keys(COVER_MODES) as CoverMode[];

describe("coverBy", () => {
  it("makes real paths, the same ones each time, and bounds they do not go below", () => {
    fc.assert(
      fc.property(smallGraph({ states: 10, edges: 24 }), fc.constantFrom(...modes), (graph, mode) => {
        const wish = { mode, walks: 5, seed: 3 };
        const cover = coverBy(graph, wish);
        expectPaths(graph, cover.tests);
        expect(coverBy(graph, wish)).toEqual(cover);
        expectFigures(cover);
      }),
      { numRuns: 200 },
    );
  });

  it("covers nothing of a lonely state, and says that this is all", () => {
    const graph = graphFrom({ states: 1, initial: [0], edges: [] });
    for (const mode of modes) {
      const { tests, figures } = coverBy(graph, { mode, walks: 2, seed: 1 });
      expect(tests).toEqual([]);
      expect(figures).toMatchObject({ tests: 0, steps: 0, minTests: 0, minSteps: 0, exact: true });
      expect(figures.goal.covered).toBe(figures.goal.total);
    }
  });
});

describe("coverStates", () => {
  it("comes to every state in reach, near to the fewest steps", () => {
    const spent = { ours: 0, best: 0 };
    fc.assert(
      fc.property(smallGraph({ states: 6, edges: 11 }), (graph) => {
        const cover = coverStates(graph);
        const itemOf = (edge: number): number => {
          const target = endOf(graph.to, edge);
          return graph.initial.includes(target) ? -1 : target;
        };
        expectTaken(graph, cover, itemOf);
        compare(graph, itemOf, { cover, spent });
      }),
      { numRuns: 200 },
    );
    expect(spent.ours).toBeLessThanOrEqual(1.05 * spent.best);
  });
});

describe("coverClasses", () => {
  it("takes every class, near to the fewest steps", () => {
    const spent = { ours: 0, best: 0 };
    fc.assert(
      fc.property(
        smallGraph({ states: 7, edges: 12 }),
        fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 12, maxLength: 12 }),
        (graph, classes) => {
          const itemOf = (edge: number): number => classes[edge] ?? -1;
          const cover = coverClasses(
            graph,
            Int32Array.from({ length: graph.edges }, (_, edge) => itemOf(edge)),
          );
          expectTaken(graph, cover, itemOf);
          expect(cover.figures.goal.total).toBe(
            new Set(classes.slice(0, graph.edges).filter((one) => one >= 0)).size,
          );
          const { steps, tests } = best(graph, itemOf);
          expect(cover.figures.minSteps).toBeLessThanOrEqual(steps);
          expect(cover.figures.minTests).toBeLessThanOrEqual(tests);
          if (cover.figures.exact) expect(cover.figures.steps).toBe(steps);
          spent.ours += cover.figures.steps;
          spent.best += steps;
        },
      ),
      { numRuns: 200 },
    );
    expect(spent.ours).toBeLessThanOrEqual(1.1 * spent.best);
  });

  it("does so too when there is no effort left for looking around", () => {
    fc.assert(
      fc.property(smallGraph({ states: 12, edges: 30 }), fc.nat(60), (graph, effort) => {
        const classOf = Int32Array.from({ length: graph.edges }, (_, edge) => edge % 7);
        expectTaken(graph, coverClasses(graph, classOf, effort), (edge) => edge % 7);
      }),
    );
  });

  it("knows how many classes one test can take where no walk comes back", () => {
    const edges = [1, 2, 3, 4].map((target) => [0, target] as const);
    const star = graphFrom({ states: 5, initial: [0], edges });
    expect(coverClasses(star, Int32Array.of(7, 7, 9, 9)).figures).toMatchObject({
      ...{ tests: 2, steps: 2, minTests: 2, minSteps: 2, exact: true },
      goal: { kind: "classes", total: 2, covered: 2 },
    });
  });

  it("takes every label for actions", () => {
    const graph = graphFrom({
      states: 3,
      initial: [0],
      edges: [
        [0, 1],
        [1, 0],
        [1, 2],
      ],
      label: [0, 0, 1],
    });
    const { tests, figures } = coverBy(graph, { mode: "actions", walks: 1, seed: 1 });
    expect(tests.map((test) => [...test])).toEqual([[0, 2]]);
    expect(figures).toMatchObject({ exact: true, goal: { kind: "actions", total: 2, covered: 2 } });
  });
});

describe("coverPairs", () => {
  it("has every edge followed by every edge that can follow it, in the fewest steps and no fewer tests than needed", () => {
    fc.assert(
      fc.property(smallGraph({ states: 4, edges: 6 }), (graph) => {
        const { tests, figures } = coverPairs(graph);
        expectPaths(graph, tests);
        const reach = searchGraph(graph);
        const taken = new Set(
          tests.flatMap((test) => [...test].map((edge, index) => `${edge} ${test[index + 1] ?? ""}`)),
        );
        const edges = [...graph.from.keys()].filter((edge) => reach.reached[endOf(graph.from, edge)] === 1);
        const pairs = edges.flatMap((edge) =>
          edges
            .filter((next) => endOf(graph.from, next) === endOf(graph.to, edge))
            .map((next) => `${edge} ${next}`),
        );
        expect(pairs.filter((pair) => !taken.has(pair))).toEqual([]);
        expect(figures.goal.covered).toBe(pairs.length);
        expect(new Set(tests.flatMap((test) => [...test])).size).toBe(edges.length);
        if (pairs.length > 9) return;
        const line = pairGraph(graph, reach, 1000);
        const lines = graphFrom({
          states: Math.max(1, graph.edges),
          initial: line.graph.initial,
          edges: Array.from(line.graph.from, (from, pair) => [from, endOf(line.graph.to, pair)] as const),
        });
        const found = cheapestTaking(lines, (pair) => pair);
        const least = found({ step: 1, start: 1 });
        expect(figures.minSteps).toBe(least.steps + least.tests + line.alone.length);
        expect(figures.steps).toBe(figures.minSteps);
        expect(figures.minTests).toBe(found({ step: 0, start: 1 }).tests + line.alone.length);
        expect(figures.exact).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("counts a round trip's first edge twice", () => {
    const ring = graphFrom({
      states: 3,
      initial: [0],
      edges: [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
    });
    expect(coverPairs(ring).figures).toMatchObject({
      tests: 1,
      steps: 4,
      minTests: 1,
      minSteps: 4,
      exact: true,
    });
  });

  it("leaves out what lies too deep, and counts it", () => {
    const chain = graphFrom({
      states: 5,
      initial: [0],
      edges: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    });
    const { tests, figures } = coverPairs(chain, 1000, 2);
    expect(tests.map((test) => [...test])).toEqual([[0, 1, 2]]);
    expect(figures.goal).toEqual({ kind: "pairs", total: 3, covered: 2 });
  });
});

describe("coverShort", () => {
  it("takes every edge, by shortest ways and shortest first", () => {
    fc.assert(
      fc.property(smallGraph({ states: 10, edges: 24 }), (graph) => {
        const cover = coverShort(graph);
        const { depth } = searchGraph(graph);
        expectTaken(graph, cover, (edge) => edge);
        for (const [index, test] of cover.tests.entries()) {
          expect(test.length).toBe((depth[endOf(graph.from, test.at(-1) ?? -1)] ?? 0) + 1);
          expect(test.length).toBeGreaterThanOrEqual(cover.tests[index - 1]?.length ?? 0);
        }
        expect(cover.inOrder).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("ends where all tests together get too long, and says what is left out", () => {
    const chain = graphFrom({
      states: 4,
      initial: [0],
      edges: [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 2],
        [2, 3],
      ],
    });
    const { tests, figures } = coverShort(chain, 3);
    expect(tests.map((test) => [...test])).toEqual([[0], [1, 2]]);
    expect(figures).toMatchObject({ steps: 3, minSteps: 3, goal: { kind: "edges", total: 5, covered: 3 } });
  });
});

describe("randomWalks", () => {
  it("depends on the seed alone", () => {
    const graph = graphFrom({
      states: 2,
      initial: [0],
      edges: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
    });
    const walks = (seed: number): string =>
      randomWalks(graph, { walks: 3, seed })
        .tests.map((test) => test.join(""))
        .join(" ");
    expect(walks(1)).toBe("00133212000001333320 00133320013321321201 13321320132133213321");
    expect(walks(1)).not.toBe(walks(2));
  });
});

const expectFigures = ({ tests, figures }: Cover): void => {
  expect(figures.tests).toBe(tests.length);
  expect(figures.steps).toBe(tests.reduce((sum, { length }) => sum + length, 0));
  expect(figures.minTests).toBeLessThanOrEqual(figures.tests);
  expect(figures.minSteps).toBeLessThanOrEqual(figures.steps);
  expect(figures.goal.covered).toBeLessThanOrEqual(figures.goal.total);
  if (figures.exact) expect(figures.steps).toBe(figures.minSteps);
};

/** All items in reach are taken, as many as the goal says. */
const expectTaken = (graph: StateGraph, cover: Cover, itemOf: (edge: number) => number): void => {
  expectPaths(graph, cover.tests);
  expectFigures(cover);
  const { reached } = searchGraph(graph);
  const itemsOf = (edges: Iterable<number>): ReadonlySet<number> =>
    new Set([...edges].map(itemOf).filter((item) => item >= 0));
  const wanted = itemsOf([...graph.from.keys()].filter((edge) => reached[endOf(graph.from, edge)] === 1));
  const taken = itemsOf(cover.tests.flatMap((test) => [...test]));
  expect(taken).toEqual(wanted);
  if (cover.figures.goal.kind !== "states") expect(cover.figures.goal.covered).toBe(wanted.size);
};

const best = (graph: StateGraph, itemOf: (edge: number) => number) => {
  const cheapest = cheapestTaking(graph, itemOf);
  return { steps: cheapest({ step: 1, start: 0 }).steps, tests: cheapest({ step: 0, start: 1 }).tests };
};

/** Bounds that no cover goes below; the one on tests is always reached. */
const compare = (
  graph: StateGraph,
  itemOf: (edge: number) => number,
  { cover, spent }: { readonly cover: Cover; readonly spent: { ours: number; best: number } },
): void => {
  const { steps, tests } = best(graph, itemOf);
  expect(cover.figures.minSteps).toBeLessThanOrEqual(steps);
  expect(cover.figures.minTests).toBe(tests);
  if (cover.figures.exact) expect(cover.figures.steps).toBe(steps);
  spent.ours += cover.figures.steps;
  spent.best += steps;
};
