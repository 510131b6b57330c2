import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRunning } from "./fixtures/fakes.ts";
import { findToolchain } from "./toolchain.ts";

const found = await findToolchain({ env: process.env });
const SPECS = path.join(import.meta.dirname, "fixtures", "specs");

let root = "";
beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), "orphan-"));
  await mkdir(path.join(root, "tmp"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A program that runs an endless TLC; `extra` is put before. */
const program = (extra: string): string => `
import { findToolchain } from ${JSON.stringify(path.join(import.meta.dirname, "toolchain.ts"))};
import { runTlc } from ${JSON.stringify(path.join(import.meta.dirname, "run.ts"))};
${extra}
const found = await findToolchain({ env: process.env });
const run = await runTlc({
  toolchain: found.value, workers: 1, memoryMiB: 128, short: true, deadlock: false,
  module: ${JSON.stringify(path.join(SPECS, "Endless.tla"))},
  config: ${JSON.stringify(path.join(SPECS, "Endless.step.cfg"))},
  runDir: ${JSON.stringify(path.join(root, "run"))},
});
console.log("ended: " + run.ended);
`;

const start = async (extra: string) => {
  const file = path.join(root, "program.mts");
  await writeFile(file, program(extra));
  const node = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: path.join(root, "tmp") },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  node.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const end = new Promise<string>((resolve) =>
    node.on("exit", (code, signal) => resolve(signal ?? String(code))),
  );
  const out = path.join(root, "run", "tlc.out");
  const output = (): string => (existsSync(out) ? readFileSync(out, "utf8") : "");
  await expect.poll(output, { timeout: 60_000, interval: 100 }).toContain('<<"step", 1000>>');
  return { node, end, said: () => said, java: Number(/\[pid: (\d+)\]/.exec(output())?.[1] ?? "0") };
};

/** tsx keeps a folder of its own there. */
const leftOvers = (): readonly string[] =>
  readdirSync(path.join(root, "tmp")).filter((name) => name.startsWith("tla-conformance"));

describe.skipIf(!found.ok)("when this process goes away", () => {
  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "no Java and no scratch folder outlives %s",
    async (signal) => {
      const { node, end, java } = await start("");
      expect(isRunning(java)).toBe(true);
      node.kill(signal);
      expect(await end).toBe(signal);
      await expect.poll(() => isRunning(java), { timeout: 5000 }).toBe(false);
      expect(leftOvers()).toEqual([]);
    },
  );

  it("nor process.exit and an error that nobody catches", async () => {
    for (const ending of ["process.exit(3)", "throw new Error('on purpose')"]) {
      const { end, java } = await start(`setTimeout(() => { ${ending}; }, 6000);`);
      expect(await end).toBe(ending.includes("exit") ? "3" : "1");
      await expect.poll(() => isRunning(java), { timeout: 5000 }).toBe(false);
      expect(leftOvers()).toEqual([]);
      rmSync(path.join(root, "run"), { recursive: true, force: true });
    }
  });

  it("leaves the end to another listener of the signal, but stops Java and says so", async () => {
    const { node, end, java, said } = await start("process.on('SIGINT', () => console.log('heard'));");
    node.kill("SIGINT");
    expect(await end).toBe("0");
    expect(said()).toBe("heard\nended: aborted\n");
    await expect.poll(() => isRunning(java), { timeout: 5000 }).toBe(false);
    expect(leftOvers()).toEqual([]);
  });
});
