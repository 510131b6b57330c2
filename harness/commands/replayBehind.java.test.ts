import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageFile } from "../packageRoot.ts";
import type { LookedBehind } from "../replay/behind/behindReport.ts";
import type { SimulatedReport } from "../replay/random/simulatedReport.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { replay } from "./replay.ts";
import type { ReplayCommandOptions } from "./replayOptions.ts";

const found = await findToolchain({ env: process.env });
const root = mkdtempSync(path.join(os.tmpdir(), "behind-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FIXTURES = packageFile("harness", "replay", "behind", "fixtures");
const FILES = { spec: path.join(FIXTURES, "Parcels.tla"), cfg: path.join(FIXTURES, "Parcels.cfg") };

/** One cache for all: the graph is explored once. */
const env = {
  ...{ ...process.env, XDG_CACHE_HOME: path.join(root, "cache") },
  TLA2TOOLS_JAR: found.ok ? found.value.jar.path : "",
};
const context = { env, progress: () => undefined, signal: new AbortController().signal };

const DRIVER = readFileSync(path.join(FIXTURES, "parcelsDriver.txt"), "utf8");
writeFileSync(path.join(root, "parcels.mjs"), DRIVER.replace("SEALS_EARLY", "false"));
writeFileSync(path.join(root, "sealsEarly.mjs"), DRIVER.replace("SEALS_EARLY", "true"));

const run = (driver: string, options: ReplayCommandOptions) =>
  replay(
    {
      ...{ ...FILES, driver: path.join(root, driver), jobs: "1", memory: "512" },
      ...{ outDir: path.join(root, "run"), ...options },
    },
    context,
  );

describe.skipIf(!found.ok)("behind the cut of a graph", () => {
  it("looks unasked, finds what is wrong only there, and says what stays unknown", async () => {
    const good = await run("parcels.mjs", { maxStates: "200" });
    const report = good.json as LookedBehind;
    expect(good.exitCode).toBe(2);
    expect(report).toMatchObject({ verdict: "inconclusive", failuresTotal: 0, errors: [{ code: "INC051" }] });
    const { behind } = report;
    expect(behind?.replay).toMatchObject({ verdict: "conforms", tests: 200, seed: 1, failuresTotal: 0 });
    expect(behind?.replay.simulated).toMatchObject({ asked: 200, depth: 50 });
    expect(behind?.newActions).toContain("Empty");
    expect(behind?.covered).toBe(behind?.steps);
    expect(behind?.steps).toBeGreaterThan(2000);
    expect(behind?.steps).toBeLessThan(behind?.replay.steps ?? 0);
    expect(behind?.frontier.left).toBeLessThanOrEqual(behind?.frontier.states ?? 0);
    expect(good.text).toContain(
      `${behind?.steps} of ${behind?.replay.steps} steps are behind it, in ${behind?.behaviours} behaviours: ${behind?.covered} followed`,
    );
    expect(good.text).toMatch(/still unknown: all behind \d+ of \d+ states at the cut/);

    // The graph is kept, and so is that a limit has cut it off. What was explored shows nothing wrong.
    const bad = await run("sealsEarly.mjs", { maxStates: "200", behind: "100" });
    const told = bad.json as LookedBehind;
    const [failure] = told.failures;
    expect(bad.exitCode).toBe(1);
    expect(told).toMatchObject({ verdict: "diverges", edgesCovered: told.edges, failureKinds: 1 });
    expect(failure?.why).toMatchObject([{ kind: "forbidden" }]);
    expect(failure?.path.at(-1)).toMatch(/^Seal\(/);
    expect(bad.text).toContain(`again: ${failure?.command}`);
    const again = /--simulate (\d+) --depth (\d+) --seed (\d+)$/.exec(failure?.command ?? "");
    const [, simulate = "", depth = "", seed = ""] = again ?? [];
    const repeated = await run("sealsEarly.mjs", { simulate, depth, seed });
    const [same] = (repeated.json as SimulatedReport).failures;
    expect(repeated.exitCode).toBe(1);
    expect(same?.path).toEqual(failure?.path);
  }, 120_000);

  it("does not look where told not to", async () => {
    const result = await run("sealsEarly.mjs", { maxStates: "200", behind: "0" });
    expect(result.exitCode).toBe(2);
    expect(result.json).toMatchObject({ verdict: "inconclusive", failuresTotal: 0 });
    expect(result.json).not.toHaveProperty("behind");
  }, 60_000);
});
