import type { Row } from "./row.ts";

// Rows that need a fault or an operator.

export const FAULT_ROWS: readonly Row[] = [
  {
    id: "available-again",
    topic: "node available again",
    scenario: "late-connection",
    bridges: ["candidate-at-once", "leader-at-once", "unavailability-is-local", "network-loses"],
    refused: {
      by: "published",
      line: 11,
      because: [
        "messages[[mdest |-> S3, msource |-> S1, mterm |-> 1, mtype |-> LeaderHeartbeat]]: the spec gives 1, the trace says 2",
      ],
    },
    says: "S1 gets a connection to S3 and sends it a heartbeat; no step of the model does that",
  },
  {
    id: "unavailability-is-local",
    topic: "node unavailable",
    scenario: "lost-leader",
    bridges: ["candidate-at-once", "leader-at-once"],
    refused: {
      by: "published",
      line: 11,
      action: "ApplyAvailability",
      args: { i: "S2", j: "S1" },
      because: ["NodeUnavailable"],
    },
    says: "S2 sees its connection to S1 close and has no leader any more; in the model S1 would have had to announce it",
  },
  {
    id: "leader-cedes-below-quorum",
    topic: "leader losing quorum",
    scenario: "lost-quorum",
    bridges: ["candidate-at-once", "leader-at-once", "unavailability-is-local"],
    refused: {
      by: "published",
      line: 12,
      action: "ApplyAvailability",
      args: { i: "S1", j: "S2" },
      because: ["ApplyAvailability has no successor in any state that matches the events before"],
    },
    says: "S1 loses its quorum and steps down; the model's row for it asks two values of messages' and can never happen",
  },
  {
    id: "restart-forgets-term",
    topic: "restart",
    scenario: "forgotten-term",
    bridges: ["candidate-at-once", "unavailability-is-local", "restart-loses-links"],
    refused: {
      by: "published",
      line: 7,
      action: "Restart",
      args: { i: "S2" },
      because: ["currentTerm[S2]: the spec gives 1, the trace says 0"],
    },
    says: "S2 voted in term 1 and is back with what its ledger says, term 0; in the model it keeps term 1",
  },
  {
    id: "restart-loses-links",
    topic: "restart",
    scenario: "lost-vote",
    bridges: ["candidate-at-once", "unavailability-is-local"],
    refused: {
      by: "published",
      line: 7,
      action: "Restart",
      args: { i: "S2" },
      because: [
        "messages[[mdest |-> S1, msource |-> S2, mterm |-> 1, mtype |-> ElectionResponse]]: the spec gives 1, the trace says 0",
      ],
    },
    says: "the vote of S2 is lost with its connections; in the model messages survive the restart of who sent them",
  },
  {
    id: "network-loses",
    topic: "network",
    scenario: "lost-request",
    bridges: [],
    refused: {
      by: "published",
      line: 3,
      because: [
        "messages[[mdest |-> S2, msource |-> S1, mterm |-> 1, mtype |-> ScoutingRequest]]: the spec gives 1, the trace says 0",
      ],
    },
    says: "the scouting request of S1 is lost with its connection; the model's network loses nothing",
  },
  {
    id: "overtaking",
    topic: "network",
    scenario: "stale-leader",
    bridges: [
      "candidate-at-once",
      "leader-at-once",
      "proposal-to-all",
      "unavailability-is-local",
      "network-loses",
      "available-again",
      "heartbeat-repeated",
      "cession-to-all",
    ],
    overtaken: [22, 23],
    refused: {
      by: "election",
      line: 22,
      action: "ApplyLeaderHeartbeatEvent",
      args: { i: "S1", j: "S2" },
      because: ["LeaderHeartbeat"],
    },
    says: "S1 hears the heartbeat of S2 before what S2 sent earlier; the model allows it, a connection does not",
  },
  {
    id: "quorum-one",
    topic: "quorum",
    scenario: "quorum-one",
    bridges: [],
    refused: {
      by: "published",
      line: 2,
      action: "RequestVote",
      args: { i: "S1", j: "S2" },
      because: ["scoutingInfo[i].term /= Nil, where scoutingInfo[i].term = Nil"],
    },
    says: "with its quorum set to 1, S1 stands without asking anybody; the model's quorum is one constant majority",
  },
];
