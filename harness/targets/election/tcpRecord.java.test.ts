import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { encodeTrace } from "../../../traces/encode.ts";
import type { TraceEvent } from "../../../traces/schema.ts";
import type { CheckReport } from "../../check/checkReport.ts";
import { check } from "../../commands/check.ts";
import { findToolchain } from "../../tlc/toolchain.ts";
import { recordTcp } from "./tcpRecord.ts";

const found = await findToolchain({ env: process.env });
const scratch = mkdtempSync(path.join(tmpdir(), "tcp-check-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };

/** A leader is killed and comes back, another node is stopped (SIGSTOP) meanwhile, and one elector stops and starts. */
const SCENARIO = `nodes 3
wait S1 3000
run 40000
crash S1
pause S3
run 10000
resume S3
run 20000
restart S1
run 80000
stop S2
run 8000
start S2
run 20000
expect leader none
`;

describe.skipIf(!found.ok)("a run of real processes", () => {
  test("is a behaviour of the spec, and is none without its crash", { timeout: 180_000 }, async () => {
    const request = { kind: "scenario", file: "killed.scenario", text: SCENARIO, steps: 10_000 } as const;
    const recording = await recordTcp(request, { ...context, folder: path.join(scratch, "processes") });
    if (!recording.ok) throw new Error(JSON.stringify(recording.problems));
    const { trace } = recording.value;
    const write = (name: string, events: readonly TraceEvent[]): string => {
      const file = path.join(scratch, name);
      const numbered = events.map((event, index) => ({
        line: index + 2,
        event: { ...event, seq: index + 1 },
      }));
      writeFileSync(file, encodeTrace({ header: trace.header, events: numbered }));
      return file;
    };
    const events = trace.events.map(({ event }) => event);
    const files = [
      write("whole.ndjson", events),
      write(
        "immortal.ndjson",
        events.filter(({ action }) => action !== "Crash"),
      ),
    ];
    const result = await check(
      files,
      { target: "election", outDir: path.join(scratch, "check"), cache: false },
      context,
    );
    const report = result.json as CheckReport;
    const verdicts = report.traces.map(({ verdict, divergence }) => [verdict, divergence?.action]);
    expect(verdicts).toEqual([
      ["conforms", undefined],
      ["diverges", "Start"],
    ]);
    expect(Object.keys(report.actions)).toEqual(
      expect.arrayContaining(["Crash", "Stop", "ApplyNodeUnavailable"]),
    );
  });
});
