import { effect, quiet } from "../effect.ts";
import type { Effect } from "../effect.ts";
import { leaderHeartbeat, toNode } from "../messages.ts";
import type { ElectorState } from "../types.ts";
import { loseSilentLeader } from "./heartbeat.ts";
import type { MessageAction, Received } from "./signatures.ts";

/** 1.5, LEADERSHIP_CESSION in every role; the own term never changes. */
export const ApplyLeadershipCessionEvent: MessageAction = (state, received) => {
  switch (state.role) {
    case "Follower":
      return heardByFollower(state, received);
    case "Leader":
      return heardByLeader(state, received);
    case "Candidate":
    case "Dormant":
      return quiet(state);
  }
};

const heardByFollower = (state: ElectorState, { from, message }: Received): Effect => {
  if (message.term < state.term) return quiet(state);
  const isMine = from === state.leaderId || from === state.tentativeLeaderId;
  return isMine ? loseSilentLeader(state) : quiet(state);
};

const heardByLeader = (state: ElectorState, { from, message }: Received): Effect =>
  message.term <= state.term
    ? effect(state, { message: leaderHeartbeat(state.term), destination: toNode(from) })
    : quiet(state);
