import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { driverOf } from "../driverFile/loadDriver.ts";
import { implementationOf, readCode, toldDriver, TOLD_NOTHING } from "./implementation.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "implementation-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const driver = path.join(folder, "driver.mjs");

const digestOf = async (text: string, version?: string): Promise<string | null> => {
  writeFileSync(driver, text);
  const wish = { file: "a.baseline", driver, ...(version === undefined ? {} : { version }) };
  const found = implementationOf(await readCode(driver), { ...wish, target: "t", told: TOLD_NOTHING });
  return found.kind === "known" ? found.digest : null;
};

describe("implementationOf", () => {
  it("is equal for equal implementations, and another one when a module or what is said changes", async () => {
    writeFileSync(path.join(folder, "a.mjs"), "// one\n");
    const text = 'import "./a.mjs";\n';
    const first = await digestOf(text);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(text)).toBe(first);
    expect(await digestOf(text, "2")).not.toBe(first);
    expect(await digestOf(`${text}// more\n`)).not.toBe(first);
    writeFileSync(path.join(folder, "a.mjs"), "// two\n");
    expect(await digestOf(text)).not.toBe(first);
  });

  it("cannot be told of what a driver reaches outside, unless somebody says so", async () => {
    const text = 'import { step } from "my-elector";\nconst limit = process.env.LIMIT;\n';
    writeFileSync(driver, text);
    const found = implementationOf(await readCode(driver), { target: "t", told: TOLD_NOTHING });
    expect(found).toMatchObject({ kind: "unknown" });
    expect(found).toHaveProperty("reason", expect.stringContaining("my-elector, process"));
    expect(await digestOf(text, "1.2")).not.toBeNull();
    expect(await digestOf(text, "1.3")).not.toBe(await digestOf(text, "1.2"));
  });

  it("is another one for another target, or where the model tells it something else", async () => {
    const code = await readCode();
    const digest = (target: string, fixed: string) =>
      implementationOf(code, { target, told: { fixed, actions: null } });
    expect(digest("t", "a")).toEqual(digest("t", "a"));
    expect(digest("t", "a")).not.toEqual(digest("u", "a"));
    expect(digest("t", "a")).not.toEqual(digest("t", "b"));
  });

  it("is unknown where the file is gone: loading it says what is wrong", async () => {
    const code = await readCode(path.join(folder, "gone.mjs"));
    expect(code.beyond).toEqual([path.join(folder, "gone.mjs")]);
  });
});

describe("toldDriver", () => {
  const spec = { actions: ["A"], variables: ["x"], modelValues: new Set(["n", "m"]) };
  const fixed = (more: Partial<typeof spec>, isMade: boolean): string =>
    toldDriver({ ...spec, ...more }, isMade).fixed;

  it("has which texts are model values, in any order", () => {
    for (const isMade of [false, true]) {
      expect(fixed({ modelValues: new Set(["m", "n"]) }, isMade)).toBe(fixed({}, isMade));
      expect(fixed({ modelValues: new Set(["n"]) }, isMade)).not.toBe(fixed({}, isMade));
    }
  });

  it("has all that a function is told which makes the driver; any other driver may see more actions", () => {
    expect(fixed({ actions: ["A", "B"] }, true)).not.toBe(fixed({}, true));
    expect(fixed({ variables: ["y"] }, true)).not.toBe(fixed({}, true));
    expect(fixed({ actions: ["A", "B"] }, false)).toBe(fixed({}, false));
    expect(toldDriver(spec, false).actions).toEqual(["A"]);
  });

  it("knows from the file which it is", async () => {
    const plain = { initial: () => 0, perform: () => "no", project: () => ({ x: 0 }) };
    expect(await driverOf(driver, plain, spec)).toMatchObject({ value: { isMade: false } });
    expect(await driverOf(driver, () => plain, spec)).toMatchObject({ value: { isMade: true } });
  });
});
