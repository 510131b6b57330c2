import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { script } from "./fixtures/fakes.ts";
import { findJava } from "./java.ts";
import { javaIdentity } from "./javaIdentity.ts";

let root = "";
const at = (name: string): string => path.join(root, name);
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "java-"));
  for (const folder of ["jdk/bin", "jdk/lib/server"]) mkdirSync(at(folder), { recursive: true });
  // No script, and nothing that could tell its version.
  writeFileSync(at("jdk/bin/java"), Buffer.from([0x7f, 0x45, 0x4c, 0x46]), { mode: 0o755 });
  writeFileSync(at("jdk/lib/server/libjvm.so"), "jvm");
  writeFileSync(at("jdk/release"), 'JAVA_VERSION="17.0.1"\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const identity = (env: Record<string, string> = {}) => javaIdentity(at("jdk/bin/java"), env);

it("is the same as long as nothing changes, and another after any change", async () => {
  const all = [await identity()];
  expect(await identity()).toBe(all[0]);
  for (const change of [
    () => appendFileSync(at("jdk/release"), "#"),
    () => appendFileSync(at("jdk/lib/server/libjvm.so"), "#"),
    () => utimesSync(at("jdk/bin/java"), 1, 1),
    () => writeFileSync(at("jdk/lib/modules"), ""),
  ]) {
    change();
    all.push(await identity());
  }
  all.push(await identity({ JAVA_TOOL_OPTIONS: "-Dx=1" }), await identity({ _JAVA_OPTIONS: "-Dx=1" }));
  expect(all).not.toContain(undefined);
  expect(new Set(all).size).toBe(all.length);
});

it("cannot be told of a script, of a Java without release file, of none at all", async () => {
  rmSync(at("jdk/release"));
  expect(await identity()).toBeUndefined();
  writeFileSync(at("jdk/release"), "");
  rmSync(at("jdk/bin/java"));
  expect(await identity()).toBeUndefined();
  await script(at("jdk/bin"), "java", ["exit 0"]);
  expect(await identity()).toBeUndefined();
});

it("lets a Java that has answered go unasked, until somebody wants to know", async () => {
  const env = { JAVA_HOME: at("jdk"), PATH: "" };
  const found = await findJava(env, { folder: at("cache"), afresh: false });
  expect(found.ok ? "" : found.problems[0]?.code).toBe("JAV003");
  expect(readdirSync(root)).not.toContain("cache");
  const id = (await javaIdentity(at("jdk/bin/java"), env)) ?? "";
  const memory = at(`cache/java-${id}.json`);
  mkdirSync(at("cache"));
  writeFileSync(memory, '{"major":17,"version":"17.0.1"}');
  const java = { path: at("jdk/bin/java"), identity: id, major: 17, version: "17.0.1" };
  expect(await findJava(env, { folder: at("cache"), afresh: false })).toEqual({ ok: true, value: java });
  expect((await findJava(env, { folder: at("cache"), afresh: true })).ok).toBe(false);
  for (const bad of ["{", "[]", '{"major":8,"version":"1.8"}', '{"major":17}']) {
    writeFileSync(memory, bad);
    expect([bad, (await findJava(env, { folder: at("cache"), afresh: false })).ok]).toEqual([bad, false]);
  }
});
