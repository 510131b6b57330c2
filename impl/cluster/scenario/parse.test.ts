import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScenario } from "./parse.ts";

const parse = (text: string) => parseScenario({ text, file: "x.scenario" });
const complete = "run 1\nexpect leader none\n";

describe("a scenario is understood", () => {
  test("word for word", () => {
    const parsed = parse(`# comment
nodes 3   # S1 to S3
seed 7
wait S2 9000
delay 1..5
delay S1>S2 3000..4000
memory ledger
quorum 2
at 30000 pause S1 for 25000
run 60000
pause S2
at 70000 resume S2
run 5
expect leader S2 term 1
expect leader none
expect S1 role Follower leader S2 tentative none term 1 reason NONE
expect happened S1 HeartbeatTimeout
expect happened S1 LEADER_PREEMPTED
`);
    expect(parsed).toEqual({
      ok: true,
      value: {
        nodes: ["S1", "S2", "S3"],
        seed: 7,
        initialWaits: { S2: 9000 },
        memory: "ledger",
        quorum: 2,
        elapsed: 60005,
        acts: [
          { kind: "command", line: 5, at: 0, command: { kind: "delay", range: { min: 1, max: 5 } } },
          {
            kind: "command",
            line: 6,
            at: 0,
            command: { kind: "delay", range: { min: 3000, max: 4000 }, link: { from: "S1", to: "S2" } },
          },
          { kind: "command", line: 9, at: 30000, command: { kind: "pause", node: "S1", forMs: 25000 } },
          { kind: "run", until: 60000 },
          { kind: "command", line: 11, at: 60000, command: { kind: "pause", node: "S2" } },
          { kind: "command", line: 12, at: 70000, command: { kind: "resume", node: "S2" } },
          { kind: "run", until: 60005 },
          ...[
            {
              line: 14,
              text: "expect leader S2 term 1",
              expectation: { kind: "leader", node: "S2", term: 1 },
            },
            { line: 15, text: "expect leader none", expectation: { kind: "noLeader" } },
            {
              line: 16,
              text: "expect S1 role Follower leader S2 tentative none term 1 reason NONE",
              expectation: {
                kind: "node",
                node: "S1",
                wanted: { role: "Follower", leader: "S2", tentative: null, term: 1, reason: "NONE" },
              },
            },
            {
              line: 17,
              text: "expect happened S1 HeartbeatTimeout",
              expectation: { kind: "action", node: "S1", action: "HeartbeatTimeout" },
            },
            {
              line: 18,
              text: "expect happened S1 LEADER_PREEMPTED",
              expectation: { kind: "reason", node: "S1", reason: "LEADER_PREEMPTED" },
            },
          ].map((one) => ({ kind: "expect", ...one })),
        ],
      },
    });
  });
});

describe("faults are understood", () => {
  const link = (from: string, to: string) => ({ from, to });
  const prompt = { min: 10, max: 100 };
  test.each([
    ["cut S1 S2", { kind: "cut", links: [link("S1", "S2"), link("S2", "S1")], notice: prompt }],
    ["cut S1>S2 unnoticed", { kind: "cut", links: [link("S1", "S2")], notice: null }],
    [
      "cut S1 | S2 S3 noticed in 5..6",
      {
        kind: "cut",
        links: [link("S1", "S2"), link("S2", "S1"), link("S1", "S3"), link("S3", "S1")],
        notice: { min: 5, max: 6 },
      },
    ],
    ["heal S3>S1", { kind: "heal", links: [link("S3", "S1")] }],
    ["heal S2 | S3", { kind: "heal", links: [link("S2", "S3"), link("S3", "S2")] }],
    ["disconnect S2 S1", { kind: "disconnect", link: link("S2", "S1"), notice: prompt }],
    [
      "disconnect S2 S1 noticed in 0..0",
      { kind: "disconnect", link: link("S2", "S1"), notice: { min: 0, max: 0 } },
    ],
    ["crash S2", { kind: "crash", node: "S2", notice: prompt }],
    ["crash S2 term 3 unnoticed", { kind: "crash", node: "S2", term: 3, notice: null }],
    ["restart S2", { kind: "restart", node: "S2" }],
    ["stop S2", { kind: "stop", node: "S2" }],
    ["start S2", { kind: "start", node: "S2" }],
    ["quorum S2 99", { kind: "quorum", node: "S2", quorum: 99 }],
    ["quorum all 0", { kind: "quorum", quorum: 0 }],
    ["force S3", { kind: "force", node: "S3" }],
    ["skew S3 0.5", { kind: "skew", node: "S3", factor: 0.5 }],
  ])("%s, now and later", (text, command) => {
    const parsed = parse(`nodes 3\n${text}\nat 7 ${text}\n${complete}`);
    const { acts } = parsed.ok ? parsed.value : { acts: [] };
    expect(acts.slice(0, 2)).toEqual([
      { kind: "command", at: 0, line: 2, command },
      { kind: "command", at: 7, line: 3, command },
    ]);
  });

  test("heal alone means every link, and quorum with a number alone what processes start with", () => {
    const parsed = parse(`nodes 3\nquorum 5\nheal\n${complete}`);
    expect(parsed).toMatchObject({ ok: true, value: { quorum: 5, memory: "durable" } });
    const [act] = parsed.ok ? parsed.value.acts : [];
    expect(act?.kind === "command" && act.command.kind === "heal" && act.command.links).toHaveLength(6);
  });
});

