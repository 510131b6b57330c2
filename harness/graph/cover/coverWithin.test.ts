import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "./cover.ts";
import { coverBy } from "./coverModes.ts";
import { coverWithin } from "./coverWithin.ts";
import { givingGraph, SERVERS } from "../fixtures/giving.ts";
import { sharedSteps } from "./sharedSteps.ts";
import { endOf, indexGraph, type StateGraph } from "../stateGraph.ts";
import { levelSlice } from "../symmetry/levelSlice.ts";
import { partSymmetry } from "../symmetry/partSymmetry.ts";

const names = [SERVERS];

const takenBy = (tests: readonly Int32Array[]): ReadonlySet<number> =>
  new Set(tests.flatMap((test) => [...test]));

const expectWalks = (graph: StateGraph, tests: readonly Int32Array[]): void => {
  for (const test of tests) {
    expect(graph.initial).toContain(endOf(graph.from, test[0] ?? -1));
    for (let step = 1; step < test.length; step += 1)
      expect(endOf(graph.from, test[step] ?? -1)).toBe(endOf(graph.to, test[step - 1] ?? -1));
  }
};

/** The first states by breadth, with all steps of those before: what a number of states leaves of a graph. */
const cutOff = (graph: StateGraph, explored: number): StateGraph => {
  const order = [...graph.initial];
  for (const state of order)
    for (let edge = 0; edge < graph.edges; edge += 1) {
      const to = endOf(graph.to, edge);
      if (endOf(graph.from, edge) === state && !order.includes(to)) order.push(to);
    }
  const inner = new Set(order.slice(0, explored));
  const edges = [...Array(graph.edges).keys()].filter((edge) => inner.has(endOf(graph.from, edge)));
  const found = new Set([...inner, ...edges.map((edge) => endOf(graph.to, edge))]);
  const states = [...found].sort((left, right) => left - right);
  const number = (state: number): number => states.indexOf(state);
  const { values, labels } = graph;
  if (values === undefined) throw new Error("a graph without values");
  const columns = Array.from(
    values.columns,
    ([name, column]) => [name, Int32Array.from(states, (state) => column[state] ?? -1)] as const,
  );
  return indexGraph({
    ...{ states: states.length, initial: graph.initial.map(number), labels, beyond: 0 },
    from: Int32Array.from(edges, (edge) => number(endOf(graph.from, edge))),
    to: Int32Array.from(edges, (edge) => number(endOf(graph.to, edge))),
    label: Int32Array.from(edges, (edge) => endOf(graph.label, edge)),
    cutLabels: () => [],
    stateOf: (state) => graph.stateOf(states[state] ?? -1),
    isUnexplored: (state) => !inner.has(states[state] ?? -1),
    values: { store: values.store, columns: new Map(columns) },
  });
};

