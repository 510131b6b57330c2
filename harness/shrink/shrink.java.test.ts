import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { encodeTrace } from "../../traces/encode.ts";
import { inFolder, isFull, sessionIn, toolchain } from "../check/fixtures/judge.ts";
import { fill, note, traceOf, turn, type Draft } from "../mutate/fixtures/traces.ts";
import { loadValve } from "../mutate/fixtures/valve.ts";
import type { TlcSession } from "../tlc/session.ts";
import { shrink } from "./shrink.ts";
import type { ShrinkReport } from "./shrinkReport.ts";

interface Shrunk {
  readonly report: ShrinkReport;
  /** Lines of the file that was written. */
  readonly lines: readonly string[];
}

const shrinkEvents = (events: readonly Draft[], changes: Partial<TlcSession> = {}): Promise<Shrunk> =>
  inFolder(async (folder) => {
    const file = path.join(folder, "long.ndjson");
    const out = path.join(folder, "short.ndjson");
    await writeFile(file, encodeTrace(traceOf(events)));
    const spec = await loadValve(folder);
    const write = async (trace: Parameters<typeof encodeTrace>[0]): Promise<string> => {
      await writeFile(out, encodeTrace(trace));
      return out;
    };
    const session = sessionIn(path.join(folder, "run"), changes);
    const report = await shrink(file, spec, { session, write });
    const text = report.shrunk === null ? "" : await readFile(out, "utf8");
    return { report, lines: text.trimEnd().split("\n").slice(1) };
  });

const ONES = Array.from({ length: 9 }, (_, index) => [fill(1, index + 1), note("a", ["a"])]).flat();

describe.skipIf(!toolchain.ok)("shrink", () => {
  // README.md has the command run in the short CI, too.
  test.runIf(isFull)(
    "a long trace to the shortest there is: by fewer events, and by a shorter way to the same state",
    async () => {
      const long = [
        turn(true),
        turn(false),
        turn(true),
        ...ONES,
        fill(3, 12),
        turn(false),
        note("b", ["a", "b"]),
      ];
      const { report, lines } = await shrinkEvents(long);
      expect(report.errors).toEqual([]);
      expect(report.original).toMatchObject({ events: 24, divergence: { event: 22 } });
      // Opened, and filled by 3, 3 and 1: with 7 in it there is no room for 3 more.
      expect(report.shrunk).toMatchObject({ events: 5, minimalEvents: true, minimalFacts: true });
      expect(report.shrunk).toMatchObject({
        checkedAgain: true,
        shortestWay: true,
        divergence: { event: 5 },
      });
      const [original, shrunk] = [report.original?.divergence.why[0], report.shrunk?.divergence.why[0]];
      expect(original).toMatchObject({ kind: "guard", conjunct: "level + n <= 9" });
      expect(shrunk).toMatchObject({ kind: "guard", conjunct: "level + n <= 9" });
      expect(report.steps[0]).toMatchObject({ step: "suffix", events: 22 });
      expect(report.steps.map(({ step }) => step)).toContain("shorter");
      // Each step of the shorter way has the name of its action.
      expect(lines.map((line) => (JSON.parse(line) as Draft).action)).toEqual([
        "Turn",
        ...Array<string>(4).fill("Fill"),
      ]);
    },
  );

  test.runIf(isFull)(
    "a step that is never possible at first needs nothing before it, and says no more than it must",
    async () => {
      const { report, lines } = await shrinkEvents([note("a", ["a"]), turn(true), turn(false), fill(2, 2)]);
      expect(report.shrunk).toMatchObject({ events: 1, checkedAgain: true, shortestWay: true });
      expect(lines).toEqual(['{"seq":1,"action":"Fill"}']);
    },
  );

  test.runIf(isFull)("a wrong value stays the value that is wrong", async () => {
    const { report, lines } = await shrinkEvents([note("a", ["a"]), turn(true), fill(2, 3), turn(false)]);
    expect(report.shrunk?.divergence.why[0]).toMatchObject({ kind: "state", path: "level" });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { seq: 1, action: "Turn" },
      expect.objectContaining({ seq: 2, action: "Fill", state: { level: expect.any(Number) as number } }),
    ]);
  });

  test("a trace that conforms is left alone; told to stop, it says so", async () => {
    const conforming = await shrinkEvents([turn(true)]);
    expect(conforming.report).toMatchObject({ verdict: "conforms", shrunk: null, errors: [] });
    const atOnce = await shrinkEvents([fill(2, 2)], { signal: AbortSignal.abort() });
    expect(atOnce.report).toMatchObject({ shrunk: null, interrupted: true });
    const controller = new AbortController();
    const progress = (text: string): void => {
      if (text.startsWith("events:")) controller.abort();
    };
    const events = [turn(true), turn(false), note("a", ["a"]), fill(3, 3)];
    const { report, lines } = await shrinkEvents(events, { signal: controller.signal, progress });
    expect(report).toMatchObject({ interrupted: true, shrunk: { checkedAgain: false, minimalFacts: false } });
    expect(report.shrunk?.events).toBe(lines.length);
    expect(lines.length).toBeLessThan(events.length);
  });
});
