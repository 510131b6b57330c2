import type { Bridge } from "./bridges.ts";
import type { Row } from "./row.ts";

// Rows that reliable links show. Where the model refuses is stated here, from understanding, and confirmed by TLC.

const ELECTED: readonly Bridge[] = ["candidate-at-once", "leader-at-once"];

/** On the way to two leaders at a time, the older one without a connection to the third node. */
const TWO_LEADERS: readonly Bridge[] = [
  ...ELECTED,
  "proposal-to-all",
  "unavailability-is-local",
  "network-loses",
];
const AWAKE: readonly Bridge[] = [
  ...TWO_LEADERS,
  "available-again",
  "heartbeat-repeated",
  "scouting-refused",
];

export const ELECTION_ROWS: readonly Row[] = [
  {
    id: "candidate-at-once",
    topic: "election proposal",
    scenario: "two-nodes",
    bridges: [],
    refused: {
      by: "published",
      line: 4,
      action: "ApplyScoutingResponseEvent",
      args: { i: "S1", j: "S2" },
      because: ["state[S1]: the spec gives Follower, the trace says Candidate"],
    },
    says: "the deciding yes makes S1 a candidate, with its proposal out; the model takes a step of its own for that",
  },
  {
    id: "proposal-to-all",
    topic: "election proposal",
    scenario: "three-nodes",
    bridges: ["candidate-at-once"],
    refused: {
      by: "published",
      line: 6,
      action: "RequestVote",
      args: { i: "S1", j: "S2" },
      because: [
        "messages[[mdest |-> S3, msource |-> S1, mterm |-> 1, mtype |-> ElectionProposal]]: the spec gives absent, the trace says 1",
      ],
    },
    says: "S1 proposes itself to S2 and to S3; the model's candidate asks one of them and nobody else",
  },
  {
    id: "second-vote",
    topic: "election proposal",
    scenario: "five-nodes",
    bridges: ["candidate-at-once", "proposal-to-all", "ignored-messages-consumed"],
    refused: {
      by: "published",
      line: 11,
      action: "ApplyElectionProposalEvent",
      args: { i: "S3", j: "S1" },
      because: ["ElectionProposal"],
    },
    says: "a second server votes for S1; nobody asked it in the model, where a candidate of five never gets the third vote",
  },
  {
    id: "leader-at-once",
    topic: "becoming leader, first heartbeat",
    scenario: "two-nodes",
    bridges: ["candidate-at-once"],
    refused: {
      by: "published",
      line: 7,
      action: "ApplyElectionResponseEvent",
      args: { i: "S1", j: "S2" },
      because: ["state[S1]: the spec gives Candidate, the trace says Leader"],
    },
    says: "the deciding vote makes S1 leader, with its first heartbeat out; the model takes three steps for that",
  },
  {
    id: "heartbeat-repeated",
    topic: "heartbeat",
    scenario: "two-nodes",
    bridges: ELECTED,
    refused: {
      by: "published",
      line: 11,
      action: "SendHeartbeat",
      args: { i: "S1" },
      because: ["m \\notin DOMAIN messages"],
    },
    says: "S1 sends its second heartbeat of term 1; in the model there is one for each server and term, ever",
  },
  {
    id: "repeated-heartbeat-heard",
    topic: "own leader's repeated heartbeat",
    scenario: "stale-leader",
    bridges: [...AWAKE, "cession-to-all"],
    refused: {
      by: "published",
      line: 22,
      action: "ApplyLeaderHeartbeatEvent",
      args: { i: "S1", j: "S2" },
      because: ["leaderId[i] = Nil, where leaderId[i] = S2"],
    },
    says: "S1 follows S2 and hears its heartbeat again, which refreshes a time stamp; the model has no row for it",
  },
  {
    id: "second-round",
    topic: "scouting",
    scenario: "second-round",
    bridges: [],
    refused: {
      by: "published",
      line: 4,
      action: "StartScouting",
      args: { i: "S1" },
      because: ["m \\notin DOMAIN messages"],
    },
    says: "S1 scouts term 1 again after a round in vain; in the model it may do so once, ever",
  },
  {
    id: "scouting-refused",
    topic: "scouting answer",
    scenario: "scouted-candidate",
    bridges: ["candidate-at-once"],
    refused: {
      by: "published",
      line: 7,
      action: "ApplyScoutingRequestEvent",
      args: { i: "S1", j: "S2" },
      because: ["m.mterm > currentTerm[i]"],
    },
    says: "S1 is in term 1 and answers no to who scouts term 1; the model says yes or nothing",
  },
  {
    id: "ignored-messages-consumed",
    topic: "ignored messages",
    scenario: "three-nodes",
    bridges: ["candidate-at-once", "proposal-to-all"],
    refused: {
      by: "published",
      line: 7,
      action: "ApplyScoutingResponseEvent",
      args: { i: "S1", j: "S3" },
      because: ["state[i] = Follower, where state[i] = Candidate"],
    },
    says: "a yes that comes too late is taken from the link and ignored; in the model it stays pending for ever",
  },
  {
    id: "cession-to-all",
    topic: "cession",
    scenario: "stale-leader",
    bridges: AWAKE,
    refused: {
      by: "published",
      line: 21,
      action: "ApplyLeaderHeartbeatEvent",
      args: { i: "S1", j: "S2" },
      because: [
        "messages[[mdest |-> S3, msource |-> S1, mterm |-> 2, mtype |-> LeadershipCession]]: the spec gives absent, the trace says 1",
      ],
    },
    says: "S1 hears of the leader of term 2 and cedes to all; in the model only to S2, which never followed it",
  },
  {
    id: "cession-answered",
    topic: "leader receiving a cession",
    scenario: "stale-leader",
    bridges: [...AWAKE, "cession-to-all", "ignored-messages-consumed"],
    refused: {
      by: "published",
      line: 22,
      action: "ApplyLeadershipCessionEvent",
      args: { i: "S2", j: "S1" },
      because: ["state[i] = Follower, where state[i] = Leader"],
    },
    says: "S2 leads and answers the cession of S1 with a heartbeat; the model has no row for a leader",
  },
  {
    id: "two-leaders",
    topic: "README's claim",
    scenario: "stale-leader",
    bridges: TWO_LEADERS,
    refused: null,
    lastLine: 19,
    says: "S1 leads term 1 and S2 leads term 2 at the same time: both specs allow it, and the README of the model denies it",
  },
];
