import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CheckReport } from "../checkReport.ts";
import {
  fixtureSpec,
  inFolder,
  judgeLoaded,
  sessionIn,
  toolchain,
  type Judged,
  type TestTrace,
} from "../fixtures/judge.ts";
import { checkRuns } from "./checkRuns.ts";
import { declare } from "./declare.ts";
import { findRuns } from "./mergedRuns.ts";

const COMPOSE = new Map([
  ["HandleVote", [{ action: "ReceiveVote" }, { action: "Reply", args: { i: "j" } }]],
  ["Clean", [{ action: "Wipe", args: { amount: "found" } }]],
]);

const votes = (...pairs: readonly (readonly [string, string])[]) => ({
  votes: { "#set": pairs.map((pair) => ({ "#tup": [...pair] })) },
});
const handle = (i: string, j: string, state = {}) => ({ action: "HandleVote", args: { i, j }, state });

const traces: readonly TestTrace[] = [
  { name: "both steps", events: [handle("a", "b", votes(["a", "b"])), handle("b", "a")] },
  { name: "renamed", events: [{ action: "Clean", args: { found: 0 } }, handle("a", "b")] },
  { name: "first step", events: [handle("a", "b"), handle("b", "b")] },
  {
    name: "second step",
    events: [
      { action: "ReceiveVote", args: { i: "a", j: "b" } },
      { action: "Reply", args: { i: "b" } },
      handle("b", "a"),
      { action: "Clean", args: { found: 2 } },
      handle("a", "b"),
    ],
  },
  {
    name: "replied before",
    events: [
      handle("a", "b"),
      { action: "ReceiveVote", args: { i: "b", j: "a" } },
      { action: "Reply", args: { i: "a" } },
      { action: "Reply", args: { i: "b" } },
    ],
  },
  { name: "state of the whole", events: [handle("a", "b", { ...votes(), replies: { "#set": ["b"] } })] },
];

describe.skipIf(!toolchain.ok)("one event for several steps", () => {
  let judged: Judged;
  let wrong: Judged;
  beforeAll(async () => {
    await inFolder(async (folder) => {
      const spec = await fixtureSpec("Lamp", folder);
      const declarations = { silent: ["Grow"], maxSilent: 3, compose: COMPOSE };
      const loaded = declare(spec, declarations, { silentOnCommandLine: false });
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
      const session = { ...sessionIn(`${folder}/run`), coverage: () => true, looksLike: false };
      judged = await judgeLoaded(traces, loaded.value, { folder: `${folder}/good`, session });
      const names = [{ action: "HandleVote", args: { i: "a", k: "b" } }, { action: "Handle" }];
      const bad = [{ name: "names", events: names }];
      wrong = await judgeLoaded(bad, loaded.value, { folder: `${folder}/bad`, session });
      const unknown = declare(
        spec,
        {
          silent: ["Grwo"],
          compose: new Map([["E", [{ action: "Repli" }, { action: "Reply", args: { j: "j" } }]]]),
        },
        { file: "conf.json", silentOnCommandLine: false },
      );
      expect(unknown).toMatchObject({
        problems: [
          { code: "CFG061", file: "conf.json", repair: "Did you mean Grow?" },
          { code: "CFG061", file: "conf.json", repair: "Did you mean Reply?" },
          { code: "CFG062", file: "conf.json", repair: "Did you mean i?" },
        ],
      });
    });
  });

  test("conforms when all its steps can happen, with what is logged after the last", () => {
    expect(judged.report.errors).toEqual([]);
    expect(judged.of("both steps")).toMatchObject({ verdict: "conforms", events: 2, matched: 2 });
    expect(judged.of("renamed")).toMatchObject({ verdict: "conforms", events: 2, matched: 2 });
  });

  test("a divergence says which step of it could not happen, at the event's own place", () => {
    expect(judged.of("first step").divergence).toMatchObject({
      ...{ line: 3, event: 2, action: "ReceiveVote", args: { i: "b", j: "b" } },
      part: { event: "HandleVote", step: 1, of: 2 },
    });
    expect(judged.of("first step").matched).toBe(1);
    expect(judged.of("second step")).toMatchObject({
      ...{ events: 5, matched: 4 },
      divergence: { line: 6, event: 5, part: { event: "HandleVote", step: 1, of: 2 } },
    });
    expect(judged.of("second step").silent?.taken.map(({ before, line }) => [before, line])).toEqual([
      [4, 5],
      [4, 5],
    ]);
    expect(judged.of("replied before").divergence).toMatchObject({ event: 4, action: "Reply" });
    expect(judged.of("replied before").divergence).not.toHaveProperty("part");
    expect(judged.of("state of the whole").divergence).toMatchObject({
      ...{ line: 2, event: 1, action: "Reply", args: { i: "b" } },
      part: { event: "HandleVote", step: 2, of: 2 },
      why: [{ kind: "state", path: "votes" }],
    });
    expect(judged.of("state of the whole").matched).toBe(0);
  });

  test("steps are counted under the spec's own actions", () => {
    const { actions, coverage } = judged.report;
    expect(Object.keys(actions).sort()).toEqual(["Grow", "ReceiveVote", "Reply", "Wipe"]);
    // A step counts as soon as it is matched, even if the rest of its event is not.
    expect(actions["ReceiveVote"]).toEqual({ matched: 9 });
    expect(coverage?.actions.find(({ action }) => action === "ReceiveVote")?.taken).toBe(9);
    expect(coverage?.unattributed).toBe(0);
  });

  test("names that neither the spec nor a declaration has are refused", () => {
    const of = (code: string) => wrong.report.errors.find((problem) => problem.code === code);
    expect(of("TRC041")?.line).toBe(2);
    expect(of("TRC041")?.repair).toMatch(/Did you mean [ij]\?/);
    expect(of("TRC040")?.line).toBe(3);
    expect(of("TRC040")?.repair).toMatch(/HandleVote/);
  });
});