describe("tests within a number of steps", () => {
  it("are those of every edge, to the letter, where they have as many steps at most", () => {
    const graph = givingGraph(2);
    const all = coverGraph(graph);
    for (const maxSteps of [sharedSteps(all.tests), all.figures.steps, all.figures.steps + 1, 10_000_000])
      expect(coverWithin(graph, { maxSteps, names })).toEqual(all);
    const wish = { mode: "edges", walks: 0, seed: 1, names } as const;
    expect(coverBy(graph, { ...wish, maxSteps: 10_000_000 })).toEqual(coverBy(graph, wish));
  });

  it("take one of each class where these are few enough, and count the others", () => {
    const graph = givingGraph(3);
    const maxSteps = 130;
    const { tests, figures } = coverWithin(graph, { maxSteps, names });
    const { edgeClass, edgeClasses } = partSymmetry(graph, names);
    const taken = takenBy(tests);
    expectWalks(graph, tests);
    expect(new Set([...taken].map((edge) => edgeClass[edge])).size).toBe(edgeClasses);
    expect(figures).toMatchObject({
      goal: { kind: "classes", total: edgeClasses, covered: edgeClasses },
      symmetry: { proven: names, broken: [] },
      slice: { edges: graph.edges, taken: taken.size, alike: graph.edges - taken.size, open: 0 },
    });
    expect(figures.slice?.alike).toBeGreaterThan(0);
    // Where one of each would do, the others are taken as long as there is room.
    expect(sharedSteps(tests)).toBe(maxSteps);
  });

  it("take no more steps than that, whatever the number, and tell what is left out from what is alike", () => {
    const graph = givingGraph(3);
    const steps = sharedSteps(coverGraph(graph).tests);
    const { edgeClass } = partSymmetry(graph, names);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: steps - 1 }), fc.boolean(), (maxSteps, alike) => {
        const { tests, figures } = coverWithin(graph, { maxSteps, names: alike ? names : [] });
        const walked = tests.reduce((sum, { length }) => sum + length, 0);
        const taken = takenBy(tests);
        const classes = new Set([...taken].map((edge) => edgeClass[edge]));
        const like = [...Array(graph.edges).keys()].filter(
          (edge) => alike && !taken.has(edge) && classes.has(edgeClass[edge]),
        ).length;
        expectWalks(graph, tests);
        expect(figures).toMatchObject({ tests: tests.length, steps: walked });
        expect(figures.minSteps).toBeLessThanOrEqual(maxSteps);
        if (taken.size === graph.edges) expect(figures).not.toHaveProperty("slice");
        else
          expect(figures.slice).toMatchObject({
            ...{ maxSteps, edges: graph.edges, taken: taken.size, alike: like },
            open: graph.edges - taken.size - like,
          });
        if (taken.size < graph.edges) expect(sharedSteps(tests)).toBe(maxSteps);
      }),
      { numRuns: 60 },
    );
  });

  it("begin with each kind of step", () => {
    const graph = givingGraph(3);
    const { tests } = coverWithin(graph, { maxSteps: 3, names: [] });
    expect(new Set([...takenBy(tests)].map((edge) => graph.label[edge])).size).toBe(3);
  });
});

describe("the symmetry of a part", () => {
  it("is that of its whole levels where the last one is half explored", () => {
    const whole = givingGraph(3);
    let [partly, bySlice] = [0, 0];
    for (let explored = 1; explored < whole.states; explored += 1) {
      const part = cutOff(whole, explored);
      const { graph, edges, depth } = levelSlice(part);
      expect([...edges].map((edge) => endOf(part.label, edge))).toEqual([...graph.label]);
      const found = partSymmetry(part, names);
      expect(found.edgeClass).toHaveLength(part.edges);
      expect(new Set(found.edgeClass).size).toBe(found.edgeClasses);
      if (found.depth === null) continue;
      bySlice += 1;
      expect(found.depth).toBe(depth);
      if (found.edgeClasses < part.edges) partly += 1;
      // What is alike leaves states of equal depth that hold the same numbers, by whomever.
      const shape = (state: number): string => {
        const held = part.stateOf(state).get("held");
        return held?.kind === "function"
          ? held.entries
              .map(([, value]) => (value.kind === "int" ? value.value : -1))
              .sort()
              .join()
          : "";
      };
      const shapes = new Map<number, string>();
      for (let edge = 0; edge < part.edges; edge += 1) {
        const own = `${shape(endOf(part.from, edge))} ${shape(endOf(part.to, edge))}`;
        const known = shapes.get(found.edgeClass[edge] ?? -1) ?? own;
        expect(own).toBe(known);
        shapes.set(found.edgeClass[edge] ?? -1, known);
      }
    }
    expect(bySlice).toBeGreaterThan(10);
    expect(partly).toBeGreaterThan(10);
  });

  it("is broken where the levels tell names apart as well", () => {
    const whole = givingGraph(2, ({ server, before }) => server === 2 && before[2] === 0);
    const part = cutOff(whole, 4);
    expect(partSymmetry(part, names)).toMatchObject({
      proven: [],
      broken: [{ names: SERVERS }],
      depth: null,
    });
    expect(partSymmetry(part, names).edgeClasses).toBe(part.edges);
  });
});