describe("a scenario is refused, with code and line", () => {
  test.each([
    ["SCN001", "jump S1"],
    ["SCN001", "at 5 jump S1"],
    ["SCN001", "at 5 run 7"],
    ["SCN002", "pause S4"],
    ["SCN002", "wait S0 5"],
    ["SCN002", "delay S1>S9 1..2"],
    ["SCN002", "cut S1 S4"],
    ["SCN002", "cut S1 | S2 S4"],
    ["SCN002", "heal S4>S1"],
    ["SCN002", "crash S4"],
    ["SCN002", "quorum S4 1"],
    ["SCN002", "quorum none 1"],
    ["SCN002", "skew S0 1"],
    ["SCN002", "expect S1 supporters S1,S4"],
    ["SCN002", "expect leader S4"],
    ["SCN002", "expect S1 leader S4"],
    ["SCN003", "run soon"],
    ["SCN003", "run 1.5"],
    ["SCN003", "run 1e3"],
    ["SCN003", "run 86400001"],
    ["SCN003", "seed 99999999999999999999"],
    ["SCN003", "delay a..b"],
    ["SCN003", "quorum S1 many"],
    ["SCN003", "quorum 1.5"],
    ["SCN003", "quorum all 1001"],
    ["SCN003", "crash S1 term x"],
    ["SCN003", "skew S1 fast"],
    ["SCN003", "skew S1 1e1"],
    ["SCN003", "skew S1 0"],
    ["SCN003", "skew S1 11"],
    ["SCN004", "skew S1 -2"],
    ["SCN004", "quorum S1 -1"],
    ["SCN004", "crash S1 term -1"],
    ["SCN004", "cut S1 S2 noticed in -5..5"],
    ["SCN004", "run -1"],
    ["SCN004", "at -5 resume S1"],
    ["SCN004", "pause S1 for -3"],
    ["SCN004", "delay -1..4"],
    ["SCN005", "delay 5..1"],
    ["SCN005", "delay 5"],
    ["SCN005", "delay 1..2..3"],
    ["SCN005", "crash S1 noticed in 5"],
    ["SCN006", "cut"],
    ["SCN006", "cut S1"],
    ["SCN006", "cut S1 S2 S3"],
    ["SCN006", "cut S1 S1"],
    ["SCN006", "cut S1 |"],
    ["SCN006", "cut S1 | S2 S1"],
    ["SCN006", "cut S1 S2 noticed"],
    ["SCN006", "cut S1 S2 noticed 1..2"],
    ["SCN006", "cut unnoticed"],
    ["SCN006", "heal S1"],
    ["SCN006", "disconnect S1"],
    ["SCN006", "disconnect S1>S2"],
    ["SCN006", "disconnect S1 S2 unnoticed"],
    ["SCN006", "disconnect S1 | S2"],
    ["SCN006", "crash"],
    ["SCN006", "crash S1 durable"],
    ["SCN006", "crash S1 term"],
    ["SCN006", "restart"],
    ["SCN006", "stop S1 S2"],
    ["SCN006", "start"],
    ["SCN006", "force"],
    ["SCN006", "quorum"],
    ["SCN006", "quorum S1 1 2"],
    ["SCN006", "at 5 quorum 1"],
    ["SCN006", "skew S1"],
    ["SCN006", "memory"],
    ["SCN006", "memory weak"],
    ["SCN006", "run"],
    ["SCN006", "run 1 2"],
    ["SCN006", "pause S1 25000"],
    ["SCN006", "pause S1 for"],
    ["SCN006", "resume S1 now"],
    ["SCN006", "delay S1>S1 1..2"],
    ["SCN006", "delay S1 1..2"],
    ["SCN006", "at 5"],
    ["SCN006", "expect"],
    ["SCN006", "expect S1"],
    ["SCN006", "expect S1 role"],
    ["SCN006", "expect S1 term 1 term 1"],
    ["SCN006", "expect leader S1 term"],
    ["SCN006", "expect leader none term 1"],
    ["SCN007", "nodes 3"],
    ["SCN010", "expect S1 mood Follower"],
    ["SCN010", "expect S1 role Boss"],
    ["SCN010", "expect happened S1 Magic"],
  ])("%s: %s", (code, statement) => {
    const parsed = parse(`nodes 3\n\n${statement}\n${complete}`);
    expect(parsed).toMatchObject({ ok: false, problems: [{ code, file: "x.scenario", line: 3 }] });
    if (!parsed.ok)
      for (const { message, repair } of parsed.problems)
        expect(Math.min(message.length, repair.length)).toBeGreaterThan(5);
  });

  test.each([
    ["SCN007", "", 1],
    ["SCN007", "seed 1\nnodes 3\n", 1],
    ["SCN001", "node 3\n", 1],
    ["SCN003", "nodes 0\n", 1],
    ["SCN003", "nodes 10\n", 1],
    ["SCN007", `nodes 3\n${complete}seed 1\n`, 4],
    ["SCN007", `nodes 3\n${complete}wait S1 1\n`, 4],
    ["SCN007", `nodes 3\n${complete}memory ledger\n`, 4],
    ["SCN007", `nodes 3\n${complete}quorum 2\n`, 4],
    ["SCN008", "nodes 3\nrun 100\nat 99 pause S1\nexpect leader none\n", 3],
    ["SCN009", "nodes 3\nexpect leader none\n", 1],
    ["SCN009", "nodes 3\nrun 5\n", 1],
  ])("%s as a whole: %j", (code, text, line) => {
    expect(parse(text)).toMatchObject({ ok: false, problems: [{ code, line }] });
  });

  test("all problems at once, in the order of the file", () => {
    const parsed = parse("nodes 3\njump\nrun x\npause S7\n");
    expect(parsed.ok ? [] : parsed.problems.map(({ code, line }) => [code, line])).toEqual([
      ["SCN001", 2],
      ["SCN003", 3],
      ["SCN002", 4],
    ]);
  });

  test("any text is either understood or refused, never thrown at", () => {
    const word = fc.constantFrom(
      "nodes",
      "3",
      "seed",
      "at",
      "run",
      "pause",
      "S1",
      "for",
      "delay",
      "1..5",
      "S1>S2",
      "|",
      "S2",
      "cut",
      "heal",
      "disconnect",
      "crash",
      "term",
      "noticed",
      "in",
      "unnoticed",
      "quorum",
      "all",
      "skew",
      "memory",
      "-1",
      "expect",
      "leader",
      "happened",
      "none",
      "#",
      "\n",
      "\n",
      "toString",
      "__proto__",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => `nodes 2\n${words.join(" ")}`),
        ),
        (text) => {
          const parsed = parse(text);
          if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
          else expect(parsed.value.nodes.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a file that is no scenario any more", () => {
  const long = (count: number): string => `nodes 3\n${"run 1\n".repeat(count)}expect S1 role Follower\n`;
  const codes = (text: string) => {
    const parsed = parseScenario({ text, file: "long.scenario" });
    return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
  };

  test("is refused for its length before it is read", () => {
    expect(codes(long(10))).toEqual([]);
    expect(codes(long(5000))).toEqual(["SCN013"]);
    expect(codes(`${long(10)}# ${"x".repeat(1_000_000)}`)).toEqual(["SCN013"]);
  });
});
