import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { int } from "../../tla/value.ts";
import { graphLabel } from "../label.ts";
import { endOf, indexGraph, type StateGraph } from "../stateGraph.ts";
import { checkStates } from "./checks.ts";
import { componentsOf } from "./components.ts";

interface Drawn {
  readonly states: number;
  readonly initial: readonly number[];
  /** Source, target, label. */
  readonly edges: readonly (readonly [number, number, number?])[];
  readonly labels?: readonly string[];
  readonly cuts?: Readonly<Record<number, readonly number[]>>;
  readonly unexplored?: readonly number[];
}

const draw = ({ states, initial, edges, labels = ["Go"], cuts = {}, unexplored }: Drawn): StateGraph =>
  indexGraph({
    ...{ states, initial, beyond: 0 },
    labels: labels.map((name) => graphLabel(name, name === "Go" ? {} : { n: int(1) })),
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
    label: Int32Array.from(edges, ([, , label = 0]) => label),
    cutLabels: (state) => cuts[state] ?? [],
    stateOf: (state) => new Map([["x", int(state)]]),
    ...(unexplored === undefined ? {} : { isUnexplored: (state: number) => unexplored.includes(state) }),
  });

const drawings: fc.Arbitrary<Drawn> = fc.integer({ min: 1, max: 9 }).chain((states) => {
  const state = fc.nat({ max: states - 1 });
  return fc.record({
    states: fc.constant(states),
    initial: fc.uniqueArray(state, { minLength: 1, maxLength: 2 }),
    edges: fc.array(fc.tuple(state, state), { maxLength: 20 }),
    cuts: fc.dictionary(fc.nat({ max: 8 }).map(String), fc.constant([0]), { maxKeys: 3 }),
    unexplored: fc.uniqueArray(state, { maxLength: 2 }),
  });
});

/** By state the states that it leads to in any number of steps, none too: the naive way. */
const reachability = ({ states, edges, from, to }: StateGraph): readonly (readonly boolean[])[] => {
  const reaches = Array.from({ length: states }, (_, row) =>
    Array.from({ length: states }, (_unused, column) => row === column),
  );
  const leads = (row: number, column: number): boolean => reaches[row]?.[column] === true;
  for (let edge = 0; edge < edges; edge += 1) (reaches[endOf(from, edge)] ?? [])[endOf(to, edge)] = true;
  for (let middle = 0; middle < states; middle += 1)
    for (let row = 0; row < states; row += 1)
      for (let column = 0; column < states; column += 1)
        if (leads(row, middle) && leads(middle, column)) (reaches[row] ?? [])[column] = true;
  return reaches;
};

const all = (graph: StateGraph): readonly number[] =>
  Array.from({ length: graph.states }, (_, state) => state);

const targets = (graph: StateGraph, state: number): readonly number[] =>
  [...graph.to].filter((_, edge) => graph.from[edge] === state);

describe("componentsOf", () => {
  it("puts states together that lead to one another, and no others", () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const graph = draw(drawn);
        const reaches = reachability(graph);
        const { of, count, sizes } = componentsOf(graph);
        for (const one of all(graph))
          for (const other of all(graph))
            expect(of[one] === of[other]).toBe(
              reaches[one]?.[other] === true && reaches[other]?.[one] === true,
            );
        expect([...sizes].reduce((sum, size) => sum + size, 0)).toBe(graph.states);
        expect(new Set(of).size).toBe(count);
      }),
      { numRuns: 500 },
    );
  });

  it("numbers them so that edges lead to smaller numbers, and knows which no edge leaves", () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const graph = draw(drawn);
        const { of, closed } = componentsOf(graph);
        const left = new Set<number>();
        for (const [edge, from] of graph.from.entries()) {
          const [source = -1, target = -1] = [of[from], of[endOf(graph.to, edge)]];
          expect(target).toBeLessThanOrEqual(source);
          if (target < source) left.add(source);
        }
        for (const [component, isClosed] of closed.entries())
          expect(isClosed === 0).toBe(left.has(component));
      }),
      { numRuns: 300 },
    );
  });

  it("walks a ring and a chain of many states without recursion", () => {
    const states = 200_000;
    const from = Int32Array.from({ length: states }, (_, state) => state);
    const ring = indexGraph({
      ...draw({ states: 1, initial: [0], edges: [] }),
      ...{ states, from, to: from.map((state) => (state + 1) % states), label: new Int32Array(states) },
    });
    expect(componentsOf(ring)).toMatchObject({ count: 1, sizes: Int32Array.of(states) });
    const chain = indexGraph({ ...ring, to: from.map((state) => Math.min(state + 1, states - 1)) });
    const { count, closed } = componentsOf(chain);
    expect({ count, closed: closed.reduce((sum, one) => sum + one, 0) }).toEqual({
      count: states,
      closed: 1,
    });
  });
});

