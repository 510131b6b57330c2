import { describe, expect, test } from "vitest";
import { message, scoutingAnswer, timer } from "./examples.ts";
import { adopt, begin, cb, lead, play, scout, sends, to, vote } from "./product-script.ts";
import type { Step } from "./product-script.ts";

// The 20 scenarios of section 2: self S0, 4 nodes, quorum 3 unless said.

const plays = (steps: readonly Step[], quorum?: number) => {
  const { state, found, demanded } = play(steps, quorum);
  expect(found).toEqual(demanded);
  return state;
};

describe("scenarios of the product's unit tests, follower and scouting", () => {
  test("11 proposal, first heartbeat, checks, refresh, loss", () => {
    const check = (now: number): Step => [timer("HEARTBEAT_CHECK"), now, { leaderId: "S1" }];
    plays([
      begin,
      [
        message("S1", "ElectionProposal", 1),
        1000,
        {
          tentativeLeaderId: "S1",
          leaderId: null,
          reason: "STARTED",
          term: 1,
          age: 1,
          output: vote("S1", 1),
        },
      ],
      [
        message("S1", "LeaderHeartbeat", 1),
        11000,
        {
          leaderId: "S1",
          tentativeLeaderId: null,
          reason: "NONE",
          age: 2,
          output: { ...cb, timer: "HEARTBEAT_CHECK" },
        },
      ],
      ...[12000, 14000, 16500].map(check),
      [message("S1", "LeaderHeartbeat", 1), 17000, { leaderId: "S1", age: 2 }],
      check(36999),
      [
        timer("HEARTBEAT_CHECK"),
        38000,
        { leaderId: null, reason: "LEADER_NO_HEARTBEAT", output: { ...cb, timer: "RANDOM_WAIT" } },
      ],
    ]);
  });

  test("12, 13 fresh follower adopts term 10, then answers a stale leader", () => {
    plays(
      [
        begin,
        adopt("S1", 10, 1000),
        [
          message("S2", "LeaderHeartbeat", 9),
          1001,
          { leaderId: "S1", term: 10, output: { ...sends("HeartbeatResponse", 10, to("S2")) } },
        ],
      ],
      4,
    );
  });

  test("14 follower with a leader ignores proposals", () => {
    const proposals = [9, 10, 15].map((term): Step => [
      message("S2", "ElectionProposal", term),
      1001,
      { leaderId: "S1", tentativeLeaderId: null, term: 10 },
    ]);
    plays([begin, adopt("S1", 10, 1000), ...proposals]);
  });

  const oneYes: readonly Step[] = [
    begin,
    scout("INITIAL_WAIT", 1, 8000),
    [scoutingAnswer("S1", true, 1), 8001, { role: "Follower" }],
  ];
  test("15 the round ends undecided", () => {
    plays([
      ...oneYes,
      [timer("SCOUTING_RESULT"), 12000, { role: "Follower", age: 1, output: { timer: "RANDOM_WAIT" } }],
    ]);
  });
  test("16 a proposal ends the round; a late yes counts for nothing", () => {
    plays([
      ...oneYes,
      [
        message("S2", "ElectionProposal", 1),
        8002,
        { tentativeLeaderId: "S2", term: 1, output: vote("S2", 1) },
      ],
      [scoutingAnswer("S100", true, 1), 8003, { role: "Follower", tentativeLeaderId: "S2", term: 1 }],
    ]);
  });
  test("17 all answered, not enough yes", () => {
    plays([
      ...oneYes,
      [scoutingAnswer("S2", false, 1), 8002, { role: "Follower" }],
      [
        scoutingAnswer("S100", false, 1),
        8003,
        { role: "Follower", term: 0, age: 1, output: { cancelAllTimers: true, timer: "RANDOM_WAIT" } },
      ],
    ]);
  });

  test("18 leader lost and found in the same term", () => {
    plays([
      begin,
      adopt("S1", 10, 1000),
      [
        { kind: "nodeUnavailable", node: "S1" },
        1001,
        { leaderId: null, output: { ...cb, timer: "RANDOM_WAIT" } },
      ],
      adopt("S1", 10, 1002),
    ]);
  });

  test("19 leader cedes in the same term", () => {
    plays([
      begin,
      adopt("S1", 10, 1000),
      [
        message("S1", "LeadershipCession", 10),
        1001,
        { leaderId: null, term: 10, output: { ...cb, timer: "RANDOM_WAIT" } },
      ],
    ]);
  });

  test("20 a second leader of the same term is answered with a heartbeat (E1)", () => {
    plays([
      ...lead,
      [
        message("S100", "LeaderHeartbeat", 1),
        9000,
        { role: "Leader", output: { ...sends("LeaderHeartbeat", 1, to("S100")) } },
      ],
    ]);
  });
});
