import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { canonicalText } from "../../tla/value.ts";
import { DotSyntaxError, dotLines, type DotEntry } from "./dot.ts";
import type { EdgeMeanings } from "../graphModule.ts";
import { brokenGraph, wrongFigures } from "../graphProblems.ts";
import { graphLabel } from "../label.ts";
import { loadTable, type LoadedTable } from "./loadGraph.ts";
import { edgesFrom, endOf } from "../stateGraph.ts";
import { graphOfTable } from "../tableGraph.ts";

// TLC does not notice that its dump cannot be written: pieces are missing, or stand there twice, and it goes on.

const root = mkdtempSync(path.join(os.tmpdir(), "broken-dump-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LABELS = ["Up", "Down"].map((name) => graphLabel(name, {}));
const MEANINGS: EdgeMeanings = new Map(
  LABELS.map((label, index) => [`Conf_a${index + 1}`, { kind: "step", label }]),
);

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

/** As TLC writes it: breadth first, each edge before the state that it finds. Names are as long as TLC's. */
const entriesOf = (edges: readonly Edge[]): readonly DotEntry[] => {
  const id = (state: number): string => String(BigInt(state + 1) * -1234567890123456n);
  const node = (state: number): DotEntry => ({
    ...{ kind: "node", id: id(state), initial: state === 0 },
    label: `/\\ n = ${state}\n/\\ text = "a ${state} -> b"`,
  });
  const [entries, queue, found] = [[node(0)], [0], new Set([0])];
  for (const state of queue)
    for (const { from, to, label } of edges.filter((edge) => edge.from === state)) {
      entries.push({ kind: "edge", from: id(from), to: id(to), label: `Conf_a${label + 1}` });
      if (found.has(to)) continue;
      found.add(to);
      queue.push(to);
      entries.push(node(to));
    }
  return entries;
};

const textOf = (edges: readonly Edge[]): string => `${[...dotLines(entriesOf(edges))].join("\n")}\n`;

let files = 0;
const load = async (text: string): Promise<LoadedTable> => {
  files += 1;
  const file = path.join(root, `${files}.dot`);
  writeFileSync(file, text);
  return loadTable({ file }, MEANINGS);
};

const edgesOf = fc.array(
  fc.record({ from: fc.nat({ max: 5 }), to: fc.nat({ max: 5 }), label: fc.nat({ max: 1 }) }),
  { minLength: 1, maxLength: 14 },
);

/** By the value of n: the steps of each state that is said to be explored. */
const exploredIn = ({ table }: LoadedTable): ReadonlyMap<string, readonly string[]> => {
  const graph = graphOfTable(table);
  const name = (state: number): string => [...graph.stateOf(state).values()].map(canonicalText).join();
  const states = Array.from({ length: graph.states }, (_, state) => state);
  return new Map(
    states
      .filter((state) => graph.isUnexplored?.(state) !== true)
      .map((state) => [
        name(state),
        [...edgesFrom(graph, state)]
          .map((edge) => `${endOf(graph.label, edge)} ${name(endOf(graph.to, edge))}`)
          .sort(),
      ]),
  );
};

/** Where lines do not fit together nothing is kept. */
const nothing = (error: unknown): null => {
  expect(error).toBeInstanceOf(DotSyntaxError);
  return null;
};

describe("a dump that is broken", () => {
  it("is read up to there: of what is said to be explored all steps are known", async () => {
    const broken = fc.tuple(
      edgesOf,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -60, max: 200 }),
    );
    await fc.assert(
      fc.asyncProperty(broken, async ([edges, share, skipped]) => {
        const text = textOf(edges);
        const border = Math.floor(share * text.length);
        // Some pieces of a file come twice, others not at all, and most often the end is missing.
        const rest = skipped > 150 ? "" : text.slice(Math.max(0, border + skipped));
        const whole = await load(text);
        const read = await load(text.slice(0, border) + rest).catch(nothing);
        if (read === null) return;
        const all = exploredIn(whole);
        const isNoticed =
          read.broken !== null || read.steps !== whole.steps || read.table.states !== whole.table.states;
        // Layout alone may be missing.
        if (!isNoticed) expect(exploredIn(read)).toEqual(all);
        if (read.broken === null) return;
        for (const [state, steps] of exploredIn(read))
          expect([state, steps]).toEqual([state, all.get(state)]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("is kept up to a state or a label that cannot be read, and the line is told", async () => {
    const text = textOf([
      { from: 0, to: 1, label: 0 },
      { from: 0, to: 0, label: 1 },
      { from: 1, to: 2, label: 0 },
      { from: 2, to: 3, label: 1 },
    ]);
    const spoil = async (what: string, by: string): Promise<readonly unknown[]> => {
      const { broken, table } = await load(text.replace(what, by));
      return [broken?.message, table.states, table.unexplored, [...table.values.columns.keys()]];
    };
    const part = [3, Uint8Array.of(0, 0, 1), ["n", "text"]];
    const less = [3, Uint8Array.of(0, 1, 1), ["n", "text"]];
    expect(await spoil("n = 3", "n = {1, ")).toEqual([
      expect.stringMatching(/^line 12: a value cannot/),
      ...part,
    ]);
    expect(await spoil('Conf_a2",color="black",fontcolor="black"];\n-4938', 'Conf_a7"];\n-4938')).toEqual([
      expect.stringMatching(/^line 11: an edge has the unknown label Conf_a7/),
      ...less,
    ]);
    const [message, ...rest] = await spoil("/\\\\ n = 3", "/\\\\ other = 3");
    expect(message).toContain("line 12: a state does not assign the same variables");
    expect(rest).toEqual(part);
  });

  it("is told apart from a whole one by TLC's figures, and inconclusive", async () => {
    const read = await load(textOf([{ from: 0, to: 0, label: 0 }]));
    const figures = { initial: 1, queue: 0, depth: 1, actions: {}, durationMs: 0, distinct: 1 };
    const codes = (generated: number, initialGenerated: number | null, isGoneOnWith = false) =>
      wrongFigures(read, { ...figures, generated, initialGenerated }, { file: "x", isGoneOnWith }).map(
        ({ code, message }) => `${code} ${message}`,
      );
    expect(codes(2, 1)).toEqual([]);
    expect(codes(4, 3)).toEqual([]);
    expect(codes(3, 1)).toEqual(["TLC050 TLC counted 2 steps but wrote 1"]);
    // TLC forgets what it had generated before it was stopped, and old logs do not say.
    expect(codes(3, 1, true)).toEqual([]);
    expect(codes(3, null)).toEqual([]);
    expect(brokenGraph(read.table, new DotSyntaxError("line 7 is none"), "x")).toMatchObject({
      code: "INC050",
      message: expect.stringContaining("line 7 is none; the graph is a part: 1 states") as string,
    });
  });
});
