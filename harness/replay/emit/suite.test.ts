import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { graphLabel } from "../../graph/label.ts";
import { hexDigest, stateDigests } from "../../graph/stateDigest.ts";
import { endOf, indexGraph, type StateGraph } from "../../graph/stateGraph.ts";
import { anyValue } from "../../tla/fixtures/arbitrary.ts";
import { canonicalText, int, model, set, string, type TlaValue } from "../../tla/value.ts";
import { sha256 } from "../../cache/entry.ts";
import { parseSuite } from "./readSuite.ts";
import { suiteLines } from "./suiteLines.ts";
import type { Suite } from "./suite.ts";

/** A graph as lists: states by index, steps, cuts. */
interface Draft {
  readonly values: readonly TlaValue[];
  readonly labels: readonly (readonly [action: string, args: Readonly<Record<string, TlaValue>>])[];
  readonly initial: readonly number[];
  readonly steps: readonly (readonly [from: number, label: number, to: number])[];
  readonly cuts: readonly (readonly [state: number, label: number])[];
}

const LABELS: Draft["labels"] = [
  ["Next", {}],
  ["TakeRequestFrom", { i: model("S1"), j: model("S2") }],
  ["TakeResponseFrom", { i: model("S1"), j: model("S2") }],
  ["Say", { text: string('a "quoted"\n-> \\ line'), n: int(-1) }],
  ["Say", { text: set([model("S1"), string("S1")]), n: int(2) }],
];

/** All of it can be reached: each state but the first has a step from an earlier one; steps may be alike, and loops. */
const draft: fc.Arbitrary<Draft> = fc
  .uniqueArray(anyValue, { minLength: 1, maxLength: 7, selector: canonicalText })
  .chain((values) => {
    const state = fc.nat({ max: values.length - 1 });
    const label = fc.nat({ max: LABELS.length - 1 });
    const inwards = values
      .slice(1)
      .map((_, index) => fc.tuple(fc.nat({ max: index }), label, fc.constant(index + 1)));
    return fc.record({
      values: fc.constant(values),
      labels: fc.constant(LABELS),
      initial: fc.uniqueArray(state, { maxLength: 2 }).map((more) => [...new Set([0, ...more])]),
      steps: fc
        .tuple(fc.tuple(...inwards), fc.array(fc.tuple(state, label, state), { maxLength: 8 }))
        .map(([first, more]) => [...first, ...more]),
      cuts: fc.array(fc.tuple(state, label), { maxLength: 2 }),
    });
  });

/** The graph with its states, labels and steps in the order of some numbers. */
const graphOf = (
  { values, labels, initial, steps, cuts }: Draft,
  order: (index: number) => number,
): StateGraph => {
  const sorted = (count: number): readonly number[] =>
    [...Array(count).keys()].sort((left, right) => order(left) - order(right));
  const [states, names] = [sorted(values.length), sorted(labels.length)];
  const edges = sorted(steps.length).flatMap((index) => (steps[index] === undefined ? [] : [steps[index]]));
  return indexGraph({
    states: values.length,
    initial: initial.map((state) => states.indexOf(state)),
    labels: names.flatMap((index) => (labels[index] === undefined ? [] : [graphLabel(...labels[index])])),
    from: Int32Array.from(edges, ([from]) => states.indexOf(from)),
    to: Int32Array.from(edges, ([, , to]) => states.indexOf(to)),
    label: Int32Array.from(edges, ([, label]) => names.indexOf(label)),
    beyond: cuts.length,
    cutLabels: (state) => [
      ...new Set(cuts.flatMap(([from, label]) => (from === states[state] ? [names.indexOf(label)] : []))),
    ],
    stateOf: (state) =>
      new Map([
        ["value", values[states[state] ?? -1] ?? int(-1)],
        ["n", int((states[state] ?? -1) % 2)],
      ]),
  });
};

const head = {
  name: "small",
  command: "conformance replay",
  sources: [{ file: "../a b.tla", digest: sha256("") }],
  actions: ["Next"],
  modelValues: ["S1"],
};

const textOf = (graph: StateGraph): string => {
  const text = [...suiteLines({ head, graph, cover: coverGraph })].map((line) => `${line}\n`).join("");
  return `${text}end ${sha256(text)}\n`;
};

const read = (text: string): Suite => {
  const suite = parseSuite("small.suite.txt", text);
  if (!suite.ok) throw new Error(JSON.stringify(suite.problems));
  return suite.value;
};

/** What a graph says, whatever its numbers. */
const told = (graph: StateGraph) => {
  const digests = stateDigests(graph);
  const name = (state: number): string => hexDigest(digests, state);
  const label = (number: number): string => graph.labels[number]?.text ?? "";
  const all = [...Array(graph.states).keys()];
  return {
    states: all.map(name).sort(),
    initial: graph.initial.map(name).sort(),
    labels: graph.labels.map(({ action, args, text }) => JSON.stringify([action, args, text])).sort(),
    steps: [...graph.from.keys()]
      .map((edge) =>
        [name(endOf(graph.from, edge)), label(endOf(graph.label, edge)), name(endOf(graph.to, edge))].join(
          " ",
        ),
      )
      .sort(),
    cuts: all.flatMap((state) => graph.cutLabels(state).map((cut) => `${name(state)} ${label(cut)}`)).sort(),
    beyond: graph.beyond,
  };
};

