import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { givingGraph as system, SERVERS, type Holding } from "../fixtures/giving.ts";
import { endOf, indexGraph, type StateGraph } from "../stateGraph.ts";
import { parseCfg } from "../../tla/cfg.ts";
import { coverGraph } from "../cover/cover.ts";
import { coverBy } from "../cover/coverModes.ts";
import { exchangeable } from "./exchangeable.ts";
import { findSymmetry } from "./symmetry.ts";

/** Classes of edges worked out by hand: label and states with every renaming tried. */
const classesByHand = (graph: StateGraph): number => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const renamed = (text: string, order: readonly number[]): string =>
    text.replaceAll(/S(\d)/g, (_, digit: string) => `S${(order[Number(digit) - 1] ?? 0) + 1}`);
  const holdingOf = (state: number): Holding => {
    const held = graph.stateOf(state).get("held");
    return held?.kind === "function"
      ? held.entries.map(([, value]) => (value.kind === "int" ? value.value : -1))
      : [];
  };
  const permuted = (holding: Holding, order: readonly number[]): string => {
    const own: number[] = [];
    holding.forEach((held, index) => (own[order[index] ?? 0] = held));
    return own.join();
  };
  const classes = Array.from(
    { length: graph.edges },
    (_, edge) =>
      orders
        .map((order) =>
          JSON.stringify([
            permuted(holdingOf(endOf(graph.from, edge)), order),
            renamed(graph.labels[endOf(graph.label, edge)]?.text ?? "", order),
            permuted(holdingOf(endOf(graph.to, edge)), order),
          ]),
        )
        .sort()[0],
  );
  return new Set(classes).size;
};

describe("tests by symmetry", () => {
  it("take one edge of each class", () => {
    const graph = system(3);
    const { tests, figures } = coverBy(graph, { mode: "symmetry", walks: 0, seed: 1, names: [SERVERS] });
    const { edgeClass, edgeClasses } = findSymmetry(graph, [SERVERS]);
    expect(new Set(tests.flatMap((test) => [...test].map((edge) => edgeClass[edge]))).size).toBe(edgeClasses);
    expect(figures).toMatchObject({
      goal: { kind: "classes", total: edgeClasses, covered: edgeClasses },
      symmetry: { proven: [SERVERS], broken: [] },
    });
    expect(figures.steps).toBeLessThan(coverGraph(graph).figures.steps);
  });

  it("take all edges where nothing is alike", () => {
    const graph = without(system(1), 0);
    const { figures } = coverBy(graph, { mode: "symmetry", walks: 0, seed: 1, names: [SERVERS] });
    expect(figures).toMatchObject({ goal: { kind: "edges" }, symmetry: { proven: [], broken: [{}] } });
  });

  it("look for sets of model values in the configuration", () => {
    const text =
      "CONSTANTS Server = {S1, S2, S3}\n Also = {S1, S2, S3}\n Nil = Nil\n N = {1, 2}\n M = {A, 1}\n One = {B}\n S <- [X]Y";
    const cfg = parseCfg("x.cfg", text);
    expect(cfg.ok && exchangeable(cfg.value)).toEqual([SERVERS]);
  });
});

describe("the symmetry of a graph", () => {
  it("is proven, and has the classes that one finds by hand", () => {
    for (const most of [1, 2, 3]) {
      const graph = system(most);
      const symmetry = findSymmetry(graph, [SERVERS]);
      expect(symmetry).toMatchObject({ proven: [SERVERS], broken: [] });
      expect(symmetry.edgeClasses).toBe(classesByHand(graph));
      expect(symmetry.edgeClasses).toBeLessThan(graph.edges);
      expect(symmetry.stateClasses).toBe(((most + 1) * (most + 2) * (most + 3)) / 6);
    }
  });

  it("leaves every edge alone where there is nothing to exchange", () => {
    const graph = system(2);
    for (const sets of [[], [["S1"]], [["Other"]]])
      expect(findSymmetry(graph, sets)).toMatchObject({ proven: [], edgeClasses: graph.edges });
    expect(findSymmetry(graph, [["A", "B"]])).toMatchObject({
      proven: [["A", "B"]],
      edgeClasses: graph.edges,
    });
  });

  it("is broken by any step that is missing on one side", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.nat(), (most, number) => {
        const whole = system(most);
        const graph = without(whole, number % whole.edges);
        expect(findSymmetry(graph, [SERVERS])).toMatchObject({ proven: [], edgeClasses: graph.edges });
      }),
      { numRuns: 60 },
    );
  });

  it("says what breaks it", () => {
    const why = (graph: StateGraph): string | undefined => findSymmetry(graph, [SERVERS]).broken[0]?.why;
    expect(why(system(1, ({ server }) => server === 2))).toMatch(/cannot be reached/);
    expect(why(system(1, ({ server, before }) => server === 2 && before[2] === 1))).toMatch(
      /step would become/,
    );
    const graph = system(1);
    expect(why({ ...graph, initial: [1] })).toMatch(/not initial/);
    expect(why({ ...graph, labels: graph.labels.toSpliced(1, 1) })).toMatch(/label/);
    expect(why({ ...graph, isUnexplored: (state) => state === 1 })).toMatch(/not explored/);
    expect(why({ ...graph, cutLabels: (state) => (state === 1 ? [0] : []) })).toMatch(/cut off/);
  });

  it("needs the values of the states", () => {
    const { values, ...graph } = system(1);
    expect(values).toBeDefined();
    expect(findSymmetry(graph, [SERVERS]).broken[0]?.why).toMatch(/not at hand/);
  });
});

const without = (graph: StateGraph, left: number): StateGraph => {
  const { edges, outStart, outEdges, ...parts } = graph;
  expect([edges, outStart.length, outEdges.length]).toEqual([edges, graph.states + 1, edges]);
  const others = (ends: Int32Array): Int32Array => ends.filter((_, edge) => edge !== left);
  return indexGraph({ ...parts, from: others(graph.from), to: others(graph.to), label: others(graph.label) });
};
