import { expect, test } from "vitest";
import * as e from "./examples.ts";
import type { Row } from "./examples.ts";
import { noRound } from "./roles.ts";
import { step } from "./step.ts";
import type { ElectorActionName, NodeId } from "./types.ts";

// Every row of the FOLLOWER table of section 1.5. S1 is in term 5; quorum 3 of 4.

const own = (name: ElectorActionName) => ({ name, args: { i: "S1" } });
const heard = (name: ElectorActionName, j: NodeId) => ({ name, args: { i: "S1", j } });
const node = (id: NodeId) => ({ kind: "node", node: id }) as const;
const all = { kind: "all" } as const;
const announced = { stateChanged: true, cancelAllTimers: true } as const;
const expired = 1000 + 20000;

const waiting: readonly Row[] = [
  ...(["INITIAL_WAIT", "RANDOM_WAIT"] as const).flatMap((kind): readonly Row[] => [
    { row: `${kind} | leader set`, given: e.following("S2"), when: e.timer(kind), action: null },
    { row: `${kind} | tentative set`, given: e.voted("S2"), when: e.timer(kind), action: null },
    {
      row: `${kind} | none set`,
      given: e.follower(),
      when: e.timer(kind),
      action: own("StartScouting"),
      state: { reason: "NONE", scouting: { term: 6, responses: { S1: true } } },
      output: { message: { kind: "ScoutingRequest", term: 6 }, destination: all, timer: "SCOUTING_RESULT" },
    },
    {
      row: `${kind} | none set, round in progress: started anew`,
      given: e.scouting({ S1: true, S2: true }),
      when: e.timer(kind),
      action: own("StartScouting"),
      state: { scouting: { term: 6, responses: { S1: true } } },
      output: { message: { kind: "ScoutingRequest", term: 6 }, destination: all, timer: "SCOUTING_RESULT" },
    },
    {
      row: `${kind} | none set, 1 >= quorum`,
      given: e.follower({ quorum: 1 }),
      when: e.timer(kind),
      action: own("RequestVote"),
      state: { role: "Candidate", reason: "NONE", term: 6, supporters: ["S1"] },
      output: {
        ...announced,
        message: { kind: "ElectionProposal", term: 6 },
        destination: all,
        timer: "ELECTION_RESULT",
      },
    },
  ]),
];

const scouting: readonly Row[] = [
  {
    row: "SCOUTING_RESULT | round in progress",
    given: e.scouting({ S1: true, S2: true }),
    when: e.timer("SCOUTING_RESULT"),
    action: own("ScoutingTimeout"),
    state: { scouting: noRound },
    output: { timer: "RANDOM_WAIT" },
  },
  { row: "SCOUTING_RESULT | no round", given: e.follower(), when: e.timer("SCOUTING_RESULT"), action: null },
  ...[e.following("S3"), e.voted("S3"), e.follower()].map((given, index) => ({
    row: `SCOUTING_RESPONSE | ${["leader set", "tentative set", "no round"][index] ?? ""}`,
    given,
    when: e.scoutingAnswer("S2", true),
    action: heard("ApplyScoutingResponseEvent", "S2"),
  })),
  {
    row: "SCOUTING_RESPONSE | recorded, undecided; a later answer overwrites",
    given: e.scouting({ S1: true, S2: true }),
    when: e.scoutingAnswer("S2", false, 99),
    action: heard("ApplyScoutingResponseEvent", "S2"),
    state: { scouting: { term: 6, responses: { S1: true, S2: false } } },
  },
  {
    row: "SCOUTING_RESPONSE | #yes >= quorum",
    given: e.scouting({ S1: true, S2: true }),
    when: e.scoutingAnswer("S4", true, 0),
    action: heard("ApplyScoutingResponseEvent", "S4"),
    state: { role: "Candidate", reason: "NONE", term: 6, supporters: ["S1"], scouting: noRound },
    output: {
      ...announced,
      message: { kind: "ElectionProposal", term: 6 },
      destination: all,
      timer: "ELECTION_RESULT",
    },
  },
  {
    row: "SCOUTING_RESPONSE | #yes above a quorum lowered meanwhile",
    given: { ...e.scouting({ S1: true, S2: true }), quorum: 2 },
    when: e.scoutingAnswer("S3", false),
    action: heard("ApplyScoutingResponseEvent", "S3"),
    state: { role: "Candidate", reason: "NONE", term: 6, supporters: ["S1"], scouting: noRound },
    output: {
      ...announced,
      message: { kind: "ElectionProposal", term: 6 },
      destination: all,
      timer: "ELECTION_RESULT",
    },
  },
  {
    row: "SCOUTING_RESPONSE | #answers = numTotalPeers",
    given: e.scouting({ S1: true, S2: true, S3: false }),
    when: e.scoutingAnswer("S4", false),
    action: heard("ApplyScoutingResponseEvent", "S4"),
    state: { scouting: noRound },
    output: { cancelAllTimers: true, timer: "RANDOM_WAIT" },
  },
  ...[
    { row: "leader set", given: e.following("S3"), term: 9, willVote: false },
    { row: "no leader, t > T", given: e.follower(), term: 6, willVote: true },
    { row: "no leader, t = T", given: e.follower(), term: 5, willVote: false },
    { row: "tentative does not matter", given: e.voted("S3"), term: 6, willVote: true },
    { row: "round in progress does not matter", given: e.scouting(), term: 6, willVote: true },
  ].map(({ row, given, term, willVote }) => ({
    row: `SCOUTING_REQUEST | ${row}`,
    given,
    when: e.message("S2", "ScoutingRequest", term),
    action: heard("ApplyScoutingRequestEvent", "S2"),
    output: { message: { kind: "ScoutingResponse", term: 5, willVote } as const, destination: node("S2") },
  })),
];

