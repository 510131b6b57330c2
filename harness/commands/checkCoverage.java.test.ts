import { mkdtempSync, rmSync } from "node:fs";
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

const run = async (options: CheckOptions) => {
  const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };
  const files = { config: path.join(EXAMPLE, "conformance.config.json"), outDir: path.join(root, "out") };
  const result = await check([path.join(EXAMPLE, "good.ndjson")], { ...files, ...options }, context);
  return { ...result, report: result.json as CheckReport };
};

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
