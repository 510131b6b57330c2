import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../cache/entry.ts";
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

describe("readModules, of what hides", () => {
  const reached = async (line: string): Promise<readonly string[]> => {
    const { digests, beyond } = await readModules(write("driver.mjs", `${line}\n`));
    return [...digests.map(([file]) => file).filter((file) => file !== "driver.mjs"), ...beyond];
  };

  it("finds names behind comments, and does not lose any to what only looks like a comment", async () => {
    write("lib/a.mjs", "");
    expect(await reached('import { a } from /* mine */ "./lib/a.mjs";')).toEqual(["lib/a.mjs"]);
    expect(await reached('import { a } from // mine\n  "./lib/a.mjs";')).toEqual(["lib/a.mjs"]);
    expect(await reached('const all = "**/*"; import "./lib/a.mjs"; const none = "*/";')).toEqual([
      "lib/a.mjs",
    ]);
    expect(await reached('const at = "http://x"; import "./lib/a.mjs";')).toEqual(["lib/a.mjs"]);
  });

  it("does not take a folder's index for all that a name made of parts may be", async () => {
    write("lib/index.js", "");
    expect(await reached('await import("./lib/" + name);')).toContain("import(...)");
    expect(await reached('await import("./lib", { with: {} });')).toEqual(["lib/index.js"]);
    expect(await reached('require("./lib/".concat(name));')).toContain("import(...)");
    write("lib/package.json", '{ "main": "other.js" }');
    expect(await reached('require("./lib");')).toContain("./lib");
  });

  it("says that surroundings are used", async () => {
    for (const line of [
      "const limit = process.env.LIMIT;",
      'const limit = process["env"].LIMIT;',
      "const { env } = process;",
      'process.getBuiltinModule("fs");',
      'const answer = await fetch("http://x");',
      'const step = eval("1 + 1");',
      'const step = new Function("return 1");',
      "const load = require; load(name);",
    ])
      expect(await reached(line), line).toHaveLength(1);
    for (const line of [
      "const process = (order) => order.next();",
      "await prefetch(1); retrieval(2);",
      'const text = "an order requires a process";',
      "const order = { process: 1, env: 2 };",
      "// all that we require of process and of environment",
    ])
      expect(await reached(line), line).toEqual([]);
  });

  it("follows links as Node does, and looks at every byte", async () => {
    write("lib/a.mjs", "");
    write("lib/real.mjs", 'import "./a.mjs";\n');
    write("a.mjs", "// not the one that is meant\n");
    const link = path.join(folder, "driver.mjs");
    symlinkSync(path.join(folder, "lib", "real.mjs"), link);
    const { digests } = await readModules(link);
    expect(digests.map(([file]) => file)).toEqual(["a.mjs", "real.mjs"]);
    expect(digests[0]?.[1]).toBe(sha256(""));
    rmSync(link);
    const bytes = async (byte: number): Promise<unknown> => {
      writeFileSync(path.join(folder, "lib", "data.node"), Uint8Array.of(byte));
      return (await readModules(write("driver.cjs", 'require("./lib/data.node");\n'))).digests;
    };
    expect(await bytes(0xfe)).not.toEqual(await bytes(0xff));
  });
});