const vote = { cancelAllTimers: true, timer: "HEARTBEAT_CHECK", destination: node("S2") } as const;
const proposals: readonly Row[] = [
  ...[4, 5, 10].map((term) => ({
    row: `ELECTION_PROPOSAL | leader set, t = ${term}`,
    given: e.following("S3"),
    when: e.message("S2", "ElectionProposal", term),
    action: heard("ApplyElectionProposalEvent", "S2"),
  })),
  ...[4, 5].map((term) => ({
    row: `ELECTION_PROPOSAL | t <= T, t = ${term}`,
    given: e.follower(),
    when: e.message("S2", "ElectionProposal", term),
    action: heard("ApplyElectionProposalEvent", "S2"),
  })),
  ...[e.follower(), e.scouting({ S1: true, S3: true }), e.voted("S3")].map((given, index) => ({
    row: `ELECTION_PROPOSAL | no leader, t > T ${["", "(round abandoned)", "(tentative replaced)"][index] ?? ""}`,
    given,
    when: e.message("S2", "ElectionProposal", 7),
    action: heard("ApplyElectionProposalEvent", "S2"),
    state: { term: 7, tentativeLeaderId: "S2", lastLeaderHeartbeat: 2000, scouting: noRound },
    output: { ...vote, message: { kind: "ElectionResponse", term: 7 } as const },
  })),
];

const heartbeat = (term: number) => ({
  when: e.message("S2", "LeaderHeartbeat", term),
  action: heard("ApplyLeaderHeartbeatEvent", "S2"),
});
const followS2 = {
  reason: "NONE",
  leaderId: "S2",
  tentativeLeaderId: null,
  lastLeaderHeartbeat: 2000,
  scouting: noRound,
} as const;
const heartbeats: readonly Row[] = [
  {
    row: "LEADER_HEARTBEAT(t=T) | s = tentative",
    given: e.voted("S2"),
    ...heartbeat(5),
    state: followS2,
    output: { ...announced, timer: "HEARTBEAT_CHECK" },
  },
  {
    row: "LEADER_HEARTBEAT(t=T) | s = leader",
    given: e.following("S2"),
    ...heartbeat(5),
    state: { lastLeaderHeartbeat: 2000 },
  },
  ...[e.follower(), e.scouting()].map((given) => ({
    row: "LEADER_HEARTBEAT(t=T) | no leader and no tentative",
    given,
    ...heartbeat(5),
    state: followS2,
    output: { ...announced, ...vote, message: { kind: "ElectionResponse", term: 5 } as const },
  })),
  { row: "LEADER_HEARTBEAT(t=T) | other leader", given: e.following("S3"), ...heartbeat(5) },
  { row: "LEADER_HEARTBEAT(t=T) | other tentative", given: e.voted("S3"), ...heartbeat(5) },
  ...[e.follower(), e.following("S2"), e.following("S3"), e.voted("S2")].map((given) => ({
    row: `LEADER_HEARTBEAT(t<T) | leader ${given.leaderId ?? "none"}`,
    given,
    ...heartbeat(4),
    output: { message: { kind: "HeartbeatResponse", term: 5 } as const, destination: node("S2") },
  })),
  ...[e.follower(), e.scouting(), e.following("S2"), e.following("S3"), e.voted("S3")].map((given) => ({
    row: `LEADER_HEARTBEAT(t>T) | whatever the current leader is: ${given.leaderId ?? "none"}`,
    given,
    ...heartbeat(8),
    state: { ...followS2, term: 8 },
    output: { ...announced, ...vote, message: { kind: "ElectionResponse", term: 8 } as const },
  })),
];

