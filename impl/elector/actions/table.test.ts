import { expect, test } from "vitest";
import * as e from "../examples.ts";
import { step } from "../step.ts";
import type { ElectorEvent, ElectorState } from "../types.ts";
import { actions } from "./table.ts";

// One input for each name: the table is not only total, every entry can be reached through `step`.

const reached: readonly (readonly [ElectorState, ElectorEvent])[] = [
  [e.follower(), e.timer("INITIAL_WAIT")],
  [e.follower({ quorum: 1 }), e.timer("RANDOM_WAIT")],
  [e.scouting(), e.timer("SCOUTING_RESULT")],
  [e.candidate(), e.timer("ELECTION_RESULT")],
  [e.candidate(["S1", "S2", "S3"]), e.timer("ELECTION_RESULT")],
  [e.leader(), e.timer("HEARTBEAT_BROADCAST")],
  [e.following("S2", 0), e.timer("HEARTBEAT_CHECK")],
  [e.follower(), e.message("S2", "ElectionProposal", 1)],
  [e.follower(), e.message("S2", "ElectionResponse", 1)],
  [e.follower(), e.message("S2", "ScoutingRequest", 1)],
  [e.follower(), e.message("S2", "ScoutingResponse", 1)],
  [e.follower(), e.message("S2", "LeaderHeartbeat", 1)],
  [e.follower(), e.message("S2", "HeartbeatResponse", 1)],
  [e.follower(), e.message("S2", "LeadershipCession", 1)],
  [e.follower(), { kind: "nodeUnavailable", node: "S2" }],
  [e.follower(), { kind: "nodeAvailable", node: "S2" }],
  [e.follower(), e.nodeStatus("S2", true)],
  [e.dormant(), { kind: "start" }],
  [e.follower(), { kind: "stop" }],
  [e.follower(), { kind: "setQuorum", quorum: 2 }],
];

test("every action of the table happens, in the order of the table", () => {
  const names = reached.map(([state, event]) => step(state, { event, now: 20000 }).action?.name);
  expect(names).toEqual(Object.keys(actions));
});