const small = (extra: readonly Draft["steps"][number][] = []): Draft => ({
  values: Array.from({ length: 40 }, (_, index) => int(index)),
  labels: LABELS,
  initial: [0],
  steps: [
    ...Array.from({ length: 39 }, (_, index) => [Math.floor(index / 3), index % 3, index + 1] as const),
    ...extra,
  ],
  cuts: [],
});

describe("a suite's data", () => {
  it("is the same however the graph is numbered, and says what the graph says", () => {
    fc.assert(
      fc.property(draft, fc.integer(), (parts, seed) => {
        const text = textOf(graphOf(parts, (index) => index));
        expect(textOf(graphOf(parts, (index) => Math.imul(index + 1, seed | 1)))).toBe(text);
        const { graph, cover, head: found } = read(text);
        expect(told(graph)).toEqual(told(graphOf(parts, (index) => index)));
        expect(found).toEqual(head);
        expect(new Set(cover.tests.flatMap((test) => [...test])).size).toBe(graph.edges);
        expect(cover.figures).toEqual(coverGraph(graph).figures);
        expect(textOf(graph)).toBe(text);
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it("is refused, with a line, when anything in it is changed, left out or comes twice", () => {
    const change = fc.tuple(fc.nat(), fc.constantFrom("drop", "twice", "swap", "letter", "cut"), fc.string());
    fc.assert(
      fc.property(draft, change, (parts, [place, how, other]) => {
        const text = textOf(graphOf(parts, (index) => index));
        const bad = changed(text, { place, how, other });
        if (bad === text) return;
        const found = parseSuite("small.suite.txt", bad);
        expect(found.ok).toBe(false);
        if (found.ok) return;
        expect(found.problems[0]?.code).toMatch(/^RPL00[2-5]$/);
        expect(found.problems[0]?.line).toBeGreaterThan(0);
      }),
      { numRuns: 250 },
    );
  }, 60_000);

  it("changes little when the model does", () => {
    const before = textOf(graphOf(small(), (index) => index)).split("\n");
    const after = textOf(graphOf(small([[30, 4, 2]]), (index) => index)).split("\n");
    const [old, now] = [new Set(before), new Set(after)];
    expect(before.length).toBeGreaterThan(150);
    expect(after.filter((line) => !old.has(line)).length).toBeLessThan(15);
    expect(before.filter((line) => !now.has(line)).length).toBeLessThan(15);
  });

  it("is for people, too", () => {
    const parts: Draft = {
      values: [int(0), int(1)],
      labels: LABELS.slice(0, 3),
      initial: [0],
      steps: [
        [0, 1, 1],
        [1, 2, 0],
        [1, 0, 1],
      ],
      cuts: [[1, 1]],
    };
    const lines = textOf(graphOf(parts, (index) => index)).split("\n");
    const place = lines.indexOf("variable n");
    expect(lines.slice(place, place + 18)).toEqual([
      ...["variable n", "  5fe 0", "  6b8 1", "", "variable value", "  5fe 0", "  6b8 1"],
      ...["", "label Next Next", "", "label TReqF.S1.S2 TakeRequestFrom", "  i = S1", "  j = S2"],
      ...["", "label TResF.S1.S2 TakeResponseFrom", "  i = S1", "  j = S2", ""],
    ]);
    expect(lines.slice(place + 18, -3).map((line) => line.replace(/\b[0-9a-f]{6}\b/g, "STATE"))).toEqual([
      ...["initial STATE", "", "state STATE 6b8 6b8"],
      ...[
        "  Next STATE",
        "  TResF.S1.S2 STATE",
        "  TReqF.S1.S2 cut",
        "state STATE 5fe 5fe",
        "  TReqF.S1.S2 STATE",
      ],
      ...["", "test STATE", "  TReqF.S1.S2", "  Next", "  TResF.S1.S2"],
    ]);
  });

  it("may come with the line ends of another system", () => {
    const text = textOf(graphOf(small(), (index) => index));
    expect(told(read(text.replaceAll("\n", "\r\n")).graph)).toEqual(told(read(text).graph));
  });
});

const changed = (
  text: string,
  { place, how, other }: { readonly place: number; readonly how: string; readonly other: string },
): string => {
  const lines = text.split("\n").slice(0, -1);
  const at = place % lines.length;
  const join = (parts: readonly (string | undefined)[]): string => `${parts.join("\n")}\n`;
  switch (how) {
    case "drop":
      return join(lines.toSpliced(at, 1));
    case "twice":
      return join(lines.toSpliced(at, 0, lines[at] ?? ""));
    case "swap":
      return join(lines.toSpliced(at, 2, lines[at + 1] ?? "", lines[at] ?? ""));
    case "letter":
      return text.slice(0, place % text.length) + other + text.slice((place % text.length) + 1);
    default:
      return text.slice(0, place % text.length);
  }
};
