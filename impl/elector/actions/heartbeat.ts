import { announced, effect, quiet } from "../effect.ts";
import type { Effect } from "../effect.ts";
import {
  electionResponse,
  heartbeatResponse,
  leaderHeartbeat,
  leadershipCession,
  toAll,
  toNode,
} from "../messages.ts";
import { followerOf, followerOfNobody, isFollowing } from "../roles.ts";
import type { ElectorState } from "../types.ts";
import { preempted } from "./election.ts";
import type { MessageAction, OwnAction, Received } from "./signatures.ts";

/** 1.5 LEADER, HEARTBEAT_BROADCAST. */
export const SendHeartbeat: OwnAction = (state) =>
  effect(state, { message: leaderHeartbeat(state.term), destination: toAll });

/** 1.5 FOLLOWER, HEARTBEAT_CHECK expired: only the loss of a known leader is announced. */
export const HeartbeatTimeout: OwnAction = (state) => loseSilentLeader(state);

/** FOLLOWER that has heard too long, or for the last time, of its (tentative) leader: check expired, or cession. */
export const loseSilentLeader = (state: ElectorState): Effect =>
  state.leaderId !== null
    ? announced(followerOfNobody(state, "LEADER_NO_HEARTBEAT"), { timer: "RANDOM_WAIT" })
    : effect(followerOfNobody(state, "NONE"), { cancelAllTimers: true, timer: "RANDOM_WAIT" });

/** 1.5, LEADER_HEARTBEAT in every role. */
export const ApplyLeaderHeartbeatEvent: MessageAction = (state, received) => {
  switch (state.role) {
    case "Follower":
      return heardByFollower(state, received);
    case "Candidate":
      return received.message.term < state.term ? tellTerm(state, received) : adopt(state, received);
    case "Leader":
      return heardByLeader(state, received);
    case "Dormant":
      return quiet(state);
  }
};

/** 1.5, HEARTBEAT_RESPONSE: only a LEADER learns from it that its term is over. */
export const ApplyHeartbeatResponseEvent: MessageAction = (state, { message }) =>
  state.role === "Leader" && message.term > state.term ? preempted(state, message.term) : quiet(state);

const heardByFollower = (state: ElectorState, received: Received): Effect => {
  const { from, message, now } = received;
  if (message.term < state.term) return tellTerm(state, received);
  // A higher term passes over the sticky leader: "whatever the current leader is".
  if (message.term > state.term || !isFollowing(state)) return adopt(state, received);
  if (from === state.leaderId) return quiet({ ...state, lastLeaderHeartbeat: now });
  return from === state.tentativeLeaderId ? confirm(state, received) : quiet(state);
};

const heardByLeader = (state: ElectorState, received: Received): Effect => {
  const { from, message } = received;
  // Equal term included: two leaders of one term answer each other for ever (E1).
  if (message.term <= state.term)
    return effect(state, { message: leaderHeartbeat(state.term), destination: toNode(from) });
  // The cession is all the new leader hears: no electionResponse (E8).
  return announced(followThe(state, received), {
    message: leadershipCession(message.term),
    destination: toAll,
    timer: "HEARTBEAT_CHECK",
  });
};

const tellTerm = (state: ElectorState, { from }: Received): Effect =>
  effect(state, { message: heartbeatResponse(state.term), destination: toNode(from) });

/** Follows the sender and tells it so by a fake vote. */
const adopt = (state: ElectorState, received: Received): Effect =>
  announced(followThe(state, received), {
    message: electionResponse(received.message.term),
    destination: toNode(received.from),
    timer: "HEARTBEAT_CHECK",
  });

/** The first heartbeat of the node voted for: it has the vote already, so no message. */
const confirm = (state: ElectorState, received: Received): Effect =>
  announced(followThe(state, received), { timer: "HEARTBEAT_CHECK" });

const followThe = (state: ElectorState, { from, message, now }: Received): ElectorState =>
  followerOf(state, { to: from, term: message.term, now });
