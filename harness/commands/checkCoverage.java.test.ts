import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckReport } from "../check/checkReport.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { check, type CheckOptions } from "./check.ts";

const found = await findToolchain({ env: process.env });
const EXAMPLE = path.resolve(import.meta.dirname, "..", "..", "docs", "example");

let root = "";
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "check-coverage-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = async (options: CheckOptions, trace = path.join(EXAMPLE, "good.ndjson")) => {
  const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };
  const files = { config: path.join(EXAMPLE, "conformance.config.json"), outDir: path.join(root, "out") };
  const result = await check([trace], { ...files, cache: false, ...options }, context);
  return { ...result, report: result.json as CheckReport };
};

describe.skipIf(!found.ok)("conformance check with places for its coverage, and --strict", () => {
  it("writes and adds up, and says what could not be written", async () => {
    const [coverageOut, lcov] = [path.join(root, "all.json"), path.join(root, "spec.info")];
    const first = await run({ coverageOut, lcov, strict: true });
    const [kept, added] = [path.join(root, "out", "coverage.json"), coverageOut].map((file) =>
      readFileSync(file, "utf8"),
    );
    expect(added).toBe(kept);
    expect(readFileSync(lcov, "utf8")).toMatch(/^FNDA:3,Release$[^]*^BRDA:34,2,0,1$[^]*^DA:34,1$/m);
    expect(first.report).toMatchObject({ strict: true, warnings: [], errors: [] });
    expect(first.text).toContain("strict: no warnings");
    expect(first.exitCode).toBe(0);
    // The other trace says too little, and has nowhere to add its coverage to.
    const trace = path.join(root, "poor.ndjson");
    writeFileSync(trace, '{"format":"tla-trace","version":1,"spec":"Lock"}\n{"seq":1,"action":"Acquire"}\n');
    const unwritable = { coverageOut: path.join(root, "none", "all.json") };
    const second = await run({ ...unwritable, strict: true }, trace);
    expect(second.report.errors.map(({ code }) => code)).toEqual(["COV006"]);
    expect(second.report.warnings.map(({ code }) => code)).toEqual(["VAC006", "VAC003", "VAC011"]);
    expect(second.text).toContain("strict: 3 warnings, as bad as a divergence");
    expect(second.exitCode).toBe(65);
  });
});

describe.skipIf(!found.ok)("conformance check --coverage", () => {
  it("adds one key to the report and some lines to the text, and changes nothing else", async () => {
    const [plain, covered] = [await run({}), await run({ coverage: true })];
    expect(Object.keys(plain.report)).not.toContain("coverage");
    expect(Object.keys(covered.report).filter((key) => key !== "coverage")).toEqual(
      Object.keys(plain.report),
    );
    expect(covered.report.traces).toEqual(plain.report.traces);
    expect(covered.report.actions).toEqual(plain.report.actions);
    expect([plain.exitCode, covered.exitCode]).toEqual([0, 0]);
    expect(plain.text).not.toContain("coverage");
    expect(covered.text.split("\n").slice(-4)).toEqual([
      "  action   taken  branches",
      "  Acquire      1  1 of 1",
      "  Wait         2  1 of 1",
      "  Release      3  2 of 2",
    ]);
  });
});
