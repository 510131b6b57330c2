import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { canonicalText, fn, int, model, record, seq, set, string, type TlaValue } from "../tla/value.ts";
import { createDotReader, DotSyntaxError, readDot, type DotEntry } from "./dot.ts";
import { graphLines, printedMeanings } from "./graphLines.ts";
import type { EdgeMeanings } from "./graphModule.ts";
import { graphLabel } from "./label.ts";
import { graphOf, loadGraph } from "./loadGraph.ts";
import { indexGraph, type StateGraph } from "./stateGraph.ts";

const FIXTURES = path.join(import.meta.dirname, "fixtures");
const root = mkdtempSync(path.join(os.tmpdir(), "dot-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Every action name of a captured dump is a label of its own. */
const named = (...actions: readonly string[]): EdgeMeanings =>
  new Map(actions.map((action) => [action, { kind: "step", label: graphLabel(action, {}) }]));

describe("captured dumps", () => {
  const plain = path.join(FIXTURES, "plain.dot");
  const plainNames = named("Steps1", "Steps4", "Steps5", "Up", "Also");

  it("are read with several initial states, escapes, negative ids and numbers, loops and parallel edges", async () => {
    const graph = await loadGraph(plain, plainNames);
    expect(graph).toMatchObject({ states: 12, initial: [0, 1] });
    expect(graph.edges).toBe(readFileSync(plain, "utf8").split(" -> ").length - 1);
    expect(graph.stateOf(0)).toEqual(
      new Map<string, TlaValue>([
        ["pool", set([int(1), int(2)])],
        ["text", string('a"b\\c/\\ x = 1')],
        ["n", int(-1)],
      ]),
    );
    const toOne = [...graph.from.keys()].filter((edge) => graph.from[edge] === 0 && graph.to[edge] === 1);
    expect(toOne.map((edge) => graph.labels[graph.label[edge] ?? -1]?.text)).toEqual([
      "Steps1",
      "Up",
      "Also",
    ]);
    expect([...graph.from.keys()].some((edge) => graph.from[edge] === graph.to[edge])).toBe(true);
  });

  it("are read where a value goes over several lines", async () => {
    const graph = await loadGraph(
      path.join(FIXTURES, "pool-once.dot"),
      named("Next", "Move", "Raise", "Lift", "Say", "Swap", "Idle", "Take"),
    );
    expect(graph).toMatchObject({ states: 38, edges: 128, initial: [0, 1] });
    const page = string("a page that is rather long, so that the book does not fit into one line");
    expect(graph.stateOf(0).get("book")).toEqual(
      fn([
        [
          model("Ann"),
          record([
            ["owner", model("Nobody")],
            ["page", page],
          ]),
        ],
      ]),
    );
  });

  it("come in any pieces", async () => {
    const text = readFileSync(plain, "utf8").replaceAll("\n", "\r\n");
    const file = path.join(root, "windows.dot");
    writeFileSync(file, text);
    expect((await loadGraph(file, plainNames)).states).toBe(12);
  });

  it("are refused when they are cut off anywhere", () => {
    const lines = readFileSync(plain, "utf8").split("\n");
    for (let end = 0; end < lines.length; end += 1) {
      const reader = createDotReader(() => undefined);
      lines.slice(0, end).forEach(reader.line);
      expect(reader.end).toThrow(DotSyntaxError);
    }
    const whole = createDotReader(() => undefined);
    lines.forEach(whole.line);
    expect(whole.end).not.toThrow();
    const torn = createDotReader(() => undefined);
    expect(() => torn.line('12 [label="/\\\\ x = 1')).toThrow(DotSyntaxError);
    expect(() => torn.line("Error: no space left")).toThrow(DotSyntaxError);
    expect(() => torn.line('12 -> x [label="A"];')).toThrow(DotSyntaxError);
  });

  it("are read by the file, missing ones rejected", async () => {
    await expect(readDot(path.join(root, "none.dot"), () => undefined)).rejects.toThrow(/ENOENT/);
  });
});

describe("graphOf", () => {
  const node = (id: string, label: string, initial = false): DotEntry => ({
    kind: "node",
    id,
    label,
    initial,
  });
  const edge = (from: string, to: string, label: string): DotEntry => ({ kind: "edge", from, to, label });
  const meanings: EdgeMeanings = new Map([
    ...named("A", "B"),
    ["Beyond", { kind: "beyond" }],
    ["Cut", { kind: "cut", label: graphLabel("B", {}) }],
  ]);

  it("takes out what is beyond the constraint and remembers how it is reached", () => {
    const graph = graphOf(
      [
        ...[node("7", "x = 1", true), edge("7", "8", "A"), node("8", "x = 2"), edge("8", "8", "Beyond")],
        ...[node("9", "x = 3", true), edge("9", "9", "Beyond"), edge("7", "7", "Cut"), edge("7", "7", "A")],
      ],
      meanings,
    );
    expect(graph).toMatchObject({ states: 1, edges: 1, beyond: 2, initial: [0] });
    expect(graph.cutLabels(0).map((label) => graph.labels[label]?.text)).toEqual(["B", "A"]);
    expect(graph.labels.map(({ text }) => text)).toEqual(["A", "B"]);
  });

  it("takes an edge before its states, and labels with arguments behind the operator's name", () => {
    const graph = graphOf([edge("1", "2", "A()"), node("2", "x = 2"), node("1", "x = 1", true)], meanings);
    expect(graph).toMatchObject({ states: 2, edges: 1, initial: [0] });
    expect(graph.stateOf(1)).toEqual(new Map([["x", int(2)]]));
  });

  it.each([
    ["an edge to no state", [node("1", "x = 1", true), edge("1", "2", "A")], /no state/],
    ["a state that comes twice", [node("1", "x = 1"), node("1", "x = 1")], /comes twice/],
    ["an unknown label", [node("1", "x = 1"), edge("1", "1", "C")], /unknown label C/],
    ["states of other variables", [node("1", "x = 1"), node("2", "y = 1")], /same variables/],
    ["a state that says nothing", [node("1", "")], /same variables/],
    [
      "a successor beyond the constraint",
      [node("1", "x = 1"), edge("1", "1", "Beyond"), edge("1", "1", "A")],
      /has a successor/,
    ],
  ] as const)("refuses %s", (_, entries, message) => {
    expect(() => graphOf(entries, meanings)).toThrow(message);
    expect(() => graphOf(entries, meanings)).toThrow(DotSyntaxError);
  });
});

describe("graphLines", () => {
  it("write what loadGraph reads, whatever the strings", async () => {
    const file = path.join(root, "random.dot");
    await fc.assert(
      fc.asyncProperty(randomGraph, async (graph) => {
        writeFileSync(file, [...graphLines(graph)].join(""));
        expect(shown(await loadGraph(file, printedMeanings(graph)))).toEqual(shown(graph));
      }),
      { numRuns: 100 },
    );
  });
});

const uglyString = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    '"',
    "\\",
    "\\n",
    "\n",
    '\\"',
    '"]',
    "/\\ x = 1",
    "\n/\\ x = 1",
    "-> ",
    "====",
    "é\u{1F600}",
  ),
);

