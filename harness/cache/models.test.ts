import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { appendFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failure, success, type Result } from "../../traces/problem.ts";
import type { ModelSource } from "../spec/specXml.ts";
import type { Definition, SpecModel } from "../tla/expression.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { createModels } from "./models.ts";
import { openStore } from "./store.ts";

let root = "";
let parses = 0;
let whileParsing = (): void => undefined;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "models-"));
  parses = 0;
  whileParsing = () => undefined;
  for (const name of ["Root", "Other"]) writeFileSync(at(`${name}.tla`), `---- MODULE ${name} ----\n====`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (name: string): string => path.join(root, name);
const definition = { uid: "7", name: "Next" } as Definition;
const model: SpecModel = {
  ...{ rootModule: "Root", modules: ["Conf_View", "Naturals", "Other", "Root"], theorems: ["Inv"] },
  ...{ constants: [], variables: [], local: new Map(), parameters: new Map() },
  ...{ definitions: new Map([["7", definition]]), named: new Map([["Next", definition]]) },
};
let answer: Result<SpecModel> = success(model);

/** A new process, as it were. */
const models = async (tool = "tool") => {
  const limits = { folderEntries: 100, folderBytes: 1e6, entryBytes: 1e6, spread: false };
  const store = await openStore(at("kept"), limits);
  const parse = (): Promise<Result<SpecModel>> => {
    parses += 1;
    whileParsing();
    return Promise.resolve(answer);
  };
  return { ...createModels(store, tool, parse), problems: store.problems };
};
const source: () => ModelSource = () => ({
  ...{ specFile: at("Root.tla"), runDir: at("run"), toolchain: {} as Toolchain },
});
const load = async (tool?: string) => {
  const one = await models(tool);
  return { loaded: await one.load(source()), version: one.version(), problems: one.problems() };
};

beforeEach(() => {
  answer = success(model);
});

describe("the model of a spec", () => {
  it("is made once, and is the same from then on, shared parts included", async () => {
    const first = await load();
    const second = await load();
    expect(parses).toBe(1);
    expect(second.loaded).toEqual(first.loaded);
    if (!second.loaded.ok) throw new Error("not loaded");
    const { definitions, named } = second.loaded.value;
    expect(named.get("Next")).toBe(definitions.get("7"));
    expect(second.version?.files).toEqual(first.version?.files);
    expect(second.version?.files.map(({ module, digest }) => [module, digest === null])).toEqual([
      ["Naturals", true],
      ["Other", false],
      ["Root", false],
    ]);
    await load("another tool");
    expect(parses).toBe(2);
  });

  it.each<[string, () => Promise<void>]>([
    ["the root module", () => appendFile(at("Root.tla"), "\n")],
    ["a module that it extends", () => appendFile(at("Other.tla"), "\n")],
    ["a module that comes to stand before one of TLC's", () => writeFile(at("Naturals.tla"), "")],
  ])("is made anew after a change of %s", async (_name, change) => {
    const before = await load();
    await change();
    const after = await load();
    await load();
    expect(parses).toBe(2);
    expect(after.version?.files).not.toEqual(before.version?.files);
  });

  it("is not made anew for what it does not use", async () => {
    await load();
    await writeFile(at("Third.tla"), "");
    await load();
    expect(parses).toBe(1);
  });

  it.each(["Json", "IOUtils", "Randomization", "Nobody"])(
    "that uses %s, or a class in Java, is kept by nobody",
    async (name) => {
      answer = success({ ...model, modules: [...model.modules, name] });
      expect([(await load()).version, (await load()).version]).toEqual([null, null]);
      expect(parses).toBe(2);
      answer = success(model);
      expect((await load()).version).not.toBeNull();
      await writeFile(at("Naturals.class"), "");
      expect((await load()).version).toBeNull();
    },
  );

  it("that somebody changes meanwhile is not kept", async () => {
    whileParsing = () => writeFileSync(at("Other.tla"), "changed");
    expect((await load()).version).toBeNull();
    whileParsing = () => undefined;
    const { version } = await load();
    expect([parses, version?.isUnchanged()]).toEqual([2, true]);
    utimesSync(at("Other.tla"), 1, 1);
    expect(version?.isUnchanged()).toBe(false);
  });

  it("that has problems is looked at each time", async () => {
    answer = failure({ code: "SPC030", message: "" });
    expect([await load(), await load()].map(({ loaded }) => loaded)).toEqual([answer, answer]);
    expect(parses).toBe(2);
  });

  it("that is no model is dropped", async () => {
    await load();
    const store = await openStore(at("kept"), {
      ...{ folderEntries: 9, folderBytes: 1e6, entryBytes: 1e6, spread: false },
    });
    answer = success({ ...model, definitions: [] as unknown as SpecModel["definitions"] });
    await appendFile(at("Root.tla"), "\n");
    await load();
    expect((await load()).problems.map(({ code }) => code)).toEqual(["CAC001"]);
    expect(store.problems()).toEqual([]);
  });
});
