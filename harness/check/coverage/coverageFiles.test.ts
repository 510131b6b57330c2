import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Result } from "../../../traces/problem.ts";
import { coverage } from "../../commands/coverage.ts";
import type { CoverageDocument } from "./coverageDocument.ts";
import { addToFile, coverageText, findCoverage, readAll, readCoverage } from "./coverageFiles.ts";
import { noCoverage } from "./mergeCoverage.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "coverage-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const spec = { module: "M", version: "0".repeat(64), modules: [] };
const at = { module: "M", line: 3, column: 1 };
const document: CoverageDocument = {
  ...noCoverage(spec),
  ...{ checks: 1, traces: 2 },
  actions: [
    {
      ...{ action: "A", at, endLine: 4, taken: 1 },
      branches: [{ at, endLine: 4, text: "x' = 1", taken: 1, possible: 1 }],
    },
  ],
};
const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const codes = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code }) => code);

describe("a coverage file", () => {
  test("is read as it was written", async () => {
    expect(await readCoverage(write("c.json", coverageText(document)))).toEqual({
      ok: true,
      value: document,
    });
  });

  const changed = (changes: object): string => JSON.stringify({ ...document, ...changes });
  const action = document.actions[0];
  test.each<readonly [string, string]>([
    ["no JSON", "{"],
    ["another document", "[]"],
    ["another format", changed({ format: "lcov" })],
    ["a later version", changed({ version: 2 })],
    ["an unknown field", changed({ more: 1 })],
    ["a negative count", changed({ traces: -1 })],
    ["half a trace", changed({ traces: 0.5 })],
    [
      "a name with an escape sequence for terminals",
      changed({ actions: [{ ...action, action: "\u001b[2J" }] }),
    ],
    ["a note of two lines", changed({ notes: ["a\nb"] })],
    ["no hash", changed({ spec: { ...spec, version: "latest" } })],
    ["nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("of %s is refused", async (_name, text) => {
    const read = await readCoverage(write("c.json", text));
    expect(codes(read)).toEqual(["COV003"]);
    expect(JSON.stringify(read)).not.toMatch(/\\u001b|\\n/);
  });

  test("that is missing, a folder, or too large is refused", async () => {
    expect(codes(await readCoverage(path.join(folder, "none")))).toEqual(["COV001"]);
    expect(codes(await readCoverage(folder))).toEqual(["COV001"]);
    expect(codes(await readCoverage(write("c.json", coverageText(document)), 10))).toEqual(["COV002"]);
  });
});

describe("adding to a file", () => {
  test("begins it, adds, and leaves nothing else behind", async () => {
    const file = path.join(folder, "all.json");
    expect(await addToFile(file, document)).toEqual([]);
    expect(await addToFile(file, document)).toEqual([]);
    expect(await readCoverage(file)).toMatchObject({
      ok: true,
      value: { checks: 2, traces: 4, actions: [{ taken: 2 }] },
    });
    expect(readdirSync(folder)).toEqual(["all.json"]);
  });

  test("refuses another version of the spec and what is no coverage, and changes nothing", async () => {
    const other = write(
      "other.json",
      coverageText({ ...document, spec: { ...spec, version: "1".repeat(64) } }),
    );
    const wrong = write("wrong.json", "my notes");
    const before = [other, wrong].map((file) => readFileSync(file, "utf8"));
    expect((await addToFile(other, document)).map(({ code }) => code)).toEqual(["COV004"]);
    expect((await addToFile(wrong, document)).map(({ code }) => code)).toEqual(["COV003"]);
    expect([other, wrong].map((file) => readFileSync(file, "utf8"))).toEqual(before);
    expect((await addToFile(path.join(folder, "none", "c.json"), document)).map(({ code }) => code)).toEqual([
      "COV006",
    ]);
  });

  test("all files that do not fit are named", async () => {
    const good = write("good.json", coverageText(document));
    const bad = write("bad.json", coverageText({ ...document, spec: { ...spec, module: "N" } }));
    expect(codes(await readAll([good, bad, path.join(folder, "none")]))).toEqual(["COV004", "COV001"]);
  });
});

describe("conformance coverage", () => {
  test("adds up files, run folders and folders of run folders; each file once", async () => {
    write("runs/1/coverage.json", coverageText(document));
    write("runs/2/coverage.json", coverageText(document));
    mkdirSync(path.join(folder, "runs", "3"));
    const [runs, one] = [path.join(folder, "runs"), path.join(folder, "runs", "1")];
    const [lcov, out] = [path.join(folder, "spec.info"), path.join(folder, "all.json")];
    const result = await coverage([runs, one], { lcov, out });
    expect(result.json).toMatchObject({
      command: "coverage",
      checks: 2,
      traces: 4,
      errors: [],
      coverage: { actionsTaken: 1 },
    });
    expect(result.text.split("\n")[0]).toBe("M: 2 checks, 4 traces");
    expect(result.exitCode).toBe(0);
    expect(existsSync(lcov)).toBe(true);
    expect(await readCoverage(out)).toMatchObject({ ok: true, value: { checks: 2 } });
  });

  test("replaces no file that is not lcov's", async () => {
    const [file, lcov] = [write("c.json", coverageText(document)), write("M.tla", "---- MODULE M ----")];
    const result = await coverage([file], { lcov });
    expect(result.json).toMatchObject({ errors: [{ code: "COV006", file: lcov }] });
    expect(result.exitCode).toBe(65);
    expect(readFileSync(lcov, "utf8")).toBe("---- MODULE M ----");
  });

  test("of a folder without any is bad input", async () => {
    expect(codes(await findCoverage([folder]))).toEqual(["COV005"]);
    expect((await coverage([folder], {})).exitCode).toBe(65);
  });
});
