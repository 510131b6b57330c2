import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { canonicalText, fn, int, model, record, seq, set, string, type TlaValue } from "../../tla/value.ts";
import { DotSyntaxError, type DotEntry } from "./dot.ts";
import { createDumpReader, readDump } from "./dumpReader.ts";
import { graphEntries, graphLines, printedMeanings } from "../graphLines.ts";
import { NO_LIMITS, type GraphLimits } from "./graphDraft.ts";
import type { EdgeMeanings } from "../graphModule.ts";
import { graphLabel } from "../label.ts";
import { graphOf, loadGraph } from "./loadGraph.ts";
import { edgesFrom, indexGraph, type StateGraph } from "../stateGraph.ts";

const FIXTURES = path.join(import.meta.dirname, "..", "fixtures");
const root = mkdtempSync(path.join(os.tmpdir(), "dot-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Every action name of a captured dump is a label of its own. */
const named = (...actions: readonly string[]): EdgeMeanings =>
  new Map(actions.map((action) => [action, { kind: "step", label: graphLabel(action, {}) }]));

describe("captured dumps", () => {
  const plain = path.join(FIXTURES, "plain.dot");
  const plainNames = named("Steps1", "Steps4", "Steps5", "Up", "Also");

  it("are read with several initial states, escapes, negative ids and numbers, loops and parallel edges", async () => {
    const graph = await loadGraph({ file: plain }, plainNames);
    expect(graph).toMatchObject({ states: 12 });
    expect(graph.initial).toHaveLength(2);
    const [first = -1, second = -1] = graph.initial;
    expect(graph.edges).toBe(readFileSync(plain, "utf8").split(" -> ").length - 1);
    expect(graph.stateOf(first)).toEqual(
      new Map<string, TlaValue>([
        ["pool", set([int(1), int(2)])],
        ["text", string('a"b\\c/\\ x = 1')],
        ["n", int(-1)],
      ]),
    );
    const between = [...edgesFrom(graph, first)].filter((edge) => graph.to[edge] === second);
    expect(between.map((edge) => graph.labels[graph.label[edge] ?? -1]?.text)).toEqual([
      "Also",
      "Steps1",
      "Up",
    ]);
    expect([...graph.from.keys()].some((edge) => graph.from[edge] === graph.to[edge])).toBe(true);
  });

  it("are read where a value goes over several lines", async () => {
    const graph = await loadGraph(
      { file: path.join(FIXTURES, "pool-once.dot") },
      named("Next", "Move", "Raise", "Lift", "Say", "Swap", "Idle", "Take"),
    );
    expect(graph).toMatchObject({ states: 38, edges: 128 });
    expect(graph.initial).toHaveLength(2);
    const page = string("a page that is rather long, so that the book does not fit into one line");
    expect(graph.stateOf(graph.initial[0] ?? -1).get("book")).toEqual(
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
    expect((await loadGraph({ file }, plainNames)).states).toBe(12);
  });

  it("are refused when they are cut off anywhere", () => {
    const lines = readFileSync(plain, "utf8").trimEnd().split("\n");
    const read = (text: string): void => {
      const reader = createDumpReader(() => undefined);
      reader.push(Buffer.from(text));
      reader.end();
    };
    for (let end = 0; end < lines.length; end += 1)
      expect(() => read(lines.slice(0, end).join("\n"))).toThrow(DotSyntaxError);
    expect(() => read(lines.join("\n"))).not.toThrow();
    expect(() => read('12 [label="/\\\\ x = 1')).toThrow(/line 1 is none of TLC's/);
    expect(() => read("{\nError: no space left")).toThrow(/line 2 is none of TLC's: Error/);
    expect(() => read('12 -> x [label="A"];')).toThrow(DotSyntaxError);
    expect(() => read('123456789012345678901 [label="x = 1"];')).toThrow(DotSyntaxError);
  });

  it("are read by the file, missing ones rejected", async () => {
    await expect(readDump({ file: path.join(root, "none.dot") }, () => undefined)).rejects.toThrow(/ENOENT/);
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
    expect(graph.cutLabels(0).map((label) => graph.labels[label]?.text)).toEqual(["A", "B"]);
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
        const read = await loadGraph({ file }, printedMeanings(graph));
        expect(byName(read)).toEqual(byName(graph));
      }),
      { numRuns: 100 },
    );
  });
});

describe("the numbers of a graph", () => {
  it("do not depend on the order in which TLC writes", () => {
    const shuffled = randomGraph.chain((graph) => {
      const entries = [...graphEntries(graph)];
      return fc.record({
        graph: fc.constant(graph),
        entries: fc.constant(entries),
        others: fc.shuffledSubarray(entries, { minLength: entries.length }),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ graph, entries, others }) => {
        const meanings = printedMeanings(graph);
        const reversed = new Map([...meanings].reverse());
        expect(byNumber(graphOf(others, reversed))).toEqual(byNumber(graphOf(entries, meanings)));
      }),
    );
  });
});

const DECIDED: EdgeMeanings = new Map([
  ...named("A", "B"),
  ["Beyond", { kind: "beyond" }],
  ["Cut", { kind: "cut", label: graphLabel("B", {}) }],
]);

describe("a dump that stops in the middle", () => {
  const lines = [
    ...["{", '1 [label="x = 1",style = filled]', '1 -> 2 [label="A"];', '2 [label="x = 2"];'],
    ...['1 -> 1 [label="Cut"];', '2 -> 1 [label="B"];', '2 -> 3 [label="A"];', '3 [label="x = 3"];'],
    ...['3 -> 3 [label="Beyond"];', '4 [label="x = 4",style = filled]', '4 -> 2 [label="A"];', "}"],
  ];
  const sourcesIn = (some: readonly string[]): readonly number[] =>
    some.flatMap((line) => (line.includes("->") ? [Number.parseInt(line, 10)] : []));
  const upTo = async (count: number, torn: string): Promise<StateGraph> => {
    const file = path.join(root, `partial-${count}.dot`);
    writeFileSync(file, `${lines.slice(0, count).join("\n")}\n${torn}`);
    return loadGraph({ file, isPartial: () => true }, DECIDED);
  };

  it("keeps the states whose steps are all there, and says of the others that they are not", async () => {
    const graph = await upTo(8, "3 -> 4 [lab");
    expect(graph).toMatchObject({ states: 3, initial: [0], beyond: 0 });
    expect([...graph.label].map((label) => graph.labels[label]?.text)).toEqual(["A"]);
    expect([0, 1, 2].map((state) => graph.isUnexplored?.(state))).toEqual([false, true, true]);
    expect(graph.cutLabels(0).map((label) => graph.labels[label]?.text)).toEqual(["B"]);
  });

  it("is a part of the whole wherever it stops", async () => {
    const file = path.join(root, "whole.dot");
    writeFileSync(file, lines.join("\n"));
    const whole = byName(await loadGraph({ file }, DECIDED));
    for (let count = 0; count < lines.length; count += 1) {
      const part = await upTo(count, "9");
      expect(whole.edges).toEqual(expect.arrayContaining(byName(part).edges));
      for (const state of Array.from({ length: part.states }, (_, number) => number))
        if (part.isUnexplored?.(state) === true) expect(edgesFrom(part, state)).toHaveLength(0);
    }
  });

  it("is stopped by a limit at the same place whatever the pieces, depth by whole depths", async () => {
    const file = path.join(root, "limits.dot");
    writeFileSync(file, lines.join("\n"));
    const part = (limits: Partial<GraphLimits>) =>
      loadGraph({ file, limits: { ...NO_LIMITS, ...limits } }, DECIDED);
    expect(byName(await part({ states: 2 })).states).toEqual(["x = 1", "x = 2"]);
    const shallow = await part({ depth: 1 });
    expect(byName(shallow).states).toEqual(["x = 1", "x = 2"]);
    expect(shallow.edges).toBe(1);
    const deeper = await part({ depth: 2 });
    expect(byName(deeper).states).toEqual(["x = 1", "x = 2", "x = 3"]);
    expect(deeper.edges).toBe(3);
    expect((await part({ states: 4, depth: 3 })).isUnexplored).toBeUndefined();
  });

  it("is gone on with by a later one that repeats some steps, and not by one that begins behind", async () => {
    const file = path.join(root, "parts-whole.dot");
    writeFileSync(file, lines.join("\n"));
    const whole = byNumber(await loadGraph({ file }, DECIDED));
    const sources = [1, 2, 5, 8, 10];
    for (let end = 1; end < lines.length; end += 1)
      for (const start of sources.filter((one) => one <= end)) {
        const [first, second] = [path.join(root, "part-1.dot"), path.join(root, "part-2.dot")];
        writeFileSync(first, `${lines.slice(0, end).join("\n")}\n7 -> 8 [la`);
        writeFileSync(second, ["{", ...lines.slice(start)].join("\n"));
        const graph = loadGraph({ file: second, earlier: [first] }, DECIDED);
        const [last, next] = [lines.slice(0, end), lines.slice(start)].map(sourcesIn);
        if ((next?.[0] ?? 0) > (last?.at(-1) ?? 1)) await expect(graph).rejects.toThrow(/may be lost/);
        else expect(byNumber(await graph)).toEqual(whole);
      }
  });

  it("may be growing, and need not be there yet", async () => {
    const file = path.join(root, "growing.dot");
    const written = (async () => {
      await setTimeout(60);
      for (const line of lines) {
        await appendFile(file, `${line}\n`);
        await setTimeout(5);
      }
    })();
    expect(await loadGraph({ file, written }, DECIDED)).toMatchObject({ states: 3, beyond: 1, edges: 3 });
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
    states: fc.uniqueArray(fc.tuple(value, value), {
      ...{ minLength: 1, maxLength: 5 },
      selector: (pair) => pair.map(canonicalText).join(" "),
    }),
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

const stateText = (graph: StateGraph, state: number): string =>
  [...graph.stateOf(state)]
    .map(([name, one]) => `${name} = ${canonicalText(one)}`)
    .sort()
    .join(", ");

/** All that a graph says, whatever its numbers. */
const byName = (graph: StateGraph) => ({
  states: Array.from({ length: graph.states }, (_, state) => stateText(graph, state)).sort(),
  edges: Array.from({ length: graph.edges }, (_, edge) =>
    JSON.stringify([
      stateText(graph, graph.from[edge] ?? -1),
      graph.labels[graph.label[edge] ?? -1]?.text,
      stateText(graph, graph.to[edge] ?? -1),
    ]),
  ).sort(),
  labels: graph.labels.toSorted((left, right) => (left.text < right.text ? -1 : 1)),
  initial: graph.initial.map((state) => stateText(graph, state)).sort(),
});

/** All that a graph says, its numbers too. */
const byNumber = (graph: StateGraph) => ({
  ...{ labels: graph.labels, initial: graph.initial },
  states: Array.from({ length: graph.states }, (_, state) => [
    stateText(graph, state),
    graph.cutLabels(state),
  ]),
  edges: [graph.from, graph.to, graph.label].map((ends) => [...ends]),
});
