import type { TraceEvent } from "../../traces/schema.ts";
import { change, drop, inOrder, insertAfter, link, setPoint, swapWithNext, upTo } from "./edits.ts";
import type { InvalidExample } from "./invalidExample.ts";
import { scenario, type Source } from "./source.ts";
import { COARSE_LOG } from "./validExamples.ts";

// The mistakes of those who log: a true run, and one thing in it that is not as it was.

const FIRST_ELECTION: Source = { scenario: scenario("three-nodes") };
const SLEEPING_CANDIDATE: Source = { scenario: scenario("tentative-timeout") };

/** The node that has just heard its leader sends what only a leader sends; nothing else of it changes. */
const heartbeatOfFollower = ({ seq, state }: TraceEvent): TraceEvent => {
  const heartbeat = [{ mtype: "LeaderHeartbeat", mterm: 1 }];
  const sent = [link("S3", "S1"), link("S3", "S2")].map((to) => [to, heartbeat] as const);
  return {
    seq,
    node: "S3",
    action: "SendHeartbeat",
    args: { i: "S3" },
    state: { ...state, messages: { "#at": sent } },
  };
};

/** Invalid traces made by editing recorded ones. */
export const editedExamples: readonly InvalidExample[] = [
  {
    name: "term-off-by-one",
    source: FIRST_ELECTION,
    edit: inOrder(
      upTo(12),
      change(6, (event) => setPoint(event, "currentTerm", ["S3", 2])),
    ),
    edited: "currentTerm in line 6 raised by one",
    refusedAt: { line: 6, action: "ApplyElectionProposalEvent" },
    mistake: "S3 votes for a proposal of term 1 and logs term 2",
  },
  {
    name: "timeout-not-logged",
    source: SLEEPING_CANDIDATE,
    edit: inOrder(upTo(17), drop(10)),
    edited: "HeartbeatTimeout of S3 left out before line 10",
    refusedAt: { line: 11, action: "ApplyScoutingRequestEvent" },
    mistake: "S3 no longer waits for S1 although nothing was logged that ended its waiting",
  },
  {
    name: "events-swapped",
    source: SLEEPING_CANDIDATE,
    edit: inOrder(upTo(40), swapWithNext(37)),
    edited: "lines 37 and 38 changed places",
    refusedAt: { line: 37, action: "ApplyElectionProposalEvent" },
    mistake: "S1 hears the proposal of S2 before the scouting request that S2 sent earlier",
  },
  {
    name: "wrong-receiver",
    source: FIRST_ELECTION,
    edit: inOrder(
      upTo(12),
      change(6, (event) => ({ ...event, args: { ...event.args, i: "S1" } })),
    ),
    edited: "args.i in line 6 was S3",
    refusedAt: { line: 6, action: "ApplyElectionProposalEvent" },
    mistake: "the arguments say that S1 voted, the state that S3 did",
  },
  {
    name: "heartbeat-of-a-follower",
    source: FIRST_ELECTION,
    edit: inOrder(upTo(12), insertAfter(12, heartbeatOfFollower)),
    edited: "line 13 added",
    refusedAt: { line: 13, action: "SendHeartbeat" },
    mistake: "S3 follows S2 and broadcasts heartbeats itself",
  },
  {
    name: "broadcast-forgets-a-peer",
    source: FIRST_ELECTION,
    edit: inOrder(
      upTo(14),
      change(13, (event) => setPoint(event, "messages", [link("S2", "S3"), []])),
    ),
    edited: "the message to S3 removed from line 13",
    refusedAt: { line: 13, action: "SendHeartbeat" },
    mistake: "the heartbeat of S2 is on its way to S1 but not to S3",
  },
  {
    name: "message-consumed-twice",
    source: FIRST_ELECTION,
    edit: inOrder(
      upTo(12),
      insertAfter(8, (event) => event),
    ),
    edited: "line 8 repeated as line 9",
    refusedAt: { line: 9, action: "ApplyScoutingResponseEvent" },
    mistake: "S2 receives the scouting answer of S1 a second time",
  },
  {
    name: "leader-without-votes",
    source: FIRST_ELECTION,
    edit: inOrder(upTo(12), drop(6), drop(6), COARSE_LOG),
    edited: "only action and role kept; both ApplyElectionProposalEvent left out before line 6",
    refusedAt: { line: 7, action: "ApplyElectionResponseEvent" },
    mistake: "S2 receives a vote that nobody has cast: caught though the log holds actions and roles only",
  },
];
