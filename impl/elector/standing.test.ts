import { expect, test } from "vitest";
import * as e from "./examples.ts";
import type { Row } from "./examples.ts";
import { step } from "./step.ts";
import type { ElectorActionName, MessageKind, NodeId } from "./types.ts";

// Every row of the CANDIDATE, LEADER and DORMANT tables of section 1.5, and stop(). S1 is in term 5; quorum 3 of 4.

const own = (name: ElectorActionName) => ({ name, args: { i: "S1" } });
const heard = (name: ElectorActionName, j: NodeId) => ({ name, args: { i: "S1", j } });
const node = (id: NodeId) => ({ kind: "node", node: id }) as const;
const all = { kind: "all" } as const;
const announced = { stateChanged: true, cancelAllTimers: true } as const;
const from2 = (kind: Exclude<MessageKind, "NodeStatus">, term: number) => ({
  when: e.message("S2", kind, term),
  action: heard(`Apply${kind}Event`, "S2"),
});

const elected = {
  ...announced,
  message: { kind: "LeaderHeartbeat", term: 5 },
  destination: all,
  timer: "HEARTBEAT_BROADCAST",
} as const;
const followS2 = (term: number) =>
  ({ ...e.alone("NONE"), term, leaderId: "S2", lastLeaderHeartbeat: 2000 }) as const;

const candidate: readonly Row[] = [
  { row: "ELECTION_RESPONSE | t < T", given: e.candidate(), ...from2("ElectionResponse", 4) },
  {
    row: "ELECTION_RESPONSE | s already a supporter",
    given: e.candidate(["S1", "S2"]),
    ...from2("ElectionResponse", 5),
  },
  {
    row: "ELECTION_RESPONSE | t >= T, not yet a quorum",
    given: e.candidate(),
    ...from2("ElectionResponse", 5),
    state: { supporters: ["S1", "S2"] },
  },
  ...[5, 9].map((term) => ({
    row: `ELECTION_RESPONSE | t = ${term}, #supporters == quorum; kept sorted`,
    given: e.candidate(["S1", "S4"]),
    ...from2("ElectionResponse", term),
    state: { role: "Leader", leaderId: "S1", supporters: ["S1", "S2", "S4"] } as const,
    output: elected,
  })),
  {
    row: "ELECTION_RESPONSE | above a quorum lowered meanwhile: not == (E2)",
    given: { ...e.candidate(["S1", "S4"]), quorum: 2 },
    ...from2("ElectionResponse", 5),
    state: { supporters: ["S1", "S2", "S4"] },
  },
  {
    row: "ELECTION_RESULT | #supporters >= quorum",
    given: { ...e.candidate(["S1", "S2", "S4"]), quorum: 2 },
    when: e.timer("ELECTION_RESULT"),
    action: own("BecomeLeader"),
    state: { role: "Leader", leaderId: "S1" },
    output: elected,
  },
  {
    row: "ELECTION_RESULT | else; T stays bumped",
    given: e.candidate(["S1", "S2"]),
    when: e.timer("ELECTION_RESULT"),
    action: own("ElectionTimeout"),
    state: e.alone("QUORUM_NOT_ACHIEVED"),
    output: { ...announced, timer: "RANDOM_WAIT" },
  },
  ...[4, 5].map((term) => ({
    row: `ELECTION_PROPOSAL | t <= T, t = ${term}`,
    given: e.candidate(),
    ...from2("ElectionProposal", term),
  })),
  {
    row: "ELECTION_PROPOSAL | t > T",
    given: e.candidate(["S1", "S3"]),
    ...from2("ElectionProposal", 6),
    state: {
      ...e.alone("ELECTION_PREEMPTED"),
      term: 6,
      tentativeLeaderId: "S2",
      lastLeaderHeartbeat: 2000,
    },
    output: {
      ...announced,
      message: { kind: "ElectionResponse", term: 6 },
      destination: node("S2"),
      timer: "HEARTBEAT_CHECK",
    },
  },
  {
    row: "LEADER_HEARTBEAT(t<T)",
    given: e.candidate(),
    ...from2("LeaderHeartbeat", 4),
    output: { message: { kind: "HeartbeatResponse", term: 5 }, destination: node("S2") },
  },
  ...[5, 9].map((term) => ({
    row: `LEADER_HEARTBEAT(t>=T), t = ${term}`,
    given: e.candidate(["S1", "S3"]),
    ...from2("LeaderHeartbeat", term),
    state: followS2(term),
    output: {
      ...announced,
      message: { kind: "ElectionResponse", term },
      destination: node("S2"),
      timer: "HEARTBEAT_CHECK",
    } as const,
  })),
  ...[5, 6].map((term) => ({
    row: `SCOUTING_REQUEST | yes iff t > T, t = ${term}`,
    given: e.candidate(),
    ...from2("ScoutingRequest", term),
    output: {
      message: { kind: "ScoutingResponse", term: 5, willVote: term > 5 } as const,
      destination: node("S2"),
    },
  })),
  {
    row: "NODE_UNAVAILABLE | s is a supporter",
    given: e.candidate(["S1", "S2"]),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
    state: { supporters: ["S1"] },
  },
  {
    row: "NODE_UNAVAILABLE | s is no supporter",
    given: e.candidate(),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
  },
  { row: "LEADERSHIP_CESSION", given: e.candidate(), ...from2("LeadershipCession", 9) },
  {
    row: "SCOUTING_RESPONSE",
    given: e.candidate(),
    when: e.scoutingAnswer("S2", true),
    action: heard("ApplyScoutingResponseEvent", "S2"),
  },
  { row: "HEARTBEAT_RESPONSE", given: e.candidate(), ...from2("HeartbeatResponse", 9) },
  {
    row: "NODE_AVAILABLE",
    given: e.candidate(),
    when: { kind: "nodeAvailable", node: "S2" },
    action: heard("ApplyNodeAvailable", "S2"),
  },
  ...(
    ["INITIAL_WAIT", "RANDOM_WAIT", "SCOUTING_RESULT", "HEARTBEAT_CHECK", "HEARTBEAT_BROADCAST"] as const
  ).map((kind) => ({
    row: `other timers: ${kind}`,
    given: e.candidate(),
    when: e.timer(kind),
    action: null,
    now: 1e6,
  })),
];

