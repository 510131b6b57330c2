import type { TimerActionName } from "./actions/signatures.ts";
import { effectiveQuorum } from "./quorum.ts";
import { isFollowing, isScouting } from "./roles.ts";
import type { ElectorInput, ElectorState, TimerKind } from "./types.ts";

/** Which action the firing of a timer is (guards of table 1.5); null when it finds nothing to do. */
export const timerAction = (
  state: ElectorState,
  timer: TimerKind,
  now: ElectorInput["now"],
): TimerActionName | null => {
  switch (timer) {
    case "INITIAL_WAIT":
    case "RANDOM_WAIT":
      return whenWaitIsOver(state);
    case "SCOUTING_RESULT":
      return state.role === "Follower" && isScouting(state) ? "ScoutingTimeout" : null;
    case "ELECTION_RESULT":
      return whenElectionIsOver(state);
    case "HEARTBEAT_CHECK":
      return isLeaderSilent(state, now) ? "HeartbeatTimeout" : null;
    case "HEARTBEAT_BROADCAST":
      return state.role === "Leader" ? "SendHeartbeat" : null;
  }
};

/** A round in progress is no guard: it is started anew. */
const whenWaitIsOver = (state: ElectorState): TimerActionName | null => {
  if (state.role !== "Follower" || isFollowing(state)) return null;
  return effectiveQuorum(state) <= 1 ? "RequestVote" : "StartScouting";
};

const whenElectionIsOver = (state: ElectorState): TimerActionName | null => {
  if (state.role !== "Candidate") return null;
  return state.supporters.length >= effectiveQuorum(state) ? "BecomeLeader" : "ElectionTimeout";
};

/** 1.6: a threshold in time, not a counter of misses. */
const isLeaderSilent = (state: ElectorState, now: number): boolean =>
  state.role === "Follower" &&
  isFollowing(state) &&
  now - state.lastLeaderHeartbeat >= state.leaderInactivityInterval;
