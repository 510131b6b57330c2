import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CheckReport } from "../check/checkReport.ts";
import { fixtureFile } from "../check/fixtures/judge.ts";
import { check, type CheckOptions } from "../commands/check.ts";
import { startChild } from "../tlc/child.ts";
import { findToolchain } from "../tlc/toolchain.ts";

vi.mock(import("../tlc/child.ts"), async (original) => {
  const actual = await original();
  return { ...actual, startChild: vi.fn(actual.startChild) };
});

const found = await findToolchain({ env: process.env });

let root = "";
const at = (...names: readonly string[]): string => path.join(root, ...names);
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "cached-"));
  for (const name of ["Lossy.tla", "Lossy.cfg"]) cpSync(fixtureFile(name), at(name));
  // The spec has a module beside it.
  writeFileSync(at("Extra.tla"), "---- MODULE Extra ----\nEXTENDS Naturals\n====\n");
  writeFileSync(
    at("Lossy.tla"),
    readFileSync(at("Lossy.tla"), "utf8").replace(/EXTENDS .*/, (line) => `${line}, Extra`),
  );
  mkdirSync(at("traces"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const HEADER = '{"format":"tla-trace","version":1,"spec":"Lossy"}';
const send = (i: string, j: string) => ({ action: "Send", args: { i, j } });
const receive = (i: string, id: number) => ({ action: "Receive", args: { i, id } });
const rest = { action: "Rest" };
const write = (name: string, events: readonly object[], header = HEADER): void => {
  const lines = [header, ...events.map((event, index) => JSON.stringify({ seq: index + 1, ...event }))];
  writeFileSync(at("traces", `${name}.ndjson`), lines.map((line) => `${line}\n`).join(""));
};

const run = async (changes: CheckOptions = {}) => {
  const jar = found.ok ? found.value.jar.path : "";
  const env = { ...process.env, XDG_CACHE_HOME: at("cache"), TLA2TOOLS_JAR: jar };
  const context = { env, progress: () => undefined, signal: new AbortController().signal };
  const files = { spec: at("Lossy.tla"), cfg: at("Lossy.cfg"), outDir: at("run") };
  vi.mocked(startChild).mockClear();
  const { json, text, exitCode } = await check([at("traces")], { ...files, ...changes }, context);
  const { cache, durationMs, tlc, ...report } = json as CheckReport;
  expect(durationMs).toBeGreaterThanOrEqual(0);
  const kept = readdirSync(at("cache"), { recursive: true, encoding: "utf8" }).filter((name) =>
    /^tla-conformance.verdicts.*\.json$/.test(name),
  );
  const starts = vi.mocked(startChild).mock.calls.length;
  return { report, cache, text, exitCode, runs: tlc.runs, starts, kept };
};

describe.skipIf(!found.ok)("conformance check with its cache", () => {
  beforeEach(() => {
    write("passes", [send("a", "b"), receive("b", 1), rest]);
    write("loses", [send("a", "b"), send("a", "b"), receive("b", 2), rest]);
    write("fails", [send("a", "b"), receive("b", 2)]);
    write("fails early", [rest, receive("b", 2)]);
    write(
      "bad example",
      [send("a", "b"), receive("b", 2)],
      HEADER.replace("}", ',"expect":{"verdict":"diverges","line":3,"seq":2,"mistake":"never sent"}}'),
    );
    write("misspelt", [{ action: "Sent" }]);
  });

  it("says to the last letter what it says without, and starts no Java when it knows all", async () => {
    const options = { silent: "Lose", maxSilent: "3", coverage: true };
    const without = await run({ ...options, cache: false });
    expect([without.cache, without.kept, without.exitCode]).toEqual([undefined, [], 65]);
    expect(without.report.traces.map(({ verdict }) => verdict).sort()).toEqual([
      ...["conforms", "conforms", "diverges", "diverges", "diverges"],
    ]);
    rmSync(at("traces", "misspelt.ndjson"));
    const first = await run(options);
    expect([first.cache, first.kept.length]).toEqual([{ hits: 0, misses: 5 }, 5]);
    expect({ ...first.report, errors: [] }).toEqual({ ...without.report, errors: [] });
    const second = await run(options);
    expect(JSON.stringify(second.report)).toBe(JSON.stringify(first.report));
    expect(second).toMatchObject({ cache: { hits: 5, misses: 0 }, runs: 0, starts: 0, exitCode: 1 });
    expect(second.text).toContain("5 of 5 verdicts from the cache");
    // Kept entries are spoilt on the disk: judged anew, told of, no harm.
    appendFileSync(at("cache", second.kept[0] ?? ""), " ");
    const spoilt = await run(options);
    const warnings = spoilt.report.warnings.filter(({ code }) => code === "CAC001");
    expect([spoilt.cache, warnings.length]).toEqual([{ hits: 4, misses: 1 }, 1]);
    expect(spoilt.report.traces).toEqual(first.report.traces);
    expect(spoilt.report.coverage).toEqual(first.report.coverage);
  });
});

describe.skipIf(!found.ok)("a verdict is judged anew after a change", () => {
  it("of the trace, the spec, a module, the cfg, or of what is declared", async () => {
    write("one", [send("a", "b"), receive("b", 1), rest]);
    write("two", [send("b", "a"), receive("a", 1), rest]);
    expect((await run()).cache).toEqual({ hits: 0, misses: 2 });
    write("two", [send("b", "a"), receive("a", 1)]);
    expect((await run()).cache).toEqual({ hits: 1, misses: 1 });
    expect(await run()).toMatchObject({ cache: { hits: 2, misses: 0 }, starts: 0 });
    const changes: readonly (() => void)[] = [
      () => appendFileSync(at("Lossy.tla"), "\n"),
      () => appendFileSync(at("Extra.tla"), "\n"),
      () =>
        writeFileSync(at("Lossy.cfg"), `\n${readFileSync(at("Lossy.cfg"), "utf8")}CHECK_DEADLOCK FALSE\n`),
    ];
    for (const change of changes) {
      change();
      expect(await run()).toMatchObject({ cache: { hits: 0, misses: 2 }, exitCode: 0 });
    }
    expect((await run({ silent: "Lose" })).cache).toEqual({ hits: 0, misses: 2 });
    expect(await run()).toMatchObject({ cache: { hits: 2, misses: 0 }, starts: 0 });
  });
});
