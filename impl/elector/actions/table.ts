import { ApplyNodeAvailable, ApplyNodeStatusEvent, ApplyNodeUnavailable } from "./availability.ts";
import { ApplyLeadershipCessionEvent } from "./cession.ts";
import {
  ApplyElectionProposalEvent,
  ApplyElectionResponseEvent,
  BecomeLeader,
  ElectionTimeout,
} from "./election.ts";
import {
  ApplyHeartbeatResponseEvent,
  ApplyLeaderHeartbeatEvent,
  HeartbeatTimeout,
  SendHeartbeat,
} from "./heartbeat.ts";
import { SetQuorum, Start, Stop } from "./lifecycle.ts";
import {
  ApplyScoutingRequestEvent,
  ApplyScoutingResponseEvent,
  RequestVote,
  ScoutingTimeout,
  StartScouting,
} from "./scouting.ts";
import type { ActionTable } from "./signatures.ts";

/** Spec action -> function (house rule 2). A missing or misspelt key does not compile. */
export const actions: ActionTable = {
  StartScouting,
  RequestVote,
  ScoutingTimeout,
  ElectionTimeout,
  BecomeLeader,
  SendHeartbeat,
  HeartbeatTimeout,
  ApplyElectionProposalEvent,
  ApplyElectionResponseEvent,
  ApplyScoutingRequestEvent,
  ApplyScoutingResponseEvent,
  ApplyLeaderHeartbeatEvent,
  ApplyHeartbeatResponseEvent,
  ApplyLeadershipCessionEvent,
  ApplyNodeUnavailable,
  ApplyNodeAvailable,
  ApplyNodeStatusEvent,
  Start,
  Stop,
  SetQuorum,
};
