import { describe, expect, test } from "vitest";
import { message, timer } from "./examples.ts";
import { noOutput } from "./effect.ts";
import {
  adopt,
  begin,
  cb,
  fakeVote,
  gone,
  lead,
  play,
  scout,
  sends,
  stand,
  start,
  stop,
  to,
  win,
} from "./product-script.ts";
import type { Step } from "./product-script.ts";

// The 20 scenarios of section 2: self S0, 4 nodes, quorum 3 unless said.

const plays = (steps: readonly Step[], quorum?: number) => {
  const { state, found, demanded } = play(steps, quorum);
  expect(found).toEqual(demanded);
  return state;
};

describe("scenarios of the product's unit tests", () => {
  test("1 start and stop are idempotent", () => {
    const idle = { output: noOutput } as const;
    plays([
      [stop, 0, { role: "Dormant", age: 0, ...idle }],
      begin,
      [start, 1, { role: "Follower", reason: "STARTED", age: 1, ...idle }],
      [stop, 2, { role: "Dormant", reason: "NONE", age: 2, output: gone }],
      [stop, 3, { role: "Dormant", age: 2, ...idle }],
    ]);
  });

  test.each(["INITIAL_WAIT", "RANDOM_WAIT"] as const)("2, 3 from %s to leader, and off", (wait) => {
    const state = plays([
      begin,
      scout(wait, 1, 8000),
      ...stand(1, 8010),
      ...win(1, 8020),
      [
        { kind: "nodeAvailable", node: "S100" },
        8030,
        { role: "Leader", output: { ...sends("LeaderHeartbeat", 1, to("S100")) } },
      ],
      [stop, 8040, { role: "Dormant", term: 0, leaderId: null, output: gone }],
    ]);
    expect(state.supporters).toEqual([]);
  });

  test("4 the long run", () => {
    plays([
      begin,
      scout("INITIAL_WAIT", 1, 8000),
      ...stand(1, 8010),
      adopt("S1", 1, 8020),
      [
        timer("HEARTBEAT_CHECK"),
        8020 + 20001,
        { reason: "LEADER_NO_HEARTBEAT", leaderId: null, output: { ...cb, timer: "RANDOM_WAIT" } },
      ],
      scout("RANDOM_WAIT", 2, 30000),
      ...stand(2, 30010),
      [
        message("S1", "ElectionProposal", 3),
        30020,
        {
          role: "Follower",
          reason: "ELECTION_PREEMPTED",
          tentativeLeaderId: "S1",
          term: 3,
          output: fakeVote("S1", 3),
        },
      ],
      [
        timer("HEARTBEAT_CHECK"),
        51000,
        {
          tentativeLeaderId: null,
          reason: "NONE",
          output: { stateChanged: false, cancelAllTimers: true, timer: "RANDOM_WAIT" },
        },
      ],
      scout("RANDOM_WAIT", 4, 52000),
      ...stand(4, 52010),
      [
        timer("ELECTION_RESULT"),
        56010,
        { role: "Follower", reason: "QUORUM_NOT_ACHIEVED", term: 4, output: { ...cb, timer: "RANDOM_WAIT" } },
      ],
    ]);
  });

  test("5 leader meets a heartbeat of a higher term", () => {
    plays([
      ...lead,
      [
        message("S1", "LeaderHeartbeat", 2),
        9000,
        {
          role: "Follower",
          leaderId: "S1",
          term: 2,
          reason: "NONE",
          output: { ...cb, ...sends("LeadershipCession", 2), timer: "HEARTBEAT_CHECK" },
        },
      ],
    ]);
  });

  test("6 leader ignores proposals of any term", () => {
    const ignored = { role: "Leader", term: 4, output: noOutput } as const;
    const raised = [...lead.slice(0, 1), adopt("S1", 3, 1)];
    const lost: Step = [
      { kind: "nodeUnavailable", node: "S1" },
      2,
      { reason: "LEADER_UNAVAILABLE", output: { ...cb, timer: "RANDOM_WAIT" } },
    ];
    plays([
      ...raised,
      lost,
      scout("RANDOM_WAIT", 4, 3),
      ...stand(4, 4),
      ...win(4, 5),
      [message("S1", "ElectionProposal", 3), 6, ignored],
      [message("S1", "ElectionProposal", 4), 7, ignored],
      [message("S1", "ElectionProposal", 9), 8, ignored],
    ]);
  });

  test("7 leader falls below its quorum", () => {
    plays([
      ...lead,
      [
        { kind: "nodeUnavailable", node: "S2" },
        9000,
        {
          role: "Follower",
          reason: "QUORUM_NOT_ACHIEVED",
          term: 1,
          leaderId: null,
          output: { ...cb, ...sends("LeadershipCession", 1), timer: "RANDOM_WAIT" },
        },
      ],
    ]);
  });

  test("8 leader is told of a higher term", () => {
    plays([
      ...lead,
      [
        message("S1", "HeartbeatResponse", 6),
        9000,
        {
          role: "Follower",
          reason: "LEADER_PREEMPTED",
          term: 6,
          leaderId: null,
          output: { ...cb, ...sends("LeadershipCession", 6), timer: "RANDOM_WAIT" },
        },
      ],
    ]);
  });

  const standAlone: Step = [
    timer("INITIAL_WAIT"),
    8000,
    {
      role: "Candidate",
      term: 1,
      output: { ...cb, ...sends("ElectionProposal", 1), timer: "ELECTION_RESULT" },
    },
  ];
  const winLate: Step = [
    timer("ELECTION_RESULT"),
    12000,
    {
      role: "Leader",
      leaderId: "S0",
      output: { ...cb, ...sends("LeaderHeartbeat", 1), timer: "HEARTBEAT_BROADCAST" },
    },
  ];
  test("9 quorum 1: candidate at once, leader on ELECTION_RESULT only", () => {
    plays([begin, standAlone, winLate], 1);
  });
  test("10 quorum 1: votes do not decide (E2)", () => {
    const votes = ["S1", "S2"].map((node): Step => [
      message(node, "ElectionResponse", 1),
      9000,
      { role: "Candidate" },
    ]);
    expect(plays([begin, standAlone, ...votes, winLate], 1).supporters).toEqual(["S0", "S1", "S2"]);
  });
});
