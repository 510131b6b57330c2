import type { ElectorMessage, ElectorState, NodeId } from "../../../impl/elector/types.ts";
import { channelKey, type World } from "../../../impl/cluster/world.ts";
import type { ItfValue, LoggedValue } from "../../../traces/itf.ts";

/** What the spec says of one node: each variable is a function on Server, this is its value at a node. */
export const NODE_VARIABLES: Readonly<Record<string, (elector: ElectorState) => ItfValue>> = {
  currentTerm: ({ term }) => term,
  state: ({ role }) => role,
  leaderId: ({ leaderId }) => leaderId ?? "Nil",
  tentativeLeaderId: ({ tentativeLeaderId }) => tentativeLeaderId ?? "Nil",
  supporters: ({ supporters }) => ({ "#set": supporters }),
  scoutingInfo: ({ scouting }) => ({ term: scouting.term, responses: answers(scouting, true) }),
  scoutingRefusals: ({ scouting }) => answers(scouting, false),
};

/** The product keeps one map of answers; the spec splits it by answer, as the published model has only "yes". */
const answers = ({ responses }: ElectorState["scouting"], wanted: boolean): ItfValue => ({
  "#set": Object.keys(responses)
    .filter((node) => responses[node] === wanted)
    .sort(),
});

/** Variables of the spec that the implementation shows; `spent` counts the model's budgets and is not. */
export const OBSERVED_VARIABLES: readonly string[] = ["messages", ...Object.keys(NODE_VARIABLES)];

/** The record by which the spec knows a wire message (1.4). */
const messageRecord = ({ kind, term, willVote }: ElectorMessage): ItfValue => ({
  mtype: kind,
  mterm: term,
  ...(willVote === undefined ? {} : { mvote: willVote }),
});

/** The messages in flight from one node to another, oldest first. */
export const channelValue = (world: World, from: NodeId, to: NodeId): ItfValue =>
  (world.channels[channelKey(from, to)] ?? []).map(({ message }) => messageRecord(message));

/** One node's variables as an event logs them: a point of each function. */
export const nodeState = (elector: ElectorState): Readonly<Record<string, LoggedValue>> =>
  Object.fromEntries(
    Object.entries(NODE_VARIABLES).map(([name, valueOf]) => [
      name,
      { "#at": [[elector.self, valueOf(elector)]] },
    ]),
  );

/** A whole world as values of the observed variables. */
export const worldState = (world: World): Readonly<Record<string, ItfValue>> => {
  const electors = Object.values(world.electors);
  const nodes = Object.keys(world.electors);
  const pairs = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => [from, to] as const));
  return {
    messages: {
      "#map": pairs.map(([from, to]) => [{ "#tup": [from, to] }, channelValue(world, from, to)] as const),
    },
    ...Object.fromEntries(
      Object.entries(NODE_VARIABLES).map(([name, valueOf]) => [
        name,
        { "#map": electors.map((elector) => [elector.self, valueOf(elector)] as const) },
      ]),
    ),
  };
};
