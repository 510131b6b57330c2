import type { Transition } from "../../../impl/cluster/transition.ts";
import type { InFlight, World } from "../../../impl/cluster/world.ts";
import { channelKey, electorOf } from "../../../impl/cluster/world.ts";
import type { ElectorMessage, ElectorState, NodeId } from "../../../impl/elector/types.ts";
import type { ItfValue, LoggedValue } from "../../../traces/itf.ts";
import type { NewEvent } from "../../../traces/recorder.ts";
import { valueAt } from "../../check/explain/compare.ts";
import { toItf } from "../../tla/itfValue.ts";
import { model, sameValue, type TlaValue } from "../../tla/value.ts";
import { bagRecord, counted, projectPublished, type BagEntry } from "./world.ts";

/** What has been told so far. */
export interface Telling {
  readonly bag: ReadonlyMap<string, BagEntry>;
  /** Ids of messages that a bridge left out: what becomes of them is left out too. */
  readonly untold: ReadonlySet<string>;
  /** Messages that went down with a node; told when it is back. */
  readonly lost: Readonly<Record<NodeId, readonly TlaValue[]>>;
}

export const NOTHING_TOLD: Telling = { bag: new Map(), untold: new Set(), lost: {} };

/** One step as the model would have it. Without an action: whatever step makes these values. */
export interface Part {
  readonly action?: string;
  readonly args?: Readonly<Record<string, ItfValue>>;
  /** The node after it, if it is one that changes a node. */
  readonly elector?: ElectorState;
  readonly taken?: readonly TlaValue[];
  readonly put?: readonly TlaValue[];
}

/** A message that a step sent or lost. */
export interface Posted {
  readonly id: string;
  readonly to: NodeId;
  readonly kind: ElectorMessage["kind"];
  /** A scouting answer no, which the model does not have. */
  readonly isRefusal: boolean;
  readonly record: TlaValue;
}

/** The bag after the part, and the event that tells it. */
export const toldPart = (
  bag: Telling["bag"],
  part: Part,
  { node, at }: Transition,
): { readonly bag: Telling["bag"]; readonly event: NewEvent } => {
  const { action, args, elector, taken = [], put = [] } = part;
  const fewer = taken.reduce((current, record) => counted(current, record, -1), bag);
  const after = put.reduce((current, record) => counted(current, record, 1), fewer);
  // Another node than the one that took the step may be the one to act in the model.
  const actor = args?.["i"];
  const state = { ...(elector === undefined ? {} : valuesAt(elector)), messages: bagValue(after) };
  return {
    bag: after,
    event: {
      node: typeof actor === "string" ? actor : node,
      ...(action === undefined ? {} : { action }),
      ...(args === undefined ? {} : { args }),
      state,
      at,
    },
  };
};

/** What the model can see of a node. */
export const showsChange = ({ node, before, after }: Transition): boolean => {
  const [old, now] = [valuesOf(electorOf(before, node)), valuesOf(electorOf(after, node))];
  return [...now].some(([name, value]) => !sameValue(old.get(name) ?? value, value));
};

/** The messages that the step put into channels. */
export const sentBy = ({ node, sent, after }: Transition): readonly Posted[] => {
  const out = inFlight(after).filter(({ from }) => from === node);
  return sent.flatMap((id) => out.find((one) => one.message.id === id) ?? []).map(posted);
};

/** The messages that were in a channel before the step and neither arrived nor are there any more. */
export const lostIn = ({ before, after, received }: Transition): readonly Posted[] => {
  if (before.channels === after.channels) return [];
  const left = new Set(inFlight(after).map(({ message }) => message.id));
  return inFlight(before)
    .filter(({ message: { id } }) => id !== received && !left.has(id))
    .map(posted);
};

/** The message that caused the step. */
export const receivedIn = ({ before, received }: Transition): Posted | undefined =>
  received === undefined
    ? undefined
    : inFlight(before)
        .filter(({ message }) => message.id === received)
        .map(posted)[0];

interface OnTheWay {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: InFlight;
}

const inFlight = ({ electors, channels }: World): readonly OnTheWay[] => {
  const nodes = Object.keys(electors);
  return nodes.flatMap((from) =>
    nodes.flatMap((to) => (channels[channelKey(from, to)] ?? []).map((message) => ({ from, to, message }))),
  );
};

/** The goodbye of a stopping elector is the nearest the product has to the model's notice of unavailability. */
const posted = ({ from, to, message: { id, message } }: OnTheWay): Posted => {
  const told = message.kind === "NodeStatus" ? "NodeUnavailable" : message;
  const isRefusal = message.willVote === false;
  return { id, to, kind: message.kind, isRefusal, record: bagRecord({ from, to, message: told }) };
};

const valuesOf = (elector: ElectorState): ReadonlyMap<string, TlaValue> => {
  const world = projectPublished({ electors: { [elector.self]: elector }, bag: new Map() });
  return new Map([...world].filter(([name]) => name !== "messages"));
};

const valuesAt = (elector: ElectorState): Readonly<Record<string, LoggedValue>> =>
  Object.fromEntries(
    [...valuesOf(elector)].map(([name, all]) => {
      const value = valueAt(all, model(elector.self));
      if (value === undefined) throw new Error(`${name} has no value at ${elector.self}`);
      return [name, { "#at": [[elector.self, toItf(value)]] }];
    }),
  );

const bagValue = (bag: Telling["bag"]): ItfValue => ({
  "#map": [...bag.values()].map(({ record, count }) => [toItf(record), count] as const),
});
