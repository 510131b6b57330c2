import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRuns, readRuns } from "./mergedRuns.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "runs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, events: readonly object[], spec = "Net"): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = [
    { format: "tla-trace", version: 1, spec },
    ...events.map((one, at) => ({ seq: at + 1, ...one })),
  ];
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return file;
};

const A = [
  { node: "a", action: "Send", sent: ["m"] },
  { node: "a", action: "Rest" },
];
const B = [{ node: "b", action: "Receive", received: "m" }];

describe("files that are parts of runs", () => {
  it("named files are one run, each folder of files is one", async () => {
    const named = [write("x.ndjson", A), write("y.ndjson", B)];
    for (const run of ["one", "two/deep"]) {
      write(`runs/${run}/a.ndjson`, A);
      write(`runs/${run}/b.ndjson`, B);
    }
    const runs = await findRuns([named[1] ?? "", path.join(folder, "runs"), named[0] ?? ""]);
    expect(runs).toEqual({
      ok: true,
      value: [
        { files: named.toReversed() },
        ...["one", "two/deep"].map((run) => ({
          folder: path.join(folder, "runs", run),
          files: ["a", "b"].map((name) => path.join(folder, "runs", run, `${name}.ndjson`)),
        })),
      ],
    });
  });

  it("whatever their order, the run is the same, and events know their files", async () => {
    const files = [write("z.ndjson", A), write("a.ndjson", B)];
    const one = await readRuns([{ files }]);
    const other = await readRuns([{ files: files.toReversed() }]);
    expect(one).toEqual(other);
    const events = one.traces[0]?.events.map(({ file, line, event }) => [
      file,
      line,
      event.seq,
      event.action,
    ]);
    expect(events?.[0]).toEqual([files[0], 2, 1, "Send"]);
    expect(events).toContainEqual([files[1], 2, expect.any(Number), "Receive"]);
  });

  it("a run that cannot be merged leaves the others alone", async () => {
    const good = [write("one/a.ndjson", A), write("one/b.ndjson", B)];
    const alone = [write("two/b.ndjson", B)];
    const { traces, problems } = await readRuns([
      { folder: "two", files: alone },
      { folder: "one", files: good },
    ]);
    expect(traces.map(({ file }) => file)).toEqual(["one"]);
    expect(problems).toMatchObject([{ code: "TRC061", file: alone[0] }]);
  });

  it("no path, no file and an empty folder are refused", async () => {
    for (const paths of [[], [path.join(folder, "nothing")], [folder]])
      expect(await findRuns(paths)).toMatchObject({ ok: false });
  });
});
