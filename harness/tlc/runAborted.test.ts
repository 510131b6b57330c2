import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { classify } from "./outcome.ts";
import { runTlc } from "./run.ts";

const SPECS = path.join(import.meta.dirname, "fixtures", "specs");

it("begins nothing where it was stopped before it began", async () => {
  const runDir = mkdtempSync(path.join(os.tmpdir(), "aborted-"));
  const started = path.join(runDir, "command.txt");
  const run = await runTlc({
    // A Java that is not there would be a problem of its own.
    toolchain: {
      java: { path: "/nonexistent/java", major: 17, version: "17" },
      jar: { path: "/nonexistent.jar" },
    } as never,
    ...{ module: path.join(SPECS, "Counter.tla"), config: path.join(SPECS, "Counter.ok.cfg"), runDir },
    ...{ workers: 1, memoryMiB: 64, short: true, deadlock: false, signal: AbortSignal.abort() },
  });
  expect(classify(run)).toMatchObject({ kind: "stopped", why: "aborted" });
  expect(existsSync(started)).toBe(false);
  rmSync(runDir, { recursive: true });
});
