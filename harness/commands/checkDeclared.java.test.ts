import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageFile } from "../packageRoot.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { check, type CheckOptions } from "./check.ts";

const found = await findToolchain({ env: process.env });
// As the page names them: tests start in the package's own folder.
const MAIL = path.join("docs", "example", "mail");
const files = (...names: readonly string[]) => names.map((name) => path.join(MAIL, name));
const CONFIG = path.join(MAIL, "conformance.config.json");

let root = "";
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "declared-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (paths: readonly string[], options: CheckOptions) => {
  const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };
  return check(paths, { outDir: path.join(root, "out"), verbose: true, cache: false, ...options }, context);
};

/** The outputs that docs/declarations.md shows, each without what it leaves out. */
const shown = (): readonly (readonly string[])[] =>
  readFileSync(packageFile("docs", "declarations.md"), "utf8")
    .split("```")
    .filter((block) => /^\n(conforms|diverges) /.test(block))
    .map((block) => block.split("\n").filter((line) => line !== "" && line !== "..."));

describe.skipIf(!found.ok)("the example of docs/declarations.md", () => {
  it("comes out as the page says", async () => {
    const [good, bad] = shown();
    expect([good?.length, bad?.length]).toEqual([5, 5]);
    const conforming = await run(files("home.ndjson", "office.ndjson"), { merge: true, config: CONFIG });
    for (const line of good ?? []) expect(conforming.text.split("\n")).toContain(line);
    expect(conforming.exitCode).toBe(0);
    const diverging = await run(files("wrong.ndjson", "office.ndjson"), { merge: true, config: CONFIG });
    for (const line of bad ?? []) expect(diverging.text.split("\n")).toContain(line);
    expect(diverging.exitCode).toBe(1);
  });

  it("names that the spec does not have are refused, where they stand", async () => {
    const paths = files("home.ndjson", "office.ndjson");
    const wrong = await run(paths, { merge: true, config: CONFIG, silent: "Loose" });
    expect(wrong.text).toMatch(/USE013: Loose is declared silent.*\n.*Did you mean Lose\?/);
    expect(wrong.exitCode).toBe(64);
    const bound = await run(paths, { config: CONFIG, maxSilent: "1001" });
    expect(bound).toMatchObject({ exitCode: 64, json: { errors: [{ code: "USE001" }] } });
  });
});