describe("checkStates", () => {
  it("finds dead ends, closed components and the way back as a naive search does", () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const graph = draw({ ...drawn, unexplored: [] });
        const reaches = reachability(graph);
        const reachable = all(graph).filter((state) =>
          graph.initial.some((start) => reaches[start]?.[state] === true),
        );
        const { deadEnds, components } = checkStates(graph, ["Go"]);
        const ends = reachable.filter((state) => targets(graph, state).every((target) => target === state));
        const cut = ends.filter((state) => graph.cutLabels(state).length > 0);
        const loops = ends.filter((state) => !cut.includes(state) && targets(graph, state).length > 0);
        expect({
          stuck: deadEnds.stuck.states,
          loopsOnly: deadEnds.loopsOnly.states,
          leaving: deadEnds.leaving.states,
        }).toEqual({
          stuck: ends.length - cut.length - loops.length,
          loopsOnly: loops.length,
          leaving: cut.length,
        });
        const back = all(graph).filter((state) =>
          graph.initial.some((start) => reaches[state]?.[start] === true),
        );
        expect(components.returning).toMatchObject({
          states: back.length,
          all: back.length === graph.states,
        });
        const closed = all(graph).filter((state) =>
          all(graph).every((other) => reaches[state]?.[other] !== true || reaches[other]?.[state] === true),
        );
        expect(components.closed.states).toBe(closed.length);
      }),
      { numRuns: 300 },
    );
  });

  it("tells the nearest state of a kind by a shortest path", () => {
    const graph = draw({
      states: 6,
      initial: [0],
      labels: ["Go", "Other"],
      edges: [
        [0, 1],
        [1, 2],
        [2, 3],
        [0, 4, 1],
        [4, 4],
        [4, 5],
        [5, 5, 1],
      ],
    });
    const { deadEnds } = checkStates(graph, ["Go", "Other"]);
    expect(deadEnds.stuck).toEqual({
      states: 1,
      nearest: { state: 3, path: ["Go", "Go", "Go"], values: { x: "3" } },
    });
    expect(deadEnds.loopsOnly).toEqual({
      states: 1,
      nearest: { state: 5, path: ["Other(n = 1)", "Go"], values: { x: "5" } },
    });
    expect(deadEnds.leaving).toEqual({ states: 0, nearest: null });
  });

  it("tells what is never taken from what only leaves the constraint", () => {
    const graph = draw({
      ...{ states: 2, initial: [0], edges: [[0, 1]] },
      ...{ labels: ["Go", "Leave", "Never"], cuts: { 1: [1] } },
    });
    const checks = checkStates(graph, ["Go", "Leave", "Never", "Absent"]);
    expect(checks.deadActions).toEqual([
      { name: "Leave", enabled: "outside" },
      { name: "Never", enabled: "never" },
      { name: "Absent", enabled: "never" },
    ]);
    expect(checks.deadLabels).toEqual([]);
    expect(checks.deadEnds.leaving.states).toBe(1);
    expect(checks.components.closed).toMatchObject({ components: 1, leaving: 1 });
  });

  it("is inconclusive about a part of a graph, and calls no state stuck whose steps are not known", () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const unexplored = drawn.unexplored ?? [];
        const whole = draw({ ...drawn, unexplored: [] });
        const part = draw({ ...drawn, edges: drawn.edges.filter(([from]) => !unexplored.includes(from)) });
        const checks = checkStates(part, ["Go"]);
        expect(checks).toMatchObject({
          conclusive: unexplored.length === 0,
          unexplored: unexplored.length,
        });
        const known = checkStates(whole, ["Go"]);
        expect(checks.deadEnds.stuck.states).toBeLessThanOrEqual(known.deadEnds.stuck.states);
        expect(checks.components.closed.states).toBeLessThanOrEqual(known.components.closed.states);
      }),
      { numRuns: 200 },
    );
  });

  it("takes one state without edges as it is", () => {
    const checks = checkStates(draw({ states: 1, initial: [0], edges: [] }), ["Go"]);
    expect(checks.deadEnds.stuck).toEqual({ states: 1, nearest: { state: 0, path: [], values: { x: "0" } } });
    expect(checks.components).toMatchObject({ count: 1, largest: 1, returning: { states: 1, all: true } });
    expect(checks.deadActions).toEqual([{ name: "Go", enabled: "never" }]);
  });
});
