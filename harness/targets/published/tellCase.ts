import type { Transition } from "../../../impl/cluster/transition.ts";
import { electorOf } from "../../../impl/cluster/world.ts";
import type { ElectorState, NodeId } from "../../../impl/elector/types.ts";
import type { ItfValue } from "../../../traces/itf.ts";
import type { TlaValue } from "../../tla/value.ts";
import type { Bridge } from "./bridges.ts";
import { receivedIn, sentBy, showsChange, type Part, type Posted, type Telling } from "./telling.ts";
import { bagRecord } from "./world.ts";

/** A transition to be told, and what there is to decide from. */
export interface Case {
  readonly transition: Transition;
  readonly telling: Telling;
  readonly bridged: (bridge: Bridge) => boolean;
  readonly later: readonly Transition[];
  readonly i: NodeId;
  readonly j: NodeId | undefined;
  readonly args: Readonly<Record<string, ItfValue>>;
  /** The acting node's elector. */
  readonly before: ElectorState;
  readonly after: ElectorState;
  readonly sent: readonly Posted[];
  /** Whether the step changes anything of the node that the model knows. */
  readonly showsChange: boolean;
  /** The message that caused it, if it was told when it was sent. */
  readonly taken: readonly TlaValue[];
  readonly isUntold: boolean;
}

/** How a transition is told: in no, one or several steps of the model. */
export interface Plan {
  readonly parts: readonly Part[];
  /** Messages it sent that are not told. */
  readonly untold?: readonly Posted[];
  readonly lost?: Telling["lost"];
}

export const NOT_TOLD: Plan = { parts: [] };

export const caseOf = (given: Pick<Case, "transition" | "telling" | "bridged" | "later">): Case => {
  const { transition, telling } = given;
  const { node, action, before, after } = transition;
  const { i, j } = action.args;
  const received = receivedIn(transition);
  const isUntold = received !== undefined && telling.untold.has(received.id);
  return {
    ...given,
    i,
    j,
    args: { i, ...(j === undefined ? {} : { j }) },
    before: electorOf(before, node),
    after: electorOf(after, node),
    sent: sentBy(transition),
    showsChange: showsChange(transition),
    taken: received === undefined || isUntold ? [] : [received.record],
    isUntold,
  };
};

/** The step in its own words; or with another name, or with only some of what it sent. */
export const plainly = (
  { transition, args, after, taken, sent }: Case,
  other: { readonly action?: string; readonly put?: readonly TlaValue[] } = {},
): Plan => {
  const action = other.action ?? transition.action.name;
  const put = other.put ?? sent.map(({ record }) => record);
  return { parts: [{ action, args, elector: after, taken, put }] };
};

/** A broadcast: what really went out, or, where the network is to lose nothing, one to every peer. */
export const broadcast = (
  { bridged, sent, after }: Case,
  kind: "ScoutingRequest" | "LeaderHeartbeat",
): readonly TlaValue[] => {
  if (!bridged("network-loses")) return sent.map(({ record }) => record);
  const term = kind === "ScoutingRequest" ? after.scouting.term : after.term;
  return peersOf(after).map((to) => bagRecord({ from: after.self, to, message: { kind, term } }));
};

export const peersOf = ({ self, nodes }: ElectorState): readonly NodeId[] =>
  nodes.filter((node) => node !== self);
