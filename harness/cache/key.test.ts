import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { Declarations } from "../spec/declarations.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { parseCfg } from "../tla/cfg.ts";
import { contextKey, toolKey, type AskedOfTraces } from "./key.ts";
import type { SpecVersion } from "./models.ts";
import { toolDigest } from "./toolDigest.ts";

const java = { path: "/bin/java", version: "17.0.1", major: 17, identity: "id" };
const jar = { path: "/t.jar", sha256: "aa", source: "option" as const };

test("a tool is this program, the bytes of the jar, and the Java with its options", () => {
  const key = (program: string, change: object = {}, env: Record<string, string> = {}): string =>
    toolKey(program, { java, jar, ...change }, env);
  const anonymous = { path: "/bin/java", version: "17.0.1", major: 17 };
  const different = [
    key("program"),
    key("other"),
    key("program", { jar: { ...jar, sha256: "bb" } }),
    key("program", { java: { ...java, identity: "other" } }),
    key("program", { java: anonymous }),
    key("program", { java: { ...anonymous, path: "/other" } }),
    key("program", { java: { ...anonymous, version: "21" } }),
    key("program", { java: anonymous }, { JAVA_TOOL_OPTIONS: "-Dx=1" }),
  ];
  expect(new Set(different).size).toBe(different.length);
  expect(key("program", { jar: { ...jar, path: "/elsewhere.jar" } })).toBe(different[0]);
});

const cfg = (text: string, file = "a.cfg") => {
  const parsed = parseCfg(file, text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const version: SpecVersion = { root: "M", files: [{ module: "M", digest: "1" }], isUnchanged: () => true };
const declared = (changes: Partial<Declarations>): Declarations => ({
  silent: [],
  compose: new Map(),
  ...changes,
});

interface Changes {
  readonly tool?: string;
  readonly spec?: object;
  readonly version?: Partial<SpecVersion>;
  readonly asked?: Partial<AskedOfTraces>;
}

const context = (changes: Changes = {}): string =>
  contextKey(
    changes.tool ?? "tool",
    {
      spec: { cfg: cfg("INIT I\nNEXT N"), ...changes.spec } as LoadedSpec,
      version: { ...version, ...changes.version },
    },
    { coverage: false, ...changes.asked },
  );

test("a context is all that a verdict depends on besides the trace", () => {
  const step = { action: "A" };
  const different = [
    context(),
    context({ tool: "other" }),
    context({ spec: { cfg: cfg("INIT I\nNEXT N\nINVARIANT Inv") } }),
    context({ spec: { cfg: cfg("INIT I\nNEXT N\nCONSTANT C = 1") } }),
    context({ spec: { cfg: cfg("INIT I\nNEXT N\nCONSTANT C = 2") } }),
    context({ spec: { declarations: declared({ silent: ["A"] }) } }),
    context({ spec: { declarations: declared({ silent: ["A"], maxSilent: 3 }) } }),
    context({ spec: { declarations: declared({ compose: new Map([["E", [step, step]]]) }) } }),
    context({ spec: { declarations: declared({ compose: new Map([["E", [step]]]) }) } }),
    context({ version: { root: "N" } }),
    context({ version: { files: [{ module: "M", digest: "2" }] } }),
    context({ version: { files: [{ module: "M", digest: null }] } }),
    context({ version: { files: [...version.files, { module: "Naturals", digest: null }] } }),
    context({ asked: { coverage: true } }),
    context({ asked: { looksLike: false } }),
    context({ asked: { reasons: "own" } }),
    context({ asked: { pieceEvents: 10 } }),
  ];
  expect(new Set(different).size).toBe(different.length);
});

test("a context is not where files stand, nor how often something was not declared", () => {
  const same = [
    context({ spec: { cfg: cfg("INIT I\nNEXT N", "elsewhere/b.cfg") } }),
    context({ spec: { declarations: declared({}) } }),
  ];
  expect(new Set([...same, context()]).size).toBe(1);
});

test("a program is its code, whatever is tested with it", () => {
  const root = mkdtempSync(path.join(os.tmpdir(), "tool-"));
  try {
    for (const folder of ["harness/check/fixtures", "traces"])
      mkdirSync(path.join(root, folder), { recursive: true });
    const digestWith = (file: string, text: string): string => {
      writeFileSync(path.join(root, file), text);
      return toolDigest(root);
    };
    const first = digestWith("harness/check/a.js", "1");
    const different = [
      first,
      digestWith("harness/check/a.js", "2"),
      digestWith("harness/b.ts", "1"),
      digestWith("traces/c.js", "1"),
      digestWith("traces/d.js", "1"),
    ];
    expect(new Set(different).size).toBe(different.length);
    const last = different.at(-1);
    expect(digestWith("harness/check/a.test.js", "1")).toBe(last);
    expect(digestWith("harness/check/fixtures/a.js", "1")).toBe(last);
    expect(digestWith("harness/check/notes.md", "1")).toBe(last);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  expect(toolDigest()).toMatch(/^[0-9a-f]{64}$/);
});
