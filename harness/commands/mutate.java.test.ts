import { readdirSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeTrace } from "../../traces/encode.ts";
import { isFull } from "../check/fixtures/judge.ts";
import { fill, traceOf, turn } from "../mutate/fixtures/traces.ts";
import { VALVE } from "../mutate/fixtures/valve.ts";
import type { MutateReport } from "../mutate/mutateReport.ts";
import type { ShrinkReport } from "../shrink/shrinkReport.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { mutate } from "./mutate.ts";
import { shrink } from "./shrink.ts";

const found = await findToolchain({ env: process.env });
const INVALID = path.resolve(import.meta.dirname, "..", "..", "traces", "invalid");
const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };

let root = "";
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "mutate-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(!found.ok)("conformance mutate and shrink", () => {
  test("mutate: a score below the one asked for is exit 1; survivors are written, and are traces", async () => {
    const trace = path.join(root, "blind.ndjson");
    writeFileSync(trace, encodeTrace(traceOf([turn(true), fill(2)])));
    const out = path.join(root, "survivors");
    const options = { ...VALVE, operators: "argument, value,delete", minScore: "99", out };
    const { json, text, exitCode } = await mutate(
      [trace],
      { ...options, outDir: path.join(root, "m1") },
      context,
    );
    const report = json as MutateReport;
    expect(exitCode).toBe(1);
    expect(report.total).toMatchObject({ killed: 2, survived: 2, score: 0.5 });
    expect(report.survivors.map(({ written }) => path.basename(written ?? "")).toSorted()).toEqual(
      readdirSync(out).toSorted(),
    );
    const [first] = readdirSync(out);
    expect(readFileSync(path.join(out, first ?? ""), "utf8")).toContain('"purpose":"a mutant: event 2');
    expect(text).toContain("score 50.0 %");
    expect(text).toContain("a wrong n of Fill is not noticed");
  });

  test("mutate: of a trace that diverges there are no mutants", async () => {
    const trace = path.join(INVALID, "bumps-term-when-scouting.ndjson");
    const { json, exitCode } = await mutate([trace], { outDir: path.join(root, "m2") }, context);
    expect(exitCode).toBe(1);
    expect(json).toMatchObject({ verdict: "diverges", total: { mutants: 0, score: null }, survivors: [] });
  });

  // Half a minute; what shrinking does is tested beside it.
  test.skipIf(!isFull)("shrink: an election's trace to the one event and value that are wrong", async () => {
    const trace = path.join(INVALID, "bumps-term-when-scouting.ndjson");
    const { json, exitCode } = await shrink(trace, { outDir: path.join(root, "s1") }, context);
    const { original, shrunk } = json as ShrinkReport;
    expect(exitCode).toBe(1);
    expect(original).toMatchObject({ events: 5, facts: 73 });
    expect(shrunk).toMatchObject({ events: 1, facts: 2, checkedAgain: true, shortestWay: true });
    expect(shrunk?.divergence.why[0]).toMatchObject({ kind: "state", path: "currentTerm[S2]" });
    const [header, event, ...more] = readFileSync(shrunk?.file ?? "", "utf8")
      .trimEnd()
      .split("\n");
    expect(JSON.parse(header ?? "")).toMatchObject({ expect: { line: 2, seq: 1 } });
    expect(JSON.parse(event ?? "")).toMatchObject({ action: "StartScouting", state: { currentTerm: {} } });
    expect(more).toEqual([]);
  });
});