const { value } = fc.letrec<{ value: TlaValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.integer({ min: -1000, max: 1000 }).map(int),
    fc.constantFrom("S1", "S2").map(model),
    uglyString.map(string),
    fc.array(tie("value"), { maxLength: 3 }).map(seq),
    fc.array(tie("value"), { maxLength: 3 }).map(set),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map(fn),
  ),
}));

const randomGraph: fc.Arbitrary<StateGraph> = fc
  .record({
    states: fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }),
    args: fc.array(value, { minLength: 1, maxLength: 3 }),
    edges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 10 }),
    initial: fc.nat(),
  })
  .map(({ states, args, edges, initial }) => {
    const texts = new Map(args.map((arg) => graphLabel("Act", { arg })).map((label) => [label.text, label]));
    const labels = [...texts.values()];
    return indexGraph({
      states: states.length,
      initial: [initial % states.length],
      labels,
      from: Int32Array.from(edges, ([from]) => from % states.length),
      to: Int32Array.from(edges, ([, to]) => to % states.length),
      label: Int32Array.from(edges, ([, , label]) => label % labels.length),
      beyond: 0,
      cutLabels: () => [],
      stateOf: (state) =>
        new Map(["x", "long_name"].map((name, index) => [name, states[state]?.[index] ?? int(0)])),
    });
  });

/** All that a graph says, in a form that can be compared. */
const shown = (graph: StateGraph) => ({
  states: Array.from({ length: graph.states }, (_, state) =>
    [...graph.stateOf(state)].map(([name, one]) => `${name} = ${canonicalText(one)}`),
  ),
  edges: Array.from({ length: graph.edges }, (_, edge) => [
    graph.from[edge],
    graph.to[edge],
    graph.labels[graph.label[edge] ?? -1]?.text,
  ]),
  labels: graph.labels,
  initial: graph.initial,
});
