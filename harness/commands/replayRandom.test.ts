import path from "node:path";
import { describe, expect, it } from "vitest";
import { packageFile } from "../packageRoot.ts";
import type { RandomReport } from "../replay/random/randomReport.ts";
import type { CommandResult } from "./options.ts";
import { replay } from "./replay.ts";
import type { ReplayCommandOptions } from "./replayOptions.ts";

const SUITES = packageFile("harness", "replay", "suites");

/** Without anything that could start Java. */
const context = { env: { PATH: "" }, progress: () => undefined, signal: new AbortController().signal };

const walk = (options: ReplayCommandOptions): Promise<CommandResult> =>
  replay(
    { target: "election", suite: path.join(SUITES, "election-two-servers.suite.txt"), ...options },
    context,
  );

const reportOf = ({ json }: CommandResult): RandomReport => json as RandomReport;

/** What a shell makes of a command line, as far as ours have it. */
const optionsOf = (command: string): Record<string, string> => {
  const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  const [program, name, ...rest] = words;
  expect([program, name]).toEqual(["conformance", "replay"]);
  return Object.fromEntries(
    rest.flatMap((word, index) => (word.startsWith("--") ? [[word.slice(2), rest[index + 1] ?? ""]] : [])),
  );
};

describe("conformance replay --random --suite", () => {
  it("walks the elector through a committed graph, for long and without Java", async () => {
    const result = await walk({ random: "120", length: "60" });
    expect(result.exitCode).toBe(0);
    const report = reportOf(result);
    expect(report).toMatchObject({
      verdict: "conforms",
      tests: 120,
      failures: [],
      random: { open: 0, stopped: null },
    });
    expect(report.steps).toBeGreaterThan(1200);
    expect(report.negative.checked).toBeGreaterThan(400);
  });

  it("tells a command that finds a failure again, and one that follows it", async () => {
    const result = await walk({ random: "120", length: "60", seed: "5", mutant: "keeps-tentative" });
    expect(result.exitCode).toBe(1);
    const [failure] = reportOf(result).failures;
    if (failure === undefined || failure.command === null) throw new Error("no failure");
    const again = optionsOf(failure.command);
    const [second] = reportOf(await walk(again)).failures;
    expect(second).toEqual(failure);
    expect(optionsOf(failure.follow)).toMatchObject({
      mutant: "keeps-tentative",
      path: failure.path.join(" > "),
    });
    expect(result.text).toContain("by fast-check");
  });

  it("says what is wrong with a suite, and stops when told to", async () => {
    const none = await walk({ random: "1", suite: path.join(SUITES, "none.suite.txt") });
    expect(none.exitCode).not.toBe(0);
    expect(none.json).toMatchObject({ errors: [{ code: "RPL001" }] });
    const signal = AbortSignal.abort();
    const stopped = await replay(
      { target: "election", random: "10", suite: path.join(SUITES, "election-two-servers.suite.txt") },
      { ...context, signal },
    );
    expect(stopped.exitCode).toBe(2);
  });
});
