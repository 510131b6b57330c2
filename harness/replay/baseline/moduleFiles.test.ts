import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { implementationDigest } from "./implementation.ts";
import { readModules } from "./moduleFiles.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "modules-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
let folder = "";
beforeEach(() => {
  folder = path.join(root, String((count += 1)));
  mkdirSync(path.join(folder, "lib"), { recursive: true });
});

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe("readModules", () => {
  it("finds what a module reaches by relative imports, in all their forms", async () => {
    const driver = write(
      "driver.ts",
      'import { a } from "./lib/a.ts";\nimport type { B } from "./lib/b.js";\nexport * from "./lib/c";\nimport "./lib/d.mjs";\n',
    );
    write("lib/a.ts", 'import "../driver.ts";\nconst e = await import("./e.js");\n');
    write("lib/b.ts", "export interface B {}\n");
    write("lib/c.ts", 'const f = require("./f.cjs");\n');
    for (const name of ["d.mjs", "e.js", "f.cjs", "unused.ts"]) write(`lib/${name}`, "");
    const { digests, beyond } = await readModules(driver);
    expect(digests.map(([file]) => file)).toEqual([
      "driver.ts",
      "lib/a.ts",
      "lib/b.ts",
      "lib/c.ts",
      "lib/d.mjs",
      "lib/e.js",
      "lib/f.cjs",
    ]);
    expect(beyond).toEqual([]);
  });

  it("says what else it uses: packages, the system, names that are computed, files that are not there", async () => {
    const uses = async (line: string): Promise<readonly string[]> =>
      (await readModules(write("driver.ts", `${line}\n`))).beyond;
    expect(await uses('import { step } from "my-elector";')).toEqual(["my-elector"]);
    expect(await uses('import { readFile } from "node:fs/promises";')).toEqual(["node:fs/promises"]);
    expect(await uses('import { gone } from "./gone.ts";')).toEqual(["./gone.ts"]);
    expect(await uses("const step = await import(name);")).toEqual(["import(...)"]);
    expect(await uses("const step = await import(`./${name}.ts`);")).toContain("import(...)");
    expect(
      await uses('import { int } from "tla-conformance/values";\nimport path from "node:path";'),
    ).toEqual([]);
  });
});

describe("implementationDigest", () => {
  const actions = new Set(["A", "B"]);
  const digest = (more: { readonly driver?: string; readonly version?: string } = {}) =>
    implementationDigest({ target: "t", ...more }, actions);

  it("is equal for equal implementations, and another one when a module or what is said changes", async () => {
    const driver = write("driver.ts", 'import "./lib/a.ts";\n');
    write("lib/a.ts", "// one\n");
    const first = await digest({ driver });
    expect(await digest({ driver })).toBe(first);
    expect(await digest({ driver, version: "2" })).not.toBe(first);
    write("lib/a.ts", "// two\n");
    expect(await digest({ driver })).not.toBe(first);
    expect(await digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(await implementationDigest({ target: "t" }, new Set(["A"]))).not.toBe(await digest());
    expect(await implementationDigest({ target: "t" }, new Set(["B", "A"]))).toBe(await digest());
  });

  it("cannot be told of what a driver reaches outside, unless somebody says so", async () => {
    const driver = write("driver.ts", 'import { step } from "my-elector";\n');
    expect(await digest({ driver })).toBeNull();
    const said = await digest({ driver, version: "my-elector 1.2" });
    expect(said).not.toBeNull();
    expect(await digest({ driver, version: "my-elector 1.3" })).not.toBe(said);
  });
});