describe.skipIf(!toolchain.ok)("a run in several files", () => {
  const HEADER = { format: "tla-trace", version: 1, spec: "Lossy" };
  const message = { action: "Send", args: { i: "a", j: "b" } };
  const node = (name: string, events: readonly object[]) =>
    events.map((event, index) => ({ seq: index + 1, node: name, nodeSeq: index + 1, ...event }));
  const sender = node("a", [
    { ...message, sent: ["m1"] },
    { ...message, sent: ["m2"] },
  ]);
  const receives = [
    { action: "Receive", args: { i: "b", id: 2 }, received: "m2" },
    { action: "Receive", args: { i: "b", id: 1 }, received: "m1" },
  ];
  const again = [...receives, { action: "Receive", args: { i: "b", id: 1 } }];
  let report: CheckReport;
  let reversed: CheckReport;
  let root = "";
  beforeAll(async () => {
    await inFolder(async (folder) => {
      root = folder;
      const files = [
        ...[write(`${folder}/one/b.ndjson`, node("b", again)), write(`${folder}/one/a.ndjson`, sender)],
      ];
      write(`${folder}/runs/1/a.ndjson`, sender);
      write(`${folder}/runs/1/b.ndjson`, node("b", receives));
      const spec = await fixtureSpec("Lossy", folder);
      const run = async (paths: readonly string[], name: string) => {
        const runs = await findRuns(paths);
        if (!runs.ok) throw new Error(JSON.stringify(runs.problems));
        return checkRuns(runs.value, spec, { ...sessionIn(`${folder}/${name}`), looksLike: false });
      };
      report = await run([...files, `${folder}/runs`], "run");
      reversed = await run([...files.toReversed(), `${folder}/runs`], "reversed");
    });
  });

  const write = (file: string, events: readonly object[]): string => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, [HEADER, ...events].map((line) => `${JSON.stringify(line)}\n`).join(""));
    return file;
  };

  test("is judged as one, and a divergence names the file of its event", () => {
    expect(report.errors).toEqual([]);
    expect(report.traces).toMatchObject([
      {
        ...{ verdict: "diverges", events: 5, matched: 4 },
        divergence: { file: `${root}/one/b.ndjson`, line: 4, event: 5, action: "Receive" },
      },
      { file: `${root}/runs/1`, verdict: "conforms", events: 4, matched: 4 },
    ]);
  });

  test("in whatever order its files are named", () => {
    expect(reversed.traces).toEqual(report.traces);
  });
});
