import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRunning, script } from "./fixtures/fakes.ts";
import { runProgram } from "./program.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "child-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("runProgram", () => {
  it("passes words on as they are, without a shell", async () => {
    const file = await script(root, "echo all", ["printf '[%s]' \"$@\""]);
    const words = ["$(touch x)", "a b", "it's", '"', "-x", "*", "; exit 3"];
    const run = await runProgram({ file, args: words, cwd: root });
    expect(run).toMatchObject({ status: 0, stdout: words.map((word) => `[${word}]`).join("") });
  });

  it("keeps status and both outputs", async () => {
    const file = await script(root, "p", ["echo out; echo err >&2; exit 7"]);
    expect(await runProgram({ file, args: [], cwd: root })).toEqual({
      status: 7,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  it("says that a program is not there, or its folder", async () => {
    const file = await script(root, "p", ["exit 0"]);
    const absent = await runProgram({ file: path.join(root, "absent"), args: [], cwd: root });
    const nowhere = await runProgram({ file, args: [], cwd: path.join(root, "nowhere") });
    expect(absent).toMatchObject({ status: null, failure: expect.stringContaining("ENOENT") as unknown });
    expect(nowhere).toMatchObject({ status: null, failure: expect.any(String) as unknown });
  });

  it("gives the child the environment it was told, and no other", async () => {
    const file = await script(root, "p", ['echo "$ONLY$HOME"']);
    expect((await runProgram({ file, args: [], cwd: root, env: { ONLY: "x" } })).stdout).toBe("x\n");
  });

  it("ends a whole tree of processes on time-out, also those that ignore the polite signal", async () => {
    const stubborn = "(trap '' TERM; echo $$ > pids; while :; do sleep 0.1; done) & wait";
    const file = await script(root, "p", ["trap '' TERM", "sh -c 'echo $$ > inner; sleep 60' &", stubborn]);
    const started = performance.now();
    const run = await runProgram({ file, args: [], cwd: root, timeoutSeconds: 0.5 });
    expect(run).toMatchObject({ status: null, stopped: "timeout" });
    expect(performance.now() - started).toBeLessThan(8000);
    const inner = Number(await readFile(path.join(root, "inner"), "utf8"));
    expect(inner).toBeGreaterThan(1);
    await expect.poll(() => isRunning(inner), { timeout: 3000 }).toBe(false);
  }, 15_000);

  it("ends on an abort signal, also one that was given before the start", async () => {
    const file = await script(root, "p", ["sleep 60"]);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const later = await runProgram({ file, args: [], cwd: root, signal: controller.signal });
    const before = await runProgram({ file, args: [], cwd: root, signal: AbortSignal.abort() });
    expect([later.stopped, before.stopped]).toEqual(["aborted", "aborted"]);
  });

  it("leaves no listeners on the process", async () => {
    const file = await script(root, "p", ["exit 0"]);
    const before = process.listenerCount("SIGTERM");
    await runProgram({ file, args: [], cwd: root });
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});
