import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isFull, toolchain } from "../../check/fixtures/judge.ts";
import { suiteOf } from "../../commands/replayEmit.ts";
import { buildGraph } from "../../graph/graph.ts";
import { loadSpec } from "../../spec/loadSpec.ts";
import { TARGETS } from "../../targets/registry.ts";
import { questionOf } from "../../targets/target.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { suiteFiles } from "../emit/writeSuite.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "suites-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const session = (name: string): TlcSession => {
  if (!toolchain.ok) throw new Error("no toolchain");
  const limits = { memoryMiB: 1024, jobs: 1, timeoutSeconds: 120 };
  return { ...limits, toolchain: toolchain.value, runDir: path.join(root, name), progress: () => undefined };
};

const all = TARGETS.flatMap((target) =>
  target.graphs.map((cfg) => ({ target, cfg, name: `${target.name}-${cfg.name}` })),
);
/** Those with two servers are here; one that is small stands for all of them in the short CI. */
const committed = all.filter(({ name }) => name.includes("-two-servers"));
const tried = committed.filter(({ name }) => isFull || name === "published-two-servers");

describe.skipIf(!toolchain.ok)("the suites of this folder", () => {
  it.each(tried)("$name is written again byte by byte", async ({ target, cfg, name }) => {
    const { specFile, cfgFile } = questionOf(target, cfg);
    const spec = await loadSpec({ specFile, cfgFile, ...session(name) });
    if (!spec.ok) throw new Error(JSON.stringify(spec.problems));
    const built = await buildGraph(spec.value, session(name));
    if (!built.ok) throw new Error(JSON.stringify(built.problems));
    const wish = { folder: import.meta.dirname, force: false, driver: null };
    const { parts, runner } = await suiteOf(wish, { spec: spec.value, graph: built.value.graph, target });
    const files = suiteFiles(parts, { folder: import.meta.dirname, runner });
    expect(files.ok && files.value.map(({ file }) => path.basename(file))).toEqual([
      `${name}.suite.txt`,
      `${name}.test.ts`,
    ]);
    for (const { file, content } of files.ok ? files.value : [])
      expect(readFileSync(file, "utf8") === content, `${file} is not what would be written now`).toBe(true);
  });
});
