import type { MessageActionName, Received } from "./actions/signatures.ts";
import { actions } from "./actions/table.ts";
import { quiet } from "./effect.ts";
import type { Effect } from "./effect.ts";
import { timerAction } from "./timer-action.ts";
import type { ElectorAction, ElectorState, ElectorStep, MessageKind, NodeId, StepFunction } from "./types.ts";
import { isValidQuorum, startProblems } from "./validation.ts";

/**
 * The transition function of the elector: table 1.5 under the ignore rules of 1.3. Pure; never throws.
 * An event that is refused or ignored gives the same state, no action and the empty output; a message or link news
 * from a peer that a DORMANT elector ignores is told as its action all the same.
 */
export const step: StepFunction = (state, { event, now }) => {
  const i = state.self;
  // The quorum belongs to the cluster's quorum manager (1.8), so it changes whether or not the elector runs.
  if (event.kind === "setQuorum") return setQuorum(state, event.quorum);
  if (event.kind === "start")
    return startProblems(state).length === 0
      ? done({ name: "Start", args: { i } }, actions.Start(state))
      : ignored(state);
  switch (event.kind) {
    case "stop":
      return isDormant(state) ? ignored(state) : done({ name: "Stop", args: { i } }, actions.Stop(state));
    case "timer": {
      const name = timerAction(state, event.timer, now);
      return name === null ? ignored(state) : done({ name, args: { i } }, actions[name](state));
    }
    case "message":
      return receive(state, { from: event.from, message: event.message, now });
    case "nodeAvailable":
      return linkNews(state, "ApplyNodeAvailable", event.node);
    case "nodeUnavailable":
      return linkNews(state, "ApplyNodeUnavailable", event.node);
  }
};

const receive = (state: ElectorState, received: Received): ElectorStep => {
  const { from, message } = received;
  if (!isPeer(state, from) || isTermless(received)) return ignored(state);
  const name = actionOf[message.kind];
  const action = { name, args: { i: state.self, j: from } };
  return isDormant(state) ? consumed(state, action) : done(action, actions[name](state, received));
};

const linkNews = (
  state: ElectorState,
  name: "ApplyNodeAvailable" | "ApplyNodeUnavailable",
  node: NodeId,
): ElectorStep => {
  if (!isPeer(state, node)) return ignored(state);
  const action = { name, args: { i: state.self, j: node } };
  return isDormant(state) ? consumed(state, action) : done(action, actions[name](state, node));
};

const setQuorum = (state: ElectorState, quorum: number): ElectorStep =>
  isValidQuorum(quorum)
    ? done({ name: "SetQuorum", args: { i: state.self, quorum } }, actions.SetQuorum(state, quorum))
    : ignored(state);

/** 1.2: the age counts what is announced, start and stop among it. */
const done = (action: ElectorAction, { state, output }: Effect): ElectorStep => ({
  state: output.stateChanged ? { ...state, age: state.age + 1 } : state,
  action,
  output,
});

/** 1.3: a DORMANT elector does nothing with what reaches it; the action tells only that it is gone from the channel. */
const consumed = (state: ElectorState, action: ElectorAction): ElectorStep => ({ action, ...quiet(state) });

const isDormant = ({ role }: ElectorState): boolean => role === "Dormant";

const ignored = (state: ElectorState): ElectorStep => ({ action: null, ...quiet(state) });

/** 1.3: inputs of oneself and of nobody configured are ignored. */
const isPeer = (state: ElectorState, node: NodeId): boolean =>
  node !== state.self && state.nodes.includes(node);

/** 1.3: term 0 is ignored, but scouting answers and availability do not look at the term. */
const isTermless = ({ message }: Received): boolean =>
  message.term === 0 && message.kind !== "ScoutingResponse" && message.kind !== "NodeStatus";

const actionOf: Readonly<Record<MessageKind, MessageActionName>> = {
  ElectionProposal: "ApplyElectionProposalEvent",
  ElectionResponse: "ApplyElectionResponseEvent",
  LeaderHeartbeat: "ApplyLeaderHeartbeatEvent",
  HeartbeatResponse: "ApplyHeartbeatResponseEvent",
  ScoutingRequest: "ApplyScoutingRequestEvent",
  ScoutingResponse: "ApplyScoutingResponseEvent",
  LeadershipCession: "ApplyLeadershipCessionEvent",
  NodeStatus: "ApplyNodeStatusEvent",
};
