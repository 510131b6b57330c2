import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { TARGETS } from "../../targets/registry.ts";
import { dataFileOf, runnerFileOf } from "../emit/suite.ts";

const files = readdirSync(import.meta.dirname);

it("is a suite for every graph of two servers that is replayed, and no other", () => {
  const wanted = TARGETS.flatMap(({ name, graphs }) => graphs.map((cfg) => `${name}-${cfg.name}`)).filter(
    (name) => name.includes("-two-servers"),
  );
  expect(files.filter((file) => file.endsWith(".suite.txt")).sort()).toEqual(wanted.map(dataFileOf).sort());
  for (const name of wanted) expect(files).toContain(runnerFileOf(name));
});

it("says by which files and by which command, for this repository alone: nothing of the machine", () => {
  for (const file of files.filter((name) => name.endsWith(".suite.txt"))) {
    const [head = ""] = readFileSync(path.join(import.meta.dirname, file), "utf8").split("\n\n", 1);
    const told = (word: string): readonly string[] =>
      head.split("\n").filter((line) => line.startsWith(`${word} `));
    expect(told("command")).toHaveLength(1);
    expect(told("command")[0]).toMatch(
      /^command "conformance replay --target \w+ --cfg [\w-]+ --emit vitest --out \."$/,
    );
    expect(told("source").length).toBeGreaterThan(1);
    for (const source of told("source"))
      expect(source).toMatch(/^source [0-9a-f]{64} "\.\.\/\.\.\/\.\.\/spec\//);
  }
});
