import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { recordedText } from "../report/recordedText.ts";
import { record } from "./record.ts";
import type { RecordOptions } from "./recordOptions.ts";

// What is wrong with a command is told before any process starts; runs are tested in tcpRecord.test.ts.

const scratch = mkdtempSync(path.join(tmpdir(), "record-tcp-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const scenario = path.join(scratch, "some.scenario");
writeFileSync(scenario, "nodes 3\nrun 10\nheal\nexpect leader none\n");
const existing = path.join(scratch, "existing.ndjson");
writeFileSync(existing, "");
const out = path.join(scratch, "out.ndjson");

const outcome = async (options: RecordOptions) => {
  const context = { env: {}, progress: () => undefined, signal: AbortSignal.abort() };
  const result = await record({ out, outDir: path.join(scratch, "run"), ...options }, context);
  return [result.exitCode, result.text.split("\n")[0]];
};

test.each([
  [{ nodes: "10" }, 64, "error USE001: --nodes is at most 9"],
  [{ nodes: "0" }, 64, 'error USE001: --nodes takes a whole number from 1 to 1000000000, found "0"'],
  [{ duration: "600001" }, 64, "error USE001: --duration is at most 600000"],
  [{ steps: "1000001" }, 64, "error USE001: --steps is at most 1000000"],
  [{ termMemory: "some" }, 64, 'error USE025: --term-memory is durable or volatile, found "some"'],
  [{ mutant: "votes-twice" }, 64, "error USE025: --mutant is for the simulated driver"],
  [{ bridge: "x" }, 64, "error USE025: --bridge is for the simulated driver"],
  [{ target: "published" }, 64, "error USE010: target published cannot be run as processes"],
  [
    { scenario, nodes: "3", faults: true },
    64,
    "error USE025: --nodes, --faults: a scenario says that itself",
  ],
  [
    { scenario: path.join(scratch, "none") },
    65,
    `error SCN101 ${path.join(scratch, "none")}: the scenario cannot be read`,
  ],
  [{ out: existing }, 64, `error USE023: ${existing} exists already`],
  [{}, 2, "error INC060: the run was given up; its files are removed"],
] as const)("record --driver tcp %j", async (options, exitCode, text) => {
  expect(await outcome({ driver: "tcp", ...options })).toEqual([exitCode, text]);
  expect(readdirSync(scratch).sort()).toEqual(["existing.ndjson", "some.scenario"]);
});

test.each([
  [
    { driver: "carrier-pigeon" },
    "error USE021: there is no driver carrier-pigeon; drivers are simulated and tcp",
  ],
  [{ random: true, duration: "5" }, "error USE025: --duration is for --driver tcp"],
] as const)("record %j", async (options, text) => {
  expect(await outcome(options)).toEqual([64, text]);
});

test("a report tells of torn lines, of what was not trusted, and of warnings", () => {
  const torn = { file: "S1.1.ndjson", killed: true, events: 3, tornBytes: 7 };
  const whole = { file: "S1.2.ndjson", killed: false, events: 4, tornBytes: 0 };
  const warning = { code: "SCN103", message: "1 expectations were not judged" };
  const report = { file: "out", events: 7, folder: "runs/x", processes: [torn, whole] };
  expect(recordedText({ ...report, refusals: { stale: 2, empty: 1 }, warnings: [warning] })).toEqual([
    "7 events recorded to out",
    "2 processes, 1 of them killed; their own traces are in runs/x",
    "S1.1.ndjson: the last line was cut off by the kill; its 7 bytes are left out",
    "not trusted and closed: stale 2, empty 1",
    "warning SCN103: 1 expectations were not judged",
  ]);
});
