import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Incarnation } from "../../../impl/cluster/tcp/member.ts";
import { encodeTrace } from "../../../traces/encode.ts";
import { collectRecorder, type NewEvent } from "../../../traces/recorder.ts";
import { highestTerm, readProcessRecord, type ProcessRecord } from "./tcpFiles.ts";
import { mergeProcesses } from "./tcpMerge.ts";

const folder = mkdtempSync(path.join(tmpdir(), "tcp-merge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const event = (node: string, action: string, rest: Partial<NewEvent> & { j?: string } = {}): NewEvent => {
  const { j, ...more } = rest;
  return { node, action, args: { i: node, ...(j === undefined ? {} : { j }) }, ...more };
};

const traceOf = (file: string, events: readonly NewEvent[]) => {
  const recorder = collectRecorder({ spec: "BlazingMQLeaderElection", nodes: ["S1", "S2"] });
  for (const one of events) recorder.record(one);
  return recorder.trace(file);
};

const process = (node: string, changes: Partial<Incarnation> = {}): Incarnation => ({
  ...{
    node,
    incarnation: 1,
    file: `${node}.1.ndjson`,
    term: 0,
    killed: false,
    begun: 1,
    standing: undefined,
  },
  ...changes,
});

const recordOf = (one: Incarnation, events: readonly NewEvent[]): ProcessRecord => ({
  process: one,
  trace: traceOf(one.file, events),
  tornBytes: 0,
});

const merged = (records: readonly ProcessRecord[]) => {
  const result = mergeProcesses(records);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value.events.map(({ event: { node, action, args } }) => {
    const peer = args?.["j"];
    return `${node ?? ""} ${action ?? ""}${typeof peer === "string" ? ` ${peer}` : ""}`;
  });
};

// S1 dials: its hello is announced by what left it without a connection, the welcome by the acceptor's first event.
const dialer = [
  event("S1", "Start", { sent: ["h1"] }),
  event("S1", "ApplyNodeAvailable", { j: "S2", received: "w1" }),
];
const acceptor = [
  event("S2", "Start"),
  event("S2", "ApplyNodeAvailable", { j: "S1", received: "h1", sent: ["w1", "m1"] }),
];

describe("processes of one run", () => {
  test("meet in the order of hello and welcome", () => {
    expect(merged([recordOf(process("S2"), acceptor), recordOf(process("S1"), dialer)])).toEqual([
      ...["S1 Start", "S2 Start", "S2 ApplyNodeAvailable S1", "S1 ApplyNodeAvailable S2"],
    ]);
  });

  test("are numbered afresh, and no node number stands twice", () => {
    const result = mergeProcesses([
      recordOf(process("S1", { killed: true }), [event("S1", "Start"), event("S1", "StartScouting")]),
      recordOf(process("S1", { incarnation: 2, begun: 2, file: "S1.2.ndjson" }), [event("S1", "Start")]),
    ]);
    const numbers = result.ok ? result.value.events.map(({ event: one }) => [one.seq, one.nodeSeq]) : [];
    expect(numbers).toEqual([1, 2, 3, 4].map((number) => [number, number]));
  });

  test("end with a crash where one was killed and not replaced", () => {
    const killed = recordOf(process("S1", { killed: true }), dialer);
    expect(merged([killed, recordOf(process("S2"), acceptor)]).at(-1)).toBe("S1 Crash");
  });

  test("crash as late as causality allows: the other end may come up on what the dead one accepted", () => {
    const dead = recordOf(process("S2", { killed: true }), acceptor);
    const next = process("S2", { incarnation: 2, begun: 3, file: "S2.2.ndjson" });
    const replaced = recordOf(next, [event("S2", "Start")]);
    expect(merged([dead, replaced, recordOf(process("S1"), dialer)])).toEqual([
      ...["S1 Start", "S2 Start", "S2 ApplyNodeAvailable S1", "S1 ApplyNodeAvailable S2"],
      ...["S2 Crash", "S2 Start"],
    ]);
  });

  test("crash in the order of their successors", () => {
    const later = process("S1", { incarnation: 2, begun: 4, file: "S1.2.ndjson" });
    const sooner = process("S2", { incarnation: 2, begun: 3, file: "S2.2.ndjson" });
    const hello = event("S2", "Start", { sent: ["x"] });
    expect(
      merged([
        recordOf(process("S1", { killed: true }), [
          event("S1", "Start"),
          event("S1", "Stop", { received: "x" }),
        ]),
        recordOf(later, [event("S1", "Start")]),
        recordOf(process("S2", { killed: true }), [event("S2", "Start")]),
        recordOf(sooner, [hello]),
      ]),
    ).toEqual(["S1 Start", "S2 Start", "S2 Crash", "S2 Start", "S1 Stop", "S1 Crash", "S1 Start"]);
  });

  test("lose a connection at the acceptor only after it came up at the dialer", () => {
    const gone = event("S2", "ApplyNodeUnavailable", { j: "S1" });
    const busy = event("S1", "StartScouting", { received: "late" });
    const [start, available] = dialer;
    if (start === undefined || available === undefined) throw new Error("no dialer");
    const third = [event("S3", "Start", { sent: ["late"] })];
    const order = merged([
      recordOf(process("S1"), [start, busy, available]),
      recordOf(process("S2"), [...acceptor, gone]),
      recordOf(process("S3"), third),
    ]);
    expect(order.indexOf("S2 ApplyNodeUnavailable S1")).toBeGreaterThan(
      order.indexOf("S1 ApplyNodeAvailable S2"),
    );
  });

  test("that were killed before their first step are not told of", () => {
    const unborn = { process: process("S2", { killed: true }), trace: null, tornBytes: 3 };
    const idle = recordOf(process("S2", { killed: true, incarnation: 2, file: "S2.2.ndjson" }), []);
    expect(merged([recordOf(process("S1"), dialer.slice(0, 1)), unborn, idle])).toEqual(["S1 Start"]);
    const nothing = mergeProcesses([unborn]);
    expect(nothing.ok ? [] : nothing.problems.map(({ code }) => code)).toEqual(["TRC011"]);
  });
});

describe("when the machine loses power, whole events at the end of a file are gone", () => {
  const codes = (records: readonly ProcessRecord[]) => {
    const result = mergeProcesses(records);
    return result.ok ? [] : result.problems.map(({ code }) => code);
  };

  test("a run is refused when another node has seen what they did", () => {
    const lost = [recordOf(process("S1"), dialer), recordOf(process("S2"), acceptor.slice(0, 1))];
    expect(codes(lost)).toEqual(["TRC061"]);
  });

  test("a run is a run when nobody has", () => {
    const unseen = [recordOf(process("S1"), dialer.slice(0, 1)), recordOf(process("S2"), acceptor)];
    expect(codes(unseen)).toEqual([]);
  });
});

describe("the trace of a process", () => {
  const whole = encodeTrace(traceOf("x", dialer));
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  test("may end inside a line when it was killed, wherever it was cut", async () => {
    for (const length of [0, 1, 40, whole.length - 1, whole.length]) {
      const file = write("killed.ndjson", whole.slice(0, length));
      const read = await readProcessRecord(process("S1", { file, killed: true }));
      const lines = whole.slice(0, length).split("\n");
      const expected = { events: Math.max(0, lines.length - 2), tornBytes: lines.at(-1)?.length };
      const found = read.ok
        ? { events: read.value.trace?.events.length ?? 0, tornBytes: read.value.tornBytes }
        : read.problems;
      expect(found).toEqual(expected);
    }
  });

  test("may not when it was not, nor have a broken line before its end", async () => {
    const torn = write("finished.ndjson", whole.slice(0, -5));
    const read = await readProcessRecord(process("S1", { file: torn }));
    expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual(["TRC019"]);
    const broken = write("broken.ndjson", whole.replace('"Start"', '"Start'));
    const other = await readProcessRecord(process("S1", { file: broken, killed: true }));
    expect(other.ok ? [] : other.problems.map(({ code }) => code)).toContain("TRC018");
  });

  test("may be missing when it was killed before it opened it", async () => {
    const file = path.join(folder, "missing.ndjson");
    const read = await readProcessRecord(process("S1", { file, killed: true }));
    expect(read.ok ? read.value.trace : read.problems).toBeNull();
    expect((await readProcessRecord(process("S1", { file }))).ok).toBe(false);
  });

  test("tells the highest term, the last one or not", () => {
    const at = (term: number) => event("S1", "Start", { state: { currentTerm: { "#at": [["S1", term]] } } });
    expect(highestTerm(traceOf("x", [at(3), at(7), at(0)]).events)).toBe(7);
    expect(highestTerm(traceOf("x", dialer).events)).toBe(0);
  });
});
