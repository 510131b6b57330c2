import { announced, effect, quiet } from "../effect.ts";
import type { Effect } from "../effect.ts";
import { leaderHeartbeat, leadershipCession, toAll, toNode } from "../messages.ts";
import { effectiveQuorum } from "../quorum.ts";
import { followerOfNobody } from "../roles.ts";
import { withoutSupporter } from "../supporters.ts";
import type { ElectorState, NodeId } from "../types.ts";
import type { MessageAction, NodeAction } from "./signatures.ts";

/** 1.5, NODE_UNAVAILABLE in every role: the link to `node` went down. */
export const ApplyNodeUnavailable: NodeAction = (state, node) => {
  switch (state.role) {
    case "Follower":
      return lostByFollower(state, node);
    case "Candidate":
      return quiet(withoutSupporter(state, node));
    case "Leader":
      return lostByLeader(withoutSupporter(state, node));
    case "Dormant":
      return quiet(state);
  }
};

/** 1.5, NODE_AVAILABLE: a LEADER shows itself; the node is no supporter before it answers. */
export const ApplyNodeAvailable: NodeAction = (state, node) =>
  state.role === "Leader"
    ? effect(state, { message: leaderHeartbeat(state.term), destination: toNode(node) })
    : quiet(state);

/** 1.3: the wire message electorNodeStatus counts like the local news of a link. */
export const ApplyNodeStatusEvent: MessageAction = (state, { from, message }) =>
  message.isAvailable === true ? ApplyNodeAvailable(state, from) : ApplyNodeUnavailable(state, from);

const lostByFollower = (state: ElectorState, node: NodeId): Effect => {
  if (node === state.leaderId)
    return announced(followerOfNobody(state, "LEADER_UNAVAILABLE"), { timer: "RANDOM_WAIT" });
  // Neither announced nor cancelled, and the reason stays: the old heartbeat check runs on and finds nothing to do.
  if (node === state.tentativeLeaderId)
    return effect(followerOfNobody(state, state.reason), { timer: "RANDOM_WAIT" });
  return quiet(withoutAnswerOf(state, node));
};

/** Re-evaluated on every loss, a supporter's or not: it is the only moment a raised quorum shows (1.6). */
const lostByLeader = (state: ElectorState): Effect =>
  state.supporters.length >= effectiveQuorum(state)
    ? quiet(state)
    : announced(followerOfNobody(state, "QUORUM_NOT_ACHIEVED"), {
        message: leadershipCession(state.term),
        destination: toAll,
        timer: "RANDOM_WAIT",
      });

const withoutAnswerOf = (state: ElectorState, node: NodeId): ElectorState => {
  if (!Object.hasOwn(state.scouting.responses, node)) return state;
  const kept = Object.entries(state.scouting.responses).filter(([answerer]) => answerer !== node);
  return { ...state, scouting: { ...state.scouting, responses: Object.fromEntries(kept) } };
};
