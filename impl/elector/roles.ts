import type { ElectorState, NodeId, Reason } from "./types.ts";

/** 1.2: term 0 = no round in progress. */
export const noRound: ElectorState["scouting"] = { term: 0, responses: {} };

/** Is a scouting round in progress (1.2)? */
export const isScouting = (state: ElectorState): boolean => state.scouting.term !== 0;

/** Has a leader or voted for one that has not shown itself yet. */
export const isFollowing = (state: ElectorState): boolean =>
  state.leaderId !== null || state.tentativeLeaderId !== null;

/** Whom, in which term, since when. */
export interface Allegiance {
  readonly to: NodeId;
  readonly term: number;
  readonly now: number;
}

/** FOLLOWER of a known leader: "leader := s, tentative none, stamp, scouting reset, reason NONE" (1.5). */
export const followerOf = (state: ElectorState, { to, term, now }: Allegiance): ElectorState => ({
  ...state,
  role: "Follower",
  reason: "NONE",
  term,
  leaderId: to,
  tentativeLeaderId: null,
  supporters: [],
  scouting: noRound,
  lastLeaderHeartbeat: now,
});

/** FOLLOWER that has voted and waits for the first heartbeat. The reason is the caller's (1.5). */
export const voterFor = (state: ElectorState, { to, term, now }: Allegiance): ElectorState => ({
  ...state,
  role: "Follower",
  term,
  leaderId: null,
  tentativeLeaderId: to,
  supporters: [],
  scouting: noRound,
  lastLeaderHeartbeat: now,
});

/** FOLLOWER without leader and tentative. A scouting round is left alone: only followers have one. */
export const followerOfNobody = (state: ElectorState, reason: Reason): ElectorState => ({
  ...state,
  role: "Follower",
  reason,
  leaderId: null,
  tentativeLeaderId: null,
  supporters: [],
  lastLeaderHeartbeat: 0,
});

/** CANDIDATE in the scouted term with its own vote. */
export const candidateIn = (state: ElectorState, term: number): ElectorState => ({
  ...state,
  role: "Candidate",
  reason: "NONE",
  term,
  supporters: [state.self],
  scouting: noRound,
});

/** LEADER: "leader := self, reason NONE"; supporters and term as they are. */
export const leaderNow = (state: ElectorState): ElectorState => ({
  ...state,
  role: "Leader",
  reason: "NONE",
  leaderId: state.self,
});
