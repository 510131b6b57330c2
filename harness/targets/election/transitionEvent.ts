import type { ClusterAction } from "../../../impl/cluster/cluster-action.ts";
import type { Transition } from "../../../impl/cluster/transition.ts";
import { channelKey, type World } from "../../../impl/cluster/world.ts";
import type { ItfValue } from "../../../traces/itf.ts";
import type { NewEvent } from "../../../traces/recorder.ts";
import { channelsOf, channelsOfWorld, nodeOfWorld, type Channel } from "./projection.ts";

/** The event by which a trace tells a transition of the cluster: the node after the step, and what it did to links. */
export const transitionEvent = (transition: Transition): NewEvent => {
  const { node, action, after, received, sent, at } = transition;
  return {
    node,
    action: action.name,
    args: loggedArguments(action),
    state: {
      ...nodeOfWorld(after, node),
      ...channelsOfWorld(after, touchedChannels(transition), changedLinks(transition)),
    },
    ...(received === undefined ? {} : { received }),
    ...(sent.length === 0 ? {} : { sent }),
    at,
  };
};

/** An action's arguments, by the spec's parameter names. */
export const loggedArguments = ({
  args: { i, j, quorum },
}: ClusterAction): Readonly<Record<string, ItfValue>> => ({
  i,
  ...(j === undefined ? {} : { j }),
  ...(quorum === undefined ? {} : { quorum }),
});

/**
 * Every channel out of the node, for it may have sent too little; the one the message came in by; and whatever else a
 * fault emptied.
 */
const touchedChannels = ({ node, action, before, after }: Transition): readonly Channel[] => {
  const out = Object.keys(after.electors).flatMap((to): Channel[] => (to === node ? [] : [[node, to]]));
  const { j } = action.args;
  const incoming: readonly Channel[] = j === undefined ? [] : [[j, node]];
  const emptied = changed("channels", before, after).filter(
    ([from, to]) => from !== node && !(from === j && to === node),
  );
  return [...out, ...incoming, ...emptied];
};

const changedLinks = ({ before, after }: Transition): readonly Channel[] => changed("links", before, after);

const changed = (part: "channels" | "links", before: World, after: World): readonly Channel[] =>
  before[part] === after[part]
    ? []
    : channelsOf(after).filter(([from, to]) => {
        const key = channelKey(from, to);
        return before[part][key] !== after[part][key];
      });
