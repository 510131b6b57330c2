import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { figures } from "./figures.ts";
import { isRunning } from "./fixtures/fakes.ts";
import type { TlcJob } from "./job.ts";
import { CODE } from "./messageCodes.ts";
import { classify } from "./outcome.ts";
import { runTlc } from "./run.ts";
import { findToolchain } from "./toolchain.ts";

const SPECS = path.join(import.meta.dirname, "fixtures", "specs");
const found = await findToolchain({ env: process.env });

let root = "";
const temporary = mkdtempSync(path.join(os.tmpdir(), "run-tmp-"));
const outerTemporary = process.env["TMPDIR"];
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "run-"));
  // Scratch folders of the runs go where nobody else's are, so that what is left behind can be seen.
  process.env["TMPDIR"] = temporary;
});
afterEach(() => {
  process.env["TMPDIR"] = outerTemporary ?? path.dirname(temporary);
  rmSync(root, { recursive: true, force: true });
  expect(readdirSync(temporary)).toEqual([]);
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const job = (module: string, config: string, more: Partial<TlcJob> = {}): TlcJob => {
  if (!found.ok) throw new Error("no toolchain");
  return {
    ...{ toolchain: found.value, workers: 1, memoryMiB: 256, short: true, deadlock: false },
    ...{ module: path.join(SPECS, `${module}.tla`), config: path.join(SPECS, `${config}.cfg`) },
    runDir: path.join(root, "run"),
    ...more,
  };
};

/** The process id that TLC reports of itself. */
const pidIn = (text: string): number => Number(/\[pid: (\d+)\]/.exec(text)?.[1] ?? "0");
const isGone = (text: string): Promise<void> =>
  expect.poll(() => pidIn(text) > 0 && !isRunning(pidIn(text)), { timeout: 5000 }).toBe(true);

describe.skipIf(!found.ok)("runTlc", () => {
  it("runs a spec to its end, with figures, prints and the command beside the output", async () => {
    const lines: string[] = [];
    const codes: number[] = [];
    const run = await runTlc(
      job("Counter", "Counter.ok", {
        coverage: true,
        onUserLine: (line) => lines.push(line),
        onMessage: ({ code }) => codes.push(code),
      }),
    );
    expect(run).toMatchObject({ status: 0, ended: "finished", stderrTail: "" });
    expect(classify(run)).toEqual({ kind: "finished" });
    expect(figures(run)).toMatchObject({ initial: 1, generated: 5, distinct: 4, queue: 0, depth: 4 });
    expect(figures(run).actions["Up"]).toEqual({ generated: 3, distinct: 3 });
    expect(lines).toEqual(['<<"up", 0>>', '<<"up", 1>>', '<<"up", 2>>']);
    expect(await readFile(path.join(root, "run", "user.out"), "utf8")).toBe(`${lines.join("\n")}\n`);
    expect(codes).toContain(CODE.finished);
    expect(await readFile(path.join(root, "run", "command.txt"), "utf8")).toContain("tlc2.TLC -tool");
    expect(await readFile(run.outFile, "utf8")).toContain("Model checking completed");
  });

  it("reports a violation and a deadlock with their behaviours", async () => {
    const invariant = await runTlc(job("Counter", "Counter.invariant"));
    expect(invariant.status).toBe(12);
    expect(classify(invariant)).toMatchObject({
      kind: "violated",
      what: "invariant",
      name: "Small",
      states: { length: 3 },
    });
    const deadlock = await runTlc(job("Counter", "Counter.deadlock", { deadlock: true }));
    expect(classify(deadlock)).toMatchObject({ kind: "violated", what: "deadlock", states: { length: 4 } });
    expect(classify(await runTlc(job("Counter", "Counter.deadlock")))).toEqual({ kind: "finished" });
  });

  it("reports a parse error with its place, and files that are not there without starting Java", async () => {
    expect(classify(await runTlc(job("BadMeaning", "Plain")))).toMatchObject({
      kind: "input",
      problems: [
        { code: "SPC034", file: path.join(SPECS, "BadMeaning.tla"), line: 5, column: 13 },
        {},
        {},
        {},
      ],
    });
    const absent = await runTlc(job("Absent", "Absent"));
    expect(absent.command).toEqual([]);
    expect(classify(absent)).toMatchObject({
      kind: "input",
      problems: [{ code: "SPC001" }, { code: "CFG002" }],
    });
    const odd = job("Counter", "Counter.ok", { config: path.join(SPECS, "Counter.tla"), module: "a.cfg" });
    expect(classify(await runTlc(odd))).toMatchObject({ problems: [{ code: "SPC031" }, { code: "CFG031" }] });
  });

  it("reports a Java that has gone away as a failure of the tool", async () => {
    if (!found.ok) return;
    const java = { ...found.value.java, path: path.join(root, "no-java") };
    const run = await runTlc(job("Counter", "Counter.ok", { toolchain: { ...found.value, java } }));
    expect(classify(run)).toMatchObject({ kind: "input", problems: [{ code: "JAV004" }] });
  });

  it("stops an endless run in time, keeps what was printed, and leaves no Java", async () => {
    const lines: string[] = [];
    const run = await runTlc(
      job("Endless", "Endless.step", { timeoutSeconds: 4, onUserLine: (line) => lines.push(line) }),
    );
    expect(run.ended).toBe("timeout");
    expect(run.durationMs).toBeLessThan(9000);
    expect(classify(run)).toMatchObject({ kind: "stopped", why: "timeout" });
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.slice(0, 3)).toEqual(['<<"step", 0>>', '<<"step", 1000>>', '<<"step", 2000>>']);
    const text = await readFile(run.outFile, "utf8");
    expect(text).toContain(lines.at(-1));
    await isGone(text);
    expect(execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })).not.toContain(root);
  });

  it("stops on abort", async () => {
    const controller = new AbortController();
    const run = await runTlc(
      job("Endless", "Endless.step", { signal: controller.signal, onUserLine: () => controller.abort() }),
    );
    expect(classify(run)).toMatchObject({ kind: "stopped", why: "aborted" });
    await isGone(await readFile(run.outFile, "utf8"));
  });

  it("survives a kill from outside without calling it a verdict", async () => {
    const lines: string[] = [];
    let pid = 0;
    const run = await runTlc(
      job("Endless", "Endless.step", {
        onMessage: ({ text }) => (pid = pidIn(text) || pid),
        onUserLine: (line) => {
          lines.push(line);
          if (lines.length === 3) process.kill(pid, "SIGKILL");
        },
      }),
    );
    expect(run).toMatchObject({ ended: "killed", status: null });
    expect(classify(run)).toMatchObject({ kind: "stopped", why: "killed" });
    expect((await readFile(path.join(root, "run", "user.out"), "utf8")).trimEnd().split("\n")).toEqual(lines);
  });

  it("calls a starved run out of memory, and a heap in which Java does not start unknown", async () => {
    const starved = await runTlc(job("Endless", "Endless.hungry", { memoryMiB: 16 }));
    expect(classify(starved)).toMatchObject({ kind: "stopped", why: "outOfMemory" });
    const tiny = await runTlc(job("Counter", "Counter.ok", { memoryMiB: 1 }));
    const outcome = classify(tiny);
    expect(outcome).toMatchObject({ kind: "stopped", why: "unknown" });
    expect(outcome.kind === "stopped" && outcome.message).toContain("Too small");
  });

  it("ends Java and passes the error on when a listener throws", async () => {
    let text = "";
    const broken = job("Endless", "Endless.step", {
      onMessage: (message) => (text += message.text),
      onUserLine: () => {
        throw new Error("a bug of the caller's");
      },
    });
    await expect(runTlc(broken)).rejects.toThrow("a bug of the caller's");
    await isGone(text);
  });

  it("takes any path as it is: spaces, quotes, leading dashes", async () => {
    const folder = path.join(root, `it's a "dir" -x`, "-y $(touch x) ;#");
    await mkdir(path.join(folder, "lib"), { recursive: true });
    await writeFile(
      path.join(folder, "Main.tla"),
      "---- MODULE Main ----\nEXTENDS Helper\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x /\\ Same(x)\n====\n",
    );
    await writeFile(
      path.join(folder, "lib", "Helper.tla"),
      '---- MODULE Helper ----\nEXTENDS Naturals, TLC\nSame(a) == PrintT("é")\n====\n',
    );
    await writeFile(path.join(folder, "-main.cfg"), "INIT Init\nNEXT Next\n");
    if (!found.ok) return;
    const jar = path.join(folder, "the jar.jar");
    await cp(found.value.jar.path, jar);
    const toolchain = { ...found.value, jar: { ...found.value.jar, path: jar } };
    const before = readdirSync(folder);
    const run = await runTlc({
      ...job("", "", { toolchain, libraries: [path.join(folder, "lib")], workers: "auto" }),
      ...{ module: path.join(folder, "Main.tla"), config: path.join(folder, "-main.cfg") },
      ...{ runDir: path.join(root, "-run 'x'"), dump: path.join(root, '-graph "x".dot') },
    });
    expect(classify(run)).toEqual({ kind: "finished" });
    expect(readdirSync(folder)).toEqual(before);
    expect(await readFile(path.join(root, '-graph "x".dot'), "utf8")).toContain("digraph");
    expect(await readFile(path.join(root, "-run 'x'", "user.out"), "utf8")).toContain('"é"');
    // The recorded command is the one that ran: a shell gives the same result.
    execFileSync("sh", [path.join(root, "-run 'x'", "command.txt")]);
    rmSync(path.join(temporary, path.basename(scratchOf(run.command))), { recursive: true, force: true });
  });

  it("writes nothing beside the spec when an invariant fails", async () => {
    await cp(SPECS, path.join(root, "specs"), { recursive: true });
    const before = readdirSync(path.join(root, "specs"));
    await runTlc({
      ...job("Counter", "Counter.invariant"),
      module: path.join(root, "specs", "Counter.tla"),
      config: path.join(root, "specs", "Counter.invariant.cfg"),
    });
    expect(readdirSync(path.join(root, "specs"))).toEqual(before);
  });

  it("reads the prints of several workers, one by one", async () => {
    const lines: string[] = [];
    const run = await runTlc(job("Prints", "Plain", { workers: 2, onUserLine: (line) => lines.push(line) }));
    expect(classify(run)).toEqual({ kind: "finished" });
    expect(lines.filter((line) => line.startsWith("<< 1, [ alpha"))).toHaveLength(1);
    expect(lines).toHaveLength(10);
  });

  it("simulates", async () => {
    const simulate = { traces: 4, depth: 6, seed: 7 };
    const run = await runTlc(job("Counter", "Counter.ok", { simulate }));
    expect(classify(run)).toEqual({ kind: "finished" });
    const failing = await runTlc(
      job("Counter", "Counter.invariant", { simulate, extraArgs: ["-nowarning"] }),
    );
    expect(classify(failing)).toMatchObject({ kind: "violated", name: "Small" });
  });

  it("reports an option that this TLC does not know as a failure of the tool", async () => {
    const run = await runTlc(job("Counter", "Counter.ok", { extraArgs: ["-noSuchOption"] }));
    expect(classify(run)).toMatchObject({ kind: "input", problems: [{ code: "TLC001" }] });
  });
});

const scratchOf = (command: readonly string[]): string =>
  command.find((word) => word.startsWith("-Djava.io.tmpdir="))?.replace("-Djava.io.tmpdir=", "") ?? "";