const check = e.timer("HEARTBEAT_CHECK");
const losses: readonly Row[] = [
  {
    row: "HEARTBEAT_CHECK | now - last < interval",
    given: e.following("S2"),
    when: check,
    now: expired - 1,
    action: null,
  },
  { row: "HEARTBEAT_CHECK | nobody to lose", given: e.follower(), when: check, now: 99999, action: null },
  {
    row: "HEARTBEAT_CHECK | expired, leader set",
    given: e.following("S2"),
    when: check,
    now: expired,
    action: own("HeartbeatTimeout"),
    state: e.alone("LEADER_NO_HEARTBEAT"),
    output: { ...announced, timer: "RANDOM_WAIT" },
  },
  {
    row: "HEARTBEAT_CHECK | expired, tentative set",
    given: e.voted("S2"),
    when: check,
    now: expired,
    action: own("HeartbeatTimeout"),
    state: e.alone("NONE"),
    output: { cancelAllTimers: true, timer: "RANDOM_WAIT" },
  },
  {
    row: "NODE_UNAVAILABLE | s = leader",
    given: e.following("S2"),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
    state: e.alone("LEADER_UNAVAILABLE"),
    output: { ...announced, timer: "RANDOM_WAIT" },
  },
  {
    row: "NODE_UNAVAILABLE | s = tentative: no cb, reason unchanged, no cancel",
    given: e.voted("S2"),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
    state: e.alone("STARTED"),
    output: { timer: "RANDOM_WAIT" },
  },
  {
    row: "NODE_UNAVAILABLE | other: drops its scouting answer",
    given: e.scouting({ S1: true, S2: true, S3: false }),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
    state: { scouting: { term: 6, responses: { S1: true, S3: false } } },
  },
  {
    row: "NODE_UNAVAILABLE | other, nothing to drop",
    given: e.following("S3"),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
  },
  {
    row: "electorNodeStatus(false) is like NODE_UNAVAILABLE",
    given: e.following("S2"),
    when: e.nodeStatus("S2", false),
    action: heard("ApplyNodeStatusEvent", "S2"),
    state: e.alone("LEADER_UNAVAILABLE"),
    output: { ...announced, timer: "RANDOM_WAIT" },
  },
  {
    row: "NODE_AVAILABLE",
    given: e.following("S2"),
    when: { kind: "nodeAvailable", node: "S3" },
    action: heard("ApplyNodeAvailable", "S3"),
  },
];

const cession = (term: number) => ({
  when: e.message("S2", "LeadershipCession", term),
  action: heard("ApplyLeadershipCessionEvent", "S2"),
});
const others: readonly Row[] = [
  { row: "LEADERSHIP_CESSION(t) | t < T", given: e.following("S2"), ...cession(4) },
  ...[5, 8].map((term) => ({
    row: `LEADERSHIP_CESSION(t) | s = leader, t = ${term}: T unchanged`,
    given: e.following("S2"),
    ...cession(term),
    state: e.alone("LEADER_NO_HEARTBEAT"),
    output: { ...announced, timer: "RANDOM_WAIT" } as const,
  })),
  {
    row: "LEADERSHIP_CESSION(t) | s = tentative",
    given: e.voted("S2"),
    ...cession(5),
    state: e.alone("NONE"),
    output: { cancelAllTimers: true, timer: "RANDOM_WAIT" },
  },
  { row: "LEADERSHIP_CESSION(t) | other", given: e.following("S3"), ...cession(8) },
  {
    row: "ELECTION_RESPONSE",
    given: e.follower(),
    when: e.message("S2", "ElectionResponse", 8),
    action: heard("ApplyElectionResponseEvent", "S2"),
  },
  {
    row: "HEARTBEAT_RESPONSE",
    given: e.follower(),
    when: e.message("S2", "HeartbeatResponse", 8),
    action: heard("ApplyHeartbeatResponseEvent", "S2"),
  },
  ...(["ELECTION_RESULT", "HEARTBEAT_BROADCAST"] as const).map((kind) => ({
    row: `${kind} | not a follower's timer`,
    given: e.follower(),
    when: e.timer(kind),
    action: null,
  })),
];

test.each([...waiting, ...scouting, ...proposals, ...heartbeats, ...losses, ...others])(
  "FOLLOWER | $row",
  (row) => {
    expect(step(row.given, { event: row.when, now: row.now ?? 2000 })).toEqual(e.expectedStep(row));
  },
);
