import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { decodeTrace } from "../../../traces/decode.ts";
import { encodeTrace } from "../../../traces/encode.ts";
import type { LiveRequest } from "../target.ts";
import { recordTcp, type TcpContext } from "./tcpRecord.ts";

// Real processes over real sockets, started from the sources.

const scratch = mkdtempSync(path.join(tmpdir(), "tcp-record-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Processes that this one has started and that are still there, `ps` among them: a list without it proves nothing. */
const children = (): readonly string[] =>
  execFileSync("ps", ["-A", "-o", "ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${process.pid} `) && /tcpNode|held=|ps -A/u.test(line));
afterEach(() => expect(children()).toEqual([expect.stringMatching(/^\d+ ps -A/u)]));

let runs = 0;
const context = (changes: Partial<TcpContext> = {}): TcpContext => ({
  folder: path.join(scratch, `run-${++runs}`),
  signal: new AbortController().signal,
  progress: () => undefined,
  ...changes,
});

const random: LiveRequest = {
  ...{ kind: "random", nodes: 3, seed: 1, ms: 1500, steps: 10_000 },
  ...{ faults: false, memory: "durable" },
};

const recorded = async (request: LiveRequest, given = context()) => {
  const recording = await recordTcp(request, given);
  if (!recording.ok) throw new Error(JSON.stringify(recording.problems));
  const { trace } = recording.value;
  const again = await decodeTrace("again", encodeTrace(trace));
  expect(again.ok ? [] : again.problems).toEqual([]);
  return { ...recording.value, actions: trace.events.map(({ event }) => event.action ?? "") };
};

const scenario = (text: string): LiveRequest => ({
  ...{ kind: "scenario", file: "some.scenario", steps: 10_000 },
  text: `nodes 3\n${text}\nexpect leader none\n`,
});

/** The value at the only point that a process logs. */
const pointOf = (logged: unknown): number => (logged as { "#at": [[string, number]] })["#at"][0][1];

const codes = async (request: LiveRequest, given = context()) => {
  const recording = await recordTcp(request, given);
  return recording.ok ? [] : recording.problems.map(({ code, line }) => [code, line]);
};

describe("three processes", () => {
  test("elect a leader, and their traces make one", { timeout: 40_000 }, async () => {
    const given = context();
    const { actions, processes, refusals, trace } = await recorded(random, given);
    expect(actions.filter((action) => action === "Start")).toHaveLength(3);
    expect(actions.filter((action) => action === "ApplyNodeAvailable")).toHaveLength(6);
    expect(actions).toContain("ApplyLeaderHeartbeatEvent");
    expect(trace.header.constants).toEqual({ Server: { "#set": ["S1", "S2", "S3"] } });
    expect(processes.map(({ file, killed }) => [path.basename(file), killed])).toEqual([
      ...["S1", "S2", "S3"].map((node) => [`${node}.1.ndjson`, false]),
    ]);
    expect(refusals).toEqual({});
    expect(readdirSync(given.folder)).toHaveLength(3);
  });

  test("are killed, replaced, stopped and given orders", { timeout: 60_000 }, async () => {
    const { actions, processes, warnings, trace } = await recorded(
      scenario(
        [
          "run 40000\npause S1\nstop S3\nquorum S2 3\nrun 20000",
          "resume S1\nstart S3\ncrash S2\nrun 4000\nrestart S2\nrun 80000\ncrash S1\nrun 8000",
        ].join("\n"),
      ),
    );
    expect(actions.filter((action) => action === "Crash")).toHaveLength(2);
    expect(trace.events.at(-1)?.event).toMatchObject({ action: "Crash", node: "S1" });
    expect(actions.filter((action) => action === "Start")).toHaveLength(5);
    // "durable": the new process has the highest term of the old one.
    const terms = trace.events.flatMap(({ event: { node, state } }) =>
      node === "S2" && state !== undefined ? [pointOf(state["currentTerm"])] : [],
    );
    const second = trace.events.filter(({ event }) => event.node === "S2" && event.action === "Start")[1];
    const before = trace.events.filter(
      ({ event }) => event.node === "S2" && event.seq < (second?.event.seq ?? 0),
    );
    expect(pointOf(second?.event.state?.["currentTerm"])).toBe(
      Math.max(...terms.slice(0, before.length - 1)),
    );
    expect(actions).toContain("ApplyNodeUnavailable");
    expect(actions).toContain("ApplyNodeStatusEvent");
    expect(actions).toContain("SetQuorum");
    expect(processes.filter(({ killed }) => killed).map(({ file }) => path.basename(file))).toEqual([
      ...["S1.1.ndjson", "S2.1.ndjson"],
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(["SCN103"]);
  });

  test("end when they have done enough", { timeout: 40_000 }, async () => {
    const { actions } = await recorded({ ...random, ms: 60_000, steps: 40 });
    expect(actions.length).toBeGreaterThanOrEqual(40);
    expect(actions.length).toBeLessThanOrEqual(120);
  });

  test(
    "end when the run is given up, one of them stopped, and leave nothing",
    { timeout: 40_000 },
    async () => {
      const controller = new AbortController();
      const progress = (text: string): void => {
        if (text.includes("S2 paused")) controller.abort();
      };
      const given = context({ signal: controller.signal, progress });
      expect(await codes(scenario("pause S2\nrun 400000"), given)).toEqual([["INC060", undefined]]);
      expect(existsSync(given.folder)).toBe(false);
    },
  );
});

describe("a run that cannot be", () => {
  test("asks for what real sockets cannot do", async () => {
    const given = context();
    const bad = scenario("cut S1>S2\nrun 10\nskew S1 2\nrun 10");
    expect(await codes(bad, given)).toEqual([
      ["SCN102", 2],
      ["SCN102", 4],
    ]);
    expect(existsSync(given.folder)).toBe(false);
    expect(await codes(scenario("run 10\nfly S1"))).toEqual([["SCN001", 3]]);
  });

  test("has a program that ends by itself, or that is not there", { timeout: 40_000 }, async () => {
    const program = path.join(scratch, "failing.cjs");
    writeFileSync(program, 'console.error("no elector here"); process.exit(3);');
    const failing = await recordTcp(random, context({ entry: { path: program, flags: [] } }));
    const message = failing.ok ? "" : (failing.problems[0]?.message ?? "");
    expect(message).toMatch(/^the process of S\d ended with exit code 3, saying: no elector here$/u);
    const missing = { path: path.join(scratch, "missing.cjs"), flags: [] };
    expect(await codes(random, context({ entry: missing }))).toEqual([["TCP003", undefined]]);
  });

  test("does not write over the traces of another run", { timeout: 40_000 }, async () => {
    const given = context();
    await recorded({ ...random, nodes: 1, ms: 200 }, given);
    expect(await codes({ ...random, nodes: 1, ms: 200 }, given)).toEqual([["USE023", undefined]]);
  });
});
