import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { mutate, type MutateCommandOptions } from "./mutate.ts";
import { shrink } from "./shrink.ts";

const context = { env: {}, progress: () => undefined, signal: new AbortController().signal };
const codesOf = (json: unknown): readonly string[] =>
  (json as { readonly errors: readonly { readonly code: string }[] }).errors.map(({ code }) => code);

test.each<[string, MutateCommandOptions, readonly string[]]>([
  ["an operator that is none", { operators: "delete,guess" }, ["USE030"]],
  ["a score beyond all", { minScore: "101" }, ["USE001"]],
  ["a limit of nothing", { limit: "0" }, ["USE001"]],
  ["all of it at once", { operators: "x", minScore: "a", seed: "-1" }, ["USE001", "USE030", "USE001"]],
])("mutate refuses %s before anything starts", async (_, options, codes) => {
  const { json, exitCode, text } = await mutate(["nowhere"], options, context);
  expect(codesOf(json)).toEqual(codes);
  expect(exitCode).toBe(64);
  expect(text).toContain("try:");
});

test("neither writes over what is there", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "mutate-"));
  const file = path.join(folder, "old.ndjson");
  await writeFile(file, "kept");
  const mutated = await mutate([file], { out: folder }, context);
  const shrunk = await shrink(file, { out: file }, context);
  expect([codesOf(mutated.json), codesOf(shrunk.json)]).toEqual([["USE023"], ["USE023"]]);
  await rm(folder, { recursive: true });
});
