import { electorOf } from "../../../impl/cluster/world.ts";
import type { Transition } from "../../../impl/cluster/transition.ts";
import type { NodeId } from "../../../impl/elector/types.ts";
import type { ItfValue, LoggedValue } from "../../../traces/itf.ts";
import type { NewEvent } from "../../../traces/recorder.ts";
import { channelValue, nodeState } from "./projection.ts";

/** The event by which a trace tells a transition of the cluster: the node after the step, and what it did to links. */
export const transitionEvent = (transition: Transition): NewEvent => {
  const { node, action, after, received, sent, at } = transition;
  const channels = touchedChannels(transition);
  const messages: Readonly<Record<string, LoggedValue>> =
    channels.length === 0
      ? {}
      : {
          messages: {
            "#at": channels.map(([from, to]) => [{ "#tup": [from, to] }, channelValue(after, from, to)]),
          },
        };
  return {
    node,
    action: action.name,
    args: actionArguments(transition),
    state: { ...nodeState(electorOf(after, node)), ...messages },
    ...(received === undefined ? {} : { received }),
    ...(sent.length === 0 ? {} : { sent }),
    at,
  };
};

const actionArguments = ({ action }: Transition): Readonly<Record<string, ItfValue>> => {
  const { i, j, quorum } = action.args;
  return { i, ...(j === undefined ? {} : { j }), ...(quorum === undefined ? {} : { quorum }) };
};

/** Every link out of the node, for it may have sent too little; and the link the message came in by. */
const touchedChannels = ({ node, action, after }: Transition): readonly (readonly [NodeId, NodeId])[] => {
  const peers = Object.keys(after.electors).filter((peer) => peer !== node);
  const { j } = action.args;
  return [...peers.map((peer) => [node, peer] as const), ...(j === undefined ? [] : [[j, node] as const])];
};
