import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { buildGraph } from "../graph/graph.ts";
import { packageFile } from "../packageRoot.ts";
import type { PathReport } from "../replay/pathReport.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import { replayText } from "../report/replayText.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import type { CommandResult } from "./options.ts";
import { replay } from "./replay.ts";
import { replayAgain, type ReplayCommandOptions } from "./replayOptions.ts";
import { findSubject } from "./replaySubject.ts";
import { replayTarget } from "./replayTarget.ts";

const found = await findToolchain({ env: process.env });
const root = mkdtempSync(path.join(os.tmpdir(), "replay-driver-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DESK = packageFile("docs", "example", "desk");
const FILES = { spec: path.join(DESK, "Desk.tla"), cfg: path.join(DESK, "Desk.cfg") };

const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };
const run = (options: ReplayCommandOptions): Promise<CommandResult> =>
  replay({ ...FILES, jobs: "1", outDir: path.join(root, "again"), ...options }, context);

/** One graph for all drivers. */
const build = async () => {
  if (!found.ok) throw new Error("no toolchain");
  const limits = { memoryMiB: 512, jobs: 1, timeoutSeconds: 60, runDir: path.join(root, "graph") };
  const session = { ...limits, ...context, toolchain: found.value };
  const spec = await loadSpec({ specFile: FILES.spec, cfgFile: FILES.cfg, ...session });
  const built = spec.ok ? await buildGraph(spec.value, session) : spec;
  if (!spec.ok || !built.ok) throw new Error(JSON.stringify(built));
  return { spec: spec.value, built: built.value };
};

/** The driver of the page, with another line. */
const bentDriver = (line: string, other: string): string => {
  const text = readFileSync(path.join(DESK, "driver.mjs"), "utf8");
  expect(text).toContain(line);
  const file = path.join(root, "it's bent.mjs");
  const desk = pathToFileURL(path.join(DESK, "desk.mjs")).href;
  writeFileSync(file, text.replace(line, other).replace("./desk.mjs", desk));
  return file;
};

/** The words of a line as a shell takes them apart. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/(?:'[^']*'|\\'|[^\s'])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\'/g, (_, inner?: string) => inner ?? "'"),
  );

describe("the page on replay", () => {
  it("shows the driver of its example", () => {
    const page = readFileSync(packageFile("docs", "replay.md"), "utf8");
    expect(page).toContain(readFileSync(path.join(DESK, "driver.mjs"), "utf8").trim());
  });
});

describe.skipIf(!found.ok)("a driver file, on TLC's graph", () => {
  it("conforms as the page says, and another answer is found, and found again by the printed command", async () => {
    const { spec, built } = await build();
    const report = async (driver: string): Promise<ReplayReport> => {
      const options = { ...FILES, driver };
      const subject = await findSubject(null, options, spec);
      if (!subject.ok) throw new Error(JSON.stringify(subject.problems));
      return replayTarget(subject.value, { ...built, commandFor: replayAgain(options) });
    };
    const good = await report(path.join(DESK, "driver.mjs"));
    expect(readFileSync(packageFile("docs", "replay.md"), "utf8")).toContain(replayText(good));
    expect(good.verdict).toBe("conforms");

    const driver = bentDriver(
      "desk.join(c)",
      'desk.join(c === "Cid" && desk.waiting.length === 2 ? "Dan" : c)',
    );
    const bad = await report(driver);
    const [failure] = bad.failures;
    expect(failure).toMatchObject({
      count: 2,
      why: [{ kind: "state", path: "queue[3]", expected: "Cid", logged: '"Dan"' }],
    });
    const [program, command, ...given] = words(failure?.command ?? "");
    expect([program, command]).toEqual(["conformance", "replay"]);
    const options = Object.fromEntries(
      given.flatMap((word, index) => (word.startsWith("--") ? [[word.slice(2), given[index + 1]]] : [])),
    ) as ReplayCommandOptions;
    expect(options).toMatchObject({ ...FILES, driver });
    expect(replayText(bad)).toContain(`again: ${failure?.command}`);

    const again = await run(options);
    const { steps, verdict } = again.json as PathReport;
    expect(again.exitCode).toBe(1);
    expect(verdict).toBe("diverges");
    expect(steps.slice(1).map(({ label }) => label)).toEqual(failure?.shortest);
    expect(steps.at(-1)).toMatchObject({ outcome: "different", why: failure?.why });
    expect(again.text).toContain('! queue[3]: model Cid, implementation "Dan"');
  });
});
