import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { graphLines } from "../graph/graphLines.ts";
import { counterGraph } from "../replay/fixtures/counter.ts";
import { refuseGraphFile, writeGraphFile } from "./graphFile.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "graph-file-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const graph = counterGraph();
const whole = [...graphLines(graph)].join("");

test("a graph replaces a graph, and makes the folders that it takes", async () => {
  const file = path.join(root, "new", "folders", "graph.dot");
  for (const text of [whole, whole]) {
    expect(await refuseGraphFile(file)).toBeNull();
    expect(await writeGraphFile(file, graph)).toEqual([]);
    expect(readFileSync(file, "utf8")).toBe(text);
  }
  expect(readdirSync(path.dirname(file))).toEqual(["graph.dot"]);
});

test("what is no graph is left alone", async () => {
  const spec = path.join(root, "Queue.cfg");
  writeFileSync(spec, "SPECIFICATION Spec\n");
  expect(await refuseGraphFile(spec)).toMatchObject({ code: "USE023" });
  expect(await refuseGraphFile(root)).toMatchObject({ code: "USE002" });
  expect(await refuseGraphFile("")).toMatchObject({ code: "USE002" });
  expect(await refuseGraphFile(path.join(spec, "below"))).toMatchObject({ code: "USE002" });
  const empty = path.join(root, "empty");
  writeFileSync(empty, "");
  expect(await refuseGraphFile(empty)).toBeNull();
});

test("a device is written to as it is; what cannot be written leaves nothing behind", async () => {
  expect(await writeGraphFile("/dev/null", graph)).toEqual([]);
  const folder = path.join(root, "taken");
  mkdirSync(path.join(folder, "graph.dot"), { recursive: true });
  expect(await writeGraphFile(path.join(folder, "graph.dot"), graph)).toMatchObject([{ code: "USE002" }]);
  expect(readdirSync(folder)).toEqual(["graph.dot"]);
});