const ceded = (term: number) => ({ message: { kind: "LeadershipCession", term } as const, destination: all });
const heartbeatTo2 = { message: { kind: "LeaderHeartbeat", term: 5 }, destination: node("S2") } as const;
const leader: readonly Row[] = [
  {
    row: "HEARTBEAT_BROADCAST",
    given: e.leader(),
    when: e.timer("HEARTBEAT_BROADCAST"),
    action: own("SendHeartbeat"),
    output: { message: { kind: "LeaderHeartbeat", term: 5 }, destination: all },
  },
  ...[4, 5, 10].map((term) => ({
    row: `ELECTION_PROPOSAL | any t, t = ${term}`,
    given: e.leader(),
    ...from2("ElectionProposal", term),
  })),
  {
    row: "ELECTION_RESPONSE(t=T) | adds s",
    given: e.leader(["S1", "S3", "S4"]),
    ...from2("ElectionResponse", 5),
    state: { supporters: ["S1", "S2", "S3", "S4"] },
  },
  { row: "ELECTION_RESPONSE(t=T) | once", given: e.leader(), ...from2("ElectionResponse", 5) },
  {
    row: "ELECTION_RESPONSE(t<T)",
    given: e.leader(["S1", "S3", "S4"]),
    ...from2("ElectionResponse", 4),
  },
  ...(["ElectionResponse", "HeartbeatResponse"] as const).map((kind) => ({
    row: `${kind}(t>T)`,
    given: e.leader(),
    ...from2(kind, 7),
    state: { ...e.alone("LEADER_PREEMPTED"), term: 7 },
    output: { ...announced, ...ceded(7), timer: "RANDOM_WAIT" } as const,
  })),
  ...[4, 5].map((term) => ({
    row: `HEARTBEAT_RESPONSE(t<=T), t = ${term}`,
    given: e.leader(),
    ...from2("HeartbeatResponse", term),
  })),
  ...[4, 5].map((term) => ({
    row: `LEADER_HEARTBEAT(t<=T), equal term included (E1), t = ${term}`,
    given: e.leader(),
    ...from2("LeaderHeartbeat", term),
    output: heartbeatTo2,
  })),
  {
    row: "LEADER_HEARTBEAT(t>T): of s, cession and no electionResponse (E3, E8)",
    given: e.leader(),
    ...from2("LeaderHeartbeat", 7),
    state: followS2(7),
    output: { ...announced, ...ceded(7), timer: "HEARTBEAT_CHECK" },
  },
  ...[4, 5].map((term) => ({
    row: `LEADERSHIP_CESSION(t<=T), t = ${term}`,
    given: e.leader(),
    ...from2("LeadershipCession", term),
    output: heartbeatTo2,
  })),
  { row: "LEADERSHIP_CESSION(t>T): log only", given: e.leader(), ...from2("LeadershipCession", 9) },
  {
    row: "SCOUTING_REQUEST: no, whatever its term",
    given: e.leader(),
    ...from2("ScoutingRequest", 9),
    output: { message: { kind: "ScoutingResponse", term: 5, willVote: false }, destination: node("S2") },
  },
  {
    row: "NODE_AVAILABLE(s): not yet a supporter",
    given: e.leader(["S1", "S3", "S4"]),
    when: { kind: "nodeAvailable", node: "S2" },
    action: heard("ApplyNodeAvailable", "S2"),
    output: heartbeatTo2,
  },
  {
    row: "electorNodeStatus(true) is like NODE_AVAILABLE",
    given: e.leader(),
    when: e.nodeStatus("S2", true),
    action: heard("ApplyNodeStatusEvent", "S2"),
    output: heartbeatTo2,
  },
  {
    row: "NODE_UNAVAILABLE(s) | quorum kept",
    given: e.leader(["S1", "S2", "S3", "S4"]),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
    state: { supporters: ["S1", "S3", "S4"] },
  },
  {
    row: "NODE_UNAVAILABLE(s) | now below quorum; T unchanged",
    given: e.leader(),
    when: { kind: "nodeUnavailable", node: "S2" },
    action: heard("ApplyNodeUnavailable", "S2"),
    state: e.alone("QUORUM_NOT_ACHIEVED"),
    output: { ...announced, ...ceded(5), timer: "RANDOM_WAIT" },
  },
  {
    row: "NODE_UNAVAILABLE(s) | s no supporter, but the quorum was raised (1.6)",
    given: { ...e.leader(), quorum: 4 },
    when: { kind: "nodeUnavailable", node: "S4" },
    action: heard("ApplyNodeUnavailable", "S4"),
    state: e.alone("QUORUM_NOT_ACHIEVED"),
    output: { ...announced, ...ceded(5), timer: "RANDOM_WAIT" },
  },
  {
    row: "SCOUTING_RESPONSE: no row, ignored",
    given: e.leader(),
    when: e.scoutingAnswer("S2", true),
    action: heard("ApplyScoutingResponseEvent", "S2"),
  },
  ...(["INITIAL_WAIT", "RANDOM_WAIT", "SCOUTING_RESULT", "ELECTION_RESULT", "HEARTBEAT_CHECK"] as const).map(
    (kind) => ({
      row: `other timers: ${kind}`,
      given: e.leader(),
      when: e.timer(kind),
      action: null,
      now: 1e6,
    }),
  ),
];

