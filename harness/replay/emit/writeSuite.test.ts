import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { graphLabel } from "../../graph/label.ts";
import { indexGraph, type StateGraph } from "../../graph/stateGraph.ts";
import { packageFile } from "../../packageRoot.ts";
import { int } from "../../tla/value.ts";
import { readSuite } from "./readSuite.ts";
import { relativeImport, runnerText } from "./runnerText.ts";
import { writeSuite } from "./writeSuite.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "suite-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = "";
let count = 0;
beforeEach(() => {
  folder = path.join(root, String((count += 1)));
});

const graph: StateGraph = indexGraph({
  states: 2,
  initial: [0],
  labels: [graphLabel("Up", {})],
  from: Int32Array.of(0),
  to: Int32Array.of(1),
  label: Int32Array.of(0),
  beyond: 0,
  cutLabels: () => [],
  stateOf: (state) => new Map([["n", int(state)]]),
});
const head = {
  name: "small",
  command: "conformance replay",
  sources: [],
  actions: ["Next"],
  modelValues: ["S1"],
};

const write = (
  more: { readonly force?: boolean; readonly graph?: StateGraph; readonly runner?: string } = {},
) =>
  writeSuite(
    { head, graph: more.graph ?? graph, cover: coverGraph },
    { folder, runner: more.runner ?? runnerText("small", folder, TARGET), force: more.force ?? false },
  );
const TARGET = { kind: "target", name: "election" } as const;

const codes = (result: Awaited<ReturnType<typeof write>>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code }) => code);

describe("writeSuite", () => {
  it("writes data that can be read and a runner, and writes them again", async () => {
    const first = await write();
    expect(first.ok && first.value.files.map((file) => path.basename(file))).toEqual([
      "small.suite.txt",
      "small.test.ts",
    ]);
    const content = (): string => readFileSync(path.join(folder, "small.suite.txt"), "utf8");
    const before = content();
    expect(codes(await write())).toEqual([]);
    expect(content()).toBe(before);
    const read = readSuite(path.join(folder, "small.suite.txt"));
    expect(read.ok && read.value.head).toEqual(head);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("leaves files alone that are no suite's, both of them, unless it is forced", async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, "small.test.ts"), "// mine\n");
    expect(codes(await write())).toEqual(["RPL008"]);
    expect(readdirSync(folder)).toEqual(["small.test.ts"]);
    expect(readFileSync(path.join(folder, "small.test.ts"), "utf8")).toBe("// mine\n");
    expect(codes(await write({ force: true }))).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("leaves nothing half written where something stands in the way", async () => {
    mkdirSync(path.join(folder, "small.test.ts"), { recursive: true });
    expect(codes(await write())).toEqual(["RPL009"]);
    expect(readdirSync(folder)).toEqual(["small.test.ts"]);
    folder = path.join(packageFile("package.json"), "below");
    expect(codes(await write())).toEqual(["RPL009"]);
  });

  it("refuses a part of a graph", async () => {
    expect(codes(await write({ graph: { ...graph, isUnexplored: () => false } }))).toEqual(["RPL006"]);
  });
});

describe("readSuite", () => {
  it("says what is no suite at all", () => {
    const found = (file: string) => {
      const read = readSuite(file);
      return read.ok ? [] : read.problems.map(({ code, line }) => [code, line]);
    };
    mkdirSync(folder);
    expect(found(path.join(folder, "none"))).toEqual([["RPL001", undefined]]);
    expect(found(folder)).toEqual([["RPL001", undefined]]);
    expect(found(packageFile("package.json"))).toEqual([["RPL002", 1]]);
    const file = path.join(folder, "new.suite.txt");
    writeFileSync(file, "tla-conformance suite 2\n");
    expect(found(file)).toEqual([["RPL002", 1]]);
    writeFileSync(file, "");
    expect(found(file)).toEqual([["RPL002", 1]]);
  });
});

describe("runnerText", () => {
  it("imports by relative paths, from wherever the suite stands", () => {
    const here = runnerText("small", path.join(packageFile("harness"), "replay", "suites"), TARGET);
    expect(here).toContain('from "../emit/runSuite.ts"');
    expect(here).toContain('from "../../targets/registry.ts"');
    expect(here.split("\n").length).toBeLessThan(11);
    const mine = runnerText("small", path.join(folder, "tests"), {
      kind: "module",
      file: path.join(folder, "my driver.ts"),
    });
    expect(mine).toContain('from "../my driver.ts"');
    expect(mine).not.toContain(`"${folder}`);
    expect(relativeImport("a", "a/b.ts")).toBe("./b.ts");
  });
});
