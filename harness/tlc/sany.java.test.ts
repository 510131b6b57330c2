import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exitCode } from "../report/exit.ts";
import { exportXml } from "./sany.ts";
import { doctor } from "./doctor.ts";
import { findToolchain } from "./toolchain.ts";

const SPECS = path.join(import.meta.dirname, "fixtures", "specs");
const found = await findToolchain({ env: process.env });

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "sany-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const request = (module: string, libraries: readonly string[] = []) => {
  if (!found.ok) throw new Error("no toolchain");
  return { toolchain: found.value, module, runDir: path.join(root, "run"), libraries };
};

describe.skipIf(!found.ok)("the real toolchain", () => {
  it("is found, answers, and tells its version", () => {
    if (!found.ok) return;
    expect(found.value.java.major).toBeGreaterThanOrEqual(11);
    expect(found.value.jar.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(found.value.jar.version).toMatch(/^\d+\.\d+ of /);
  });

  it("is well, says the doctor", async () => {
    const { facts } = await doctor({ env: process.env });
    expect(facts.filter(({ state }) => state === "failure")).toEqual([]);
    expect(facts.map(({ name }) => name)).toEqual([
      "java",
      "jar",
      "tlc",
      "features",
      "cache",
      "memory",
      "cores",
    ]);
  });
});

describe.skipIf(!found.ok)("exportXml", () => {
  it("returns the XML of a module and what it extends, text of other alphabets included", async () => {
    const xml = await exportXml(request(path.join(SPECS, "Prints.tla")));
    expect(xml.ok && xml.value).toMatch(/^<\?xml .*<RootModule>Prints<\/RootModule>/);
    expect(xml.ok && xml.value).toContain("héllo → ü");
    expect(readdirSync(path.join(root, "run")).sort()).toEqual(["sany.out", "sany.xml"]);
  });

  it("finds modules in libraries, under any path", async () => {
    const folder = path.join(root, `it's a "dir" -x`);
    const library = path.join(folder, "-lib");
    await mkdir(library, { recursive: true });
    await writeFile(
      path.join(folder, "Main.tla"),
      "---- MODULE Main ----\nEXTENDS Helper\nVARIABLE x\nInit == x = One\n====\n",
    );
    await writeFile(path.join(library, "Helper.tla"), "---- MODULE Helper ----\nOne == 1\n====\n");
    const main = path.join(folder, "Main.tla");
    expect(await exportXml(request(main, [library]))).toMatchObject({ ok: true });
    expect(await exportXml(request(main))).toMatchObject({
      ok: false,
      problems: [{ code: "SPC035", file: main }],
    });
  });

  it.each([
    ["BadSyntax", "SPC032", 6, 1],
    ["BadPrecedence", "SPC032", 5, 16],
    ["BadString", "SPC033", 4, 17],
    ["BadMeaning", "SPC034", 5, 13],
    ["BadLevel", "SPC034", 5, 9],
    ["BadName", "SPC036", undefined, undefined],
    ["BadText", "SPC037", undefined, undefined],
  ] as const)("refuses %s with its place", async (...[module, code, line, column]) => {
    const file = path.join(SPECS, `${module}.tla`);
    const refused = await exportXml(request(file));
    const problems = refused.ok ? [] : refused.problems;
    expect(problems[0]).toMatchObject({ code, file, ...(line === undefined ? {} : { line, column }) });
    expect(exitCode([], problems)).toBe(65);
    expect(await readFile(path.join(root, "run", "sany.out"), "utf8")).toContain(module);
  });

  it("refuses a file that is not there or not a module", async () => {
    expect(await exportXml(request(path.join(root, "Absent.tla")))).toMatchObject({
      problems: [{ code: "SPC001" }],
    });
    expect(await exportXml(request(path.join(root, "x.cfg")))).toMatchObject({
      problems: [{ code: "SPC031" }],
    });
  });

  it("reports a SANY that takes too long as a failure of the tool", async () => {
    const refused = await exportXml({ ...request(path.join(SPECS, "Counter.tla")), timeoutSeconds: 0.05 });
    expect(refused).toMatchObject({ ok: false, problems: [{ code: "TLC002" }] });
    expect(exitCode([], refused.ok ? [] : refused.problems)).toBe(70);
  });
});
