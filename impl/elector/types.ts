/**
 * Vocabulary of the elector core: section 1 of the protocol page (docs of BlazingMQ's elector).
 * Everything is readonly; `step` returns fresh values.
 */

/** Name of a configured node, e.g. "S1". The product uses integers; only identity matters. */
export type NodeId = string;

/** 1.1: State. */
export type Role = "Dormant" | "Follower" | "Candidate" | "Leader";

/** 1.1: ElectorTransitionReason; all but NONE occur with Follower only. */
export type Reason =
  | "NONE"
  | "STARTED"
  | "LEADER_NO_HEARTBEAT"
  | "LEADER_UNAVAILABLE"
  | "LEADER_PREEMPTED"
  | "ELECTION_PREEMPTED"
  | "QUORUM_NOT_ACHIEVED";

/** 1.1: Timer event. */
export type TimerKind =
  | "INITIAL_WAIT"
  | "RANDOM_WAIT"
  | "ELECTION_RESULT"
  | "HEARTBEAT_CHECK"
  | "HEARTBEAT_BROADCAST"
  | "SCOUTING_RESULT";

/** 1.4: wire messages, by the names of the TLA+ model. */
export type MessageKind =
  | "ElectionProposal"
  | "ElectionResponse"
  | "LeaderHeartbeat"
  | "HeartbeatResponse"
  | "ScoutingRequest"
  | "ScoutingResponse"
  | "LeadershipCession"
  | "NodeStatus";

/** 1.4: one wire message. `willVote` only on ScoutingResponse, `isAvailable` only on NodeStatus. */
export interface ElectorMessage {
  readonly kind: MessageKind;
  readonly term: number;
  readonly willVote?: boolean;
  readonly isAvailable?: boolean;
}

/** 1.2: fields of the state machine. Absent ids are null, absent terms 0. */
export interface ElectorState {
  readonly self: NodeId;
  /** All configured nodes, self included (numTotalPeers = nodes.length). */
  readonly nodes: readonly NodeId[];
  readonly role: Role;
  readonly reason: Reason;
  readonly term: number;
  readonly leaderId: NodeId | null;
  readonly tentativeLeaderId: NodeId | null;
  /** Sorted, without duplicates; non-empty only on a Candidate or Leader, and then with self. */
  readonly supporters: readonly NodeId[];
  /** term 0 = no round in progress. */
  readonly scouting: { readonly term: number; readonly responses: Readonly<Record<NodeId, boolean>> };
  /** Milliseconds of the caller's clock; 0 unless following a (tentative) leader. */
  readonly lastLeaderHeartbeat: number;
  /** Milliseconds: heartbeatMissCount x heartbeatBroadcastPeriodMs (1.6). */
  readonly leaderInactivityInterval: number;
  /** Configured quorum as set at run time; 0 = majority (1.7, 1.8). Read afresh at every decision. */
  readonly quorum: number;
  /** +1 on start, on stop and on each change announced to the layer above (1.2). */
  readonly age: number;
}

/** What can happen to an elector. Time comes in with it, never from a clock (house rule 1). */
export type ElectorEvent =
  | { readonly kind: "start" }
  | { readonly kind: "stop" }
  | { readonly kind: "timer"; readonly timer: TimerKind }
  | { readonly kind: "message"; readonly from: NodeId; readonly message: ElectorMessage }
  | { readonly kind: "nodeAvailable"; readonly node: NodeId }
  | { readonly kind: "nodeUnavailable"; readonly node: NodeId }
  | { readonly kind: "setQuorum"; readonly quorum: number };

export interface ElectorInput {
  readonly event: ElectorEvent;
  /** Milliseconds of the caller's clock, never going back. */
  readonly now: number;
}

/** One peer, or every configured peer (self excluded: 1.3). */
export type Destination = { readonly kind: "all" } | { readonly kind: "node"; readonly node: NodeId };

/** 1.2: output record: at most one message and one timer per event. */
export interface ElectorOutput {
  /** The layer above must be told (the "cb" of the transition table). */
  readonly stateChanged: boolean;
  readonly message: ElectorMessage | null;
  /** Null without a message. */
  readonly destination: Destination | null;
  readonly timer: TimerKind | null;
  readonly cancelAllTimers: boolean;
}

/** Spec action names, spelled as in spec/election/BlazingMQLeaderElection.tla (house rule 2). */
export type ElectorActionName =
  | "StartScouting"
  | "RequestVote"
  | "ScoutingTimeout"
  | "ElectionTimeout"
  | "BecomeLeader"
  | "SendHeartbeat"
  | "HeartbeatTimeout"
  | "ApplyElectionProposalEvent"
  | "ApplyElectionResponseEvent"
  | "ApplyScoutingRequestEvent"
  | "ApplyScoutingResponseEvent"
  | "ApplyLeaderHeartbeatEvent"
  | "ApplyHeartbeatResponseEvent"
  | "ApplyLeadershipCessionEvent"
  | "ApplyNodeUnavailable"
  | "ApplyNodeAvailable"
  | "ApplyNodeStatusEvent"
  | "Start"
  | "Stop"
  | "SetQuorum";

/**
 * Which spec action a step was. `i` acts; `j` is the other node of the Apply... actions.
 * Null where nothing observable happened (a timer that found nothing to do, input ignored by 1.3).
 * A message or link news of a peer is always an action, at a Dormant elector too: the spec consumes it whether or
 * not it has an effect.
 */
export interface ElectorAction {
  readonly name: ElectorActionName;
  readonly args: { readonly i: NodeId; readonly j?: NodeId; readonly quorum?: number };
}

export interface ElectorStep {
  readonly state: ElectorState;
  readonly action: ElectorAction | null;
  readonly output: ElectorOutput;
}

/** The one transition function of the core; mutants have the same shape. */
export type StepFunction = (state: ElectorState, input: ElectorInput) => ElectorStep;