const started = { role: "Follower", reason: "STARTED" } as const;
const dormant: readonly Row[] = [
  {
    row: "start(): initial term kept",
    given: e.dormant({ term: 7 }),
    when: { kind: "start" },
    action: own("Start"),
    state: started,
    output: { stateChanged: true, timer: "INITIAL_WAIT" },
  },
  {
    row: "start() keeps an old scouting record (E6)",
    given: e.dormant({ scouting: { term: 6, responses: { S1: true } } }),
    when: { kind: "start" },
    action: own("Start"),
    state: started,
    output: { stateChanged: true, timer: "INITIAL_WAIT" },
  },
  ...[
    { kind: "stop" } as const,
    e.timer("INITIAL_WAIT"),
    e.timer("HEARTBEAT_CHECK"),
    e.message("S2", "LeaderHeartbeat", 0),
    e.message("S9", "LeaderHeartbeat", 9),
    { kind: "nodeAvailable", node: "S1" } as const,
  ].map((when) => ({ row: `no action: ${JSON.stringify(when)}`, given: e.dormant(), when, action: null })),
];

// 1.3: what is sent to it is gone from its channel, which is all that happens.
const consumed: readonly Row[] = (
  [
    ["ApplyNodeAvailable", { kind: "nodeAvailable", node: "S2" }],
    ["ApplyNodeUnavailable", { kind: "nodeUnavailable", node: "S2" }],
    ["ApplyLeaderHeartbeatEvent", e.message("S2", "LeaderHeartbeat", 9)],
    ["ApplyScoutingRequestEvent", e.message("S2", "ScoutingRequest", 9)],
    ["ApplyElectionProposalEvent", e.message("S2", "ElectionProposal", 9)],
    ["ApplyScoutingResponseEvent", e.scoutingAnswer("S2", true)],
    ["ApplyNodeStatusEvent", e.nodeStatus("S2", false)],
  ] as const
).map(([name, when]) => ({
  row: `consumed: ${JSON.stringify(when)}`,
  given: e.dormant({ scouting: { term: 6, responses: { S1: true, S2: false } } }),
  when,
  action: { name, args: { i: "S1", j: "S2" } },
}));

const gone = { ...e.alone("NONE"), role: "Dormant", term: 0 } as const;
const stop: readonly Row[] = [e.follower(), e.voted("S2"), e.scouting(), e.candidate(), e.leader()].map(
  (given) => ({
    row: `stop() of a ${given.role}: term 0, scouting record kept (E6)`,
    given,
    when: { kind: "stop" },
    action: own("Stop"),
    state: gone,
    output: {
      ...announced,
      message: { kind: "NodeStatus", term: 0, isAvailable: false },
      destination: all,
    },
  }),
);

const check = (row: Row) => {
  expect(step(row.given, { event: row.when, now: row.now ?? 2000 })).toEqual(e.expectedStep(row));
};
test.each(candidate)("CANDIDATE | $row", check);
test.each(leader)("LEADER | $row", check);
test.each(dormant)("DORMANT | $row", check);
test.each(consumed)("DORMANT | $row", check);
test.each(stop)("any enabled state | $row", check);
