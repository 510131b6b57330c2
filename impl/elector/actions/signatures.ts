import type { Effect } from "../effect.ts";
import type { ElectorActionName, ElectorMessage, ElectorState, NodeId } from "../types.ts";

/** Actions a timer causes. */
export type TimerActionName =
  | "StartScouting"
  | "RequestVote"
  | "ScoutingTimeout"
  | "ElectionTimeout"
  | "BecomeLeader"
  | "SendHeartbeat"
  | "HeartbeatTimeout";

/** Actions a wire message causes, one a message kind. */
export type MessageActionName =
  | "ApplyElectionProposalEvent"
  | "ApplyElectionResponseEvent"
  | "ApplyScoutingRequestEvent"
  | "ApplyScoutingResponseEvent"
  | "ApplyLeaderHeartbeatEvent"
  | "ApplyHeartbeatResponseEvent"
  | "ApplyLeadershipCessionEvent"
  | "ApplyNodeStatusEvent";

/** Actions that news of a link causes. */
export type NodeActionName = "ApplyNodeUnavailable" | "ApplyNodeAvailable";

/** A wire message as it arrives. `now` in milliseconds. */
export interface Received {
  readonly from: NodeId;
  readonly message: ElectorMessage;
  readonly now: number;
}

/** Nothing but the own state matters: timers (the guard is `timerAction`'s), start() and stop(). */
export type OwnAction = (state: ElectorState) => Effect;
export type MessageAction = (state: ElectorState, received: Received) => Effect;
export type NodeAction = (state: ElectorState, node: NodeId) => Effect;
export type QuorumAction = (state: ElectorState, quorum: number) => Effect;

type SignatureOf<Name extends ElectorActionName> = Name extends MessageActionName
  ? MessageAction
  : Name extends NodeActionName
    ? NodeAction
    : Name extends "SetQuorum"
      ? QuorumAction
      : OwnAction;

/** House rule 2: spec action -> function, total. */
export type ActionTable = { readonly [Name in ElectorActionName]: SignatureOf<Name> };
