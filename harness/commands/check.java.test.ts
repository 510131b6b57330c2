import {
  cpSync,
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
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CheckReport } from "../check/checkReport.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { check } from "./check.ts";
import type { CommonOptions } from "./options.ts";

const found = await findToolchain({ env: process.env });
const EXAMPLE = path.resolve(import.meta.dirname, "..", "..", "docs", "example");

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "check-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = async (paths: readonly string[], options: CommonOptions) => {
  const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };
  const result = await check(paths, { outDir: path.join(root, "out"), cache: false, ...options }, context);
  return { ...result, report: result.json as CheckReport };
};

const lock = (folder: string): CommonOptions => ({
  spec: path.join(folder, "Lock.tla"),
  cfg: path.join(folder, "Lock.cfg"),
});

const HEADER = '{"format":"tla-trace","version":1,"spec":"Lock","producer":{"name":"test"}}';
const trace = (events: readonly object[]): string =>
  `${[HEADER, ...events.map((event, at) => JSON.stringify({ seq: at + 1, ...event }))].join("\n")}\n`;

/** Names that a shell, a TLA+ string or a Java argument file would take for something else. */
const NAMES = [
  "it's",
  '"quoted"',
  "$(touch pwned)",
  "back\\slash",
  "; touch pwned",
  "<b>&amp;",
  "-metadir",
  "naïve 名",
];

describe.skipIf(!found.ok)("conformance check on hostile input", () => {
  it("takes file and folder names as they are", async () => {
    const folder = path.join(root, NAMES.join(" "));
    mkdirSync(folder);
    for (const file of ["Lock.tla", "Lock.cfg"]) cpSync(path.join(EXAMPLE, file), path.join(folder, file));
    const files = NAMES.map((name) => path.join(folder, `${name}.ndjson`));
    for (const file of files) cpSync(path.join(EXAMPLE, "good.ndjson"), file);
    const { report, exitCode } = await run([folder], {
      ...lock(folder),
      outDir: path.join(folder, "runs of it"),
    });
    expect(report.errors).toEqual([]);
    expect(report.traces.map(({ file, verdict }) => [file, verdict]).sort()).toEqual(
      files.map((file) => [file, "conforms"]).sort(),
    );
    expect(exitCode).toBe(0);
    const left = [process.cwd(), root, folder].flatMap((place) => readdirSync(place));
    expect(left.filter((name) => name === "pwned")).toEqual([]);
  });

  it.each([
    ["an argument", { action: "Acquire", args: { c: "c1) \\/ TRUE \\/ (c1" } }],
    ["a value", { action: "Acquire", state: { holder: 'c1" \\/ "a" = "a' } }],
    ["a value with line ends", { action: "Acquire", state: { holder: "c1\n====\n---- MODULE Other ----" } }],
  ])("never lets %s become a formula", async (_name, event) => {
    const file = path.join(root, "hostile.ndjson");
    writeFileSync(file, trace([event]));
    const { report, exitCode } = await run([file], lock(EXAMPLE));
    expect(report.traces).toMatchObject([{ verdict: "diverges", matched: 0, divergence: { line: 2 } }]);
    expect(exitCode).toBe(1);
  });
});

describe.skipIf(!found.ok)("conformance check on constants that the spec rules out", () => {
  it("is bad input, and says which assumption is false", async () => {
    const file = path.join(root, "forgetful.ndjson");
    const header =
      '{"format":"tla-trace","version":1,"spec":"BlazingMQLeaderElection","constants":{"TermMemory":"none"}}';
    writeFileSync(file, `${header}\n{"seq":1,"action":"StartScouting","args":{"i":"S1"}}\n`);
    const { report, exitCode } = await run([file], {});
    expect(report.errors).toMatchObject([{ code: "SPC052" }]);
    expect(exitCode).toBe(65);
  });
});

describe.skipIf(!found.ok)("conformance check when TLC dies", () => {
  it("is inconclusive, says so, and keeps what TLC printed", async () => {
    const file = path.join(root, "long.ndjson");
    const pairs = Array.from({ length: 4000 }, () => [
      { action: "Acquire", args: { c: "c1" } },
      { action: "Release", args: { c: "c1" } },
    ]);
    writeFileSync(file, trace(pairs.flat()));
    const finished = run([file], lock(EXAMPLE));
    await expect.poll(() => killed(path.join(root, "out")), { timeout: 60_000, interval: 5 }).toBe(true);
    const { report, exitCode, text } = await finished;
    expect(report.verdict).toBe("inconclusive");
    expect(report.traces).toMatchObject([{ verdict: "inconclusive", events: 8000 }]);
    expect(text).toMatch(/killed|SIGKILL/);
    expect(exitCode).toBe(2);
  });
});

/** Kills the Java whose number stands in an output file below `folder`; false as long as there is none. */
const killed = (folder: string): boolean => {
  if (!existsSync(folder)) return false;
  const outputs = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith("tlc.out"),
  );
  const pid = outputs
    .map((name) => /\[pid: (\d+)\]/.exec(readFileSync(path.join(folder, name), "utf8"))?.[1])
    .find((number) => number !== undefined);
  return pid !== undefined && process.kill(Number(pid), "SIGKILL");
};
