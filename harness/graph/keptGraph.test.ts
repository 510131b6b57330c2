import { execaSync } from "execa";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { canonicalText } from "../tla/value.ts";
import { openGraphStore } from "../cache/graphs.ts";
import { NO_LIMITS } from "./dump/graphDraft.ts";
import type { EdgeMeanings } from "./graphModule.ts";
import { readKeptGraph, writeKeptGraph } from "./keptGraph.ts";
import { graphLabel } from "./label.ts";
import { loadTable } from "./dump/loadGraph.ts";
import { graphOfTable, type TableGraph } from "./tableGraph.ts";
import { int, set, string } from "../tla/value.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "kept-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const POOL = path.join(import.meta.dirname, "fixtures", "pool-once.dot");
const MEANINGS: EdgeMeanings = new Map(
  ["Next", "Move", "Raise", "Lift", "Say", "Swap", "Idle", "Take"].map((name, index) => [
    name,
    index === 0
      ? { kind: "cut", label: graphLabel(name, { of: set([int(-1), string('a "b"')]) }) }
      : { kind: "step", label: graphLabel(name, {}) },
  ]),
);
const tableOf = async (states = Infinity): Promise<TableGraph> =>
  (await loadTable({ file: POOL, limits: { ...NO_LIMITS, states } }, MEANINGS)).table;

/** All that a graph says. */
const shown = (table: TableGraph) => {
  const graph = graphOfTable(table);
  const states = Array.from({ length: graph.states }, (_, state) => ({
    values: [...graph.stateOf(state)].map(([name, value]) => `${name} = ${canonicalText(value)}`),
    cut: graph.cutLabels(state),
    unexplored: graph.isUnexplored?.(state),
  }));
  const { from, to, label, labels, initial, beyond } = graph;
  return { states, edges: [from, to, label].map((ends) => [...ends]), labels, initial, beyond };
};

describe("a kept graph", () => {
  it.each([
    ["whole", Infinity],
    ["a part", 9],
  ])("comes back as it was: %s", async (name, states) => {
    const file = path.join(root, `${name}.graph`);
    const table = await tableOf(states);
    await writeKeptGraph(file, table, { note: [1] });
    const kept = await readKeptGraph(file);
    expect(kept?.beside).toEqual({ note: [1] });
    expect(kept && shown(kept.graph)).toEqual(shown(table));
  });

  it("is refused when any byte of it has changed, or it is cut off", async () => {
    const file = path.join(root, "damaged.graph");
    await writeKeptGraph(file, await tableOf(), null);
    const whole = readFileSync(file);
    for (let place = 0; place < whole.length; place += 97) {
      const other = Buffer.from(whole);
      other[place] = (other[place] ?? 0) ^ 1;
      writeFileSync(file, other);
      expect(await readKeptGraph(file)).toBeUndefined();
      writeFileSync(file, whole.subarray(0, place));
      expect(await readKeptGraph(file)).toBeUndefined();
    }
  });
});

describe("the store of graphs", () => {
  const key = "ab".repeat(32);

  it("gives back what was put under a key, and nothing under another", async () => {
    const store = openGraphStore(path.join(root, "store", "deep"));
    expect(await store.get(key)).toBeUndefined();
    const table = await tableOf();
    await store.put(key, { table, depth: 7, problems: [] });
    const kept = await store.get(key);
    expect(kept).toMatchObject({ depth: 7, problems: [] });
    expect(kept && shown(kept.table)).toEqual(shown(table));
    expect(await store.get("cd".repeat(32))).toBeUndefined();
    expect(store.problems()).toEqual([]);
  });

  it("drops a graph that is damaged or has another's name, and says so", async () => {
    const folder = path.join(root, "bad");
    const store = openGraphStore(folder);
    await store.put(key, { table: await tableOf(), depth: 7, problems: [] });
    const other = "cd".repeat(32);
    writeFileSync(path.join(folder, `${other}.graph`), readFileSync(path.join(folder, `${key}.graph`)));
    expect(await store.get(other)).toBeUndefined();
    writeFileSync(path.join(folder, `${key}.graph`), "{}\n");
    expect(await store.get(key)).toBeUndefined();
    expect(store.problems().map(({ code }) => code)).toEqual(["CAC001", "CAC001"]);
    expect(await store.get(key)).toBeUndefined();
    expect(store.problems()).toHaveLength(2);
  });

  it("drops what is no file, without waiting for it", async () => {
    const folder = path.join(root, "no-files");
    const store = openGraphStore(folder);
    const table = await tableOf();
    for (const place of [
      (name: string): unknown => mkdirSync(name, { recursive: true }),
      (name: string): unknown => execaSync("mkfifo", [name]),
    ]) {
      rmSync(path.join(folder, `${key}.graph`), { force: true });
      mkdirSync(folder, { recursive: true });
      place(path.join(folder, `${key}.graph`));
      expect(await store.get(key)).toBeUndefined();
      await store.put(key, { table, depth: 7, problems: [] });
      expect(await store.get(key)).toMatchObject({ depth: 7 });
    }
    expect(store.problems().map(({ code }) => code)).toEqual(["CAC001", "CAC001"]);
  });

  it("does without a folder that cannot be made", async () => {
    const file = path.join(root, "a-file");
    writeFileSync(file, "");
    const store = openGraphStore(path.join(file, "graphs"));
    await store.put(key, { table: await tableOf(), depth: null, problems: [] });
    expect(await store.get(key)).toBeUndefined();
    expect(store.problems().map(({ code }) => code)).toContain("CAC002");
  });
});
