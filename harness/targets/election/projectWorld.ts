import type { ElectorMessage, ElectorState, NodeId } from "../../../impl/elector/types.ts";
import { channelKey, electorOf, isUp, type InFlight, type World } from "../../../impl/cluster/world.ts";
import type { SpecState } from "../../replay/driver.ts";
import { bool, canonicalText, fn, model, seq, type TlaValue } from "../../tla/value.ts";
import { connectedValue, messageRecord, NODE_VARIABLES, roleOf, type Channel } from "./projection.ts";
import { createSharedValues, type SharedValues } from "./sharedValues.ts";

/**
 * A whole world, as a replay compares it, by the mapping that records traces (`worldState`): variable -> value. Only
 * `spent`, the budgets of the model, is not there. Replays ask for millions of worlds that share all their parts but
 * one or two: the value of each part is worked out once.
 */
export const projectWorld = (world: World): SpecState => {
  const frame = frameOf(world);
  const { servers, channels, values } = frame;
  const parts = servers.map(({ key }) => electorValues(electorOf(world, key), values));
  const state = new Map<string, TlaValue>();
  state.set(
    "messages",
    onDomain(channels, ({ key }) => inFlight(frame, world.channels[key.name])),
  );
  for (const [index, name] of NODE_NAMES.entries())
    state.set(
      name,
      onDomain(servers, (_, number) => parts[number]?.[index] ?? EMPTY),
    );
  state.set(
    "state",
    onDomain(servers, ({ key }) => values.of(roleOf(world, key))),
  );
  state.set(
    "connected",
    onDomain(servers, ({ key }) => values.of(connectedValue(world, key))),
  );
  state.set(
    "links",
    onDomain(channels, ({ key }) => (isUp(world, ...key.ends) ? UP : DOWN)),
  );
  state.set(
    "durableTerm",
    onDomain(servers, ({ key }) => values.of(world.durableTerms[key] ?? 0)),
  );
  return state;
};

const NODE_NAMES = Object.keys(NODE_VARIABLES);
const NODE_VALUES = Object.values(NODE_VARIABLES);
const EMPTY = seq([]);
const [UP, DOWN] = [bool(true), bool(false)];

/** The domain of a function of the spec, in the order of its texts. */
type Domain<Key> = readonly { readonly key: Key; readonly value: TlaValue }[];

/** The domains of the spec's functions in a cluster, and the values in it so far. */
interface Frame {
  readonly servers: Domain<NodeId>;
  readonly channels: Domain<{ readonly name: string; readonly ends: Channel }>;
  readonly values: SharedValues;
  readonly channelValues: WeakMap<readonly InFlight[], TlaValue>;
  readonly messages: WeakMap<ElectorMessage, TlaValue>;
}

/** All electors of a cluster hold the one list of its nodes. */
const frames = new WeakMap<readonly NodeId[], Frame>();

const frameOf = ({ electors }: World): Frame => {
  const list = Object.values(electors)[0]?.nodes ?? [];
  const known = frames.get(list);
  if (known !== undefined) return known;
  const nodes = Object.keys(electors);
  const pairs = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => [from, to] as const));
  const frame = {
    servers: inOrder(nodes.map((key) => ({ key, value: model(key) }))),
    channels: inOrder(
      pairs.map((ends) => ({
        key: { name: channelKey(...ends), ends },
        value: seq(ends.map(model)),
      })),
    ),
    values: createSharedValues(new Set([...nodes, ...MODEL_VALUES])),
    channelValues: new WeakMap<readonly InFlight[], TlaValue>(),
    messages: new WeakMap<ElectorMessage, TlaValue>(),
  };
  frames.set(list, frame);
  return frame;
};

const inOrder = <Key>(domain: Domain<Key>): Domain<Key> => {
  const texts = new Map(domain.map((entry) => [entry, canonicalText(entry.value)]));
  const textOf = (entry: Domain<Key>[number]): string => texts.get(entry) ?? "";
  return domain.toSorted((left, right) => (textOf(left) < textOf(right) ? -1 : 1));
};

/** Strings of the mapping that the cfgs declare as model values. */
const MODEL_VALUES: readonly string[] = [
  ...["Nil", "Follower", "Candidate", "Leader", "Dormant", "Crashed"],
  ...["ElectionProposal", "ElectionResponse", "LeaderHeartbeat", "HeartbeatResponse"],
  ...["ScoutingRequest", "ScoutingResponse", "LeadershipCession", "NodeStatus"],
];

/** A function that is in normal form as it is: its arguments are neither strings nor numbers, and in order. */
const onDomain = <Key>(
  domain: Domain<Key>,
  imageOf: (entry: Domain<Key>[number], index: number) => TlaValue,
): TlaValue =>
  domain.length === 0
    ? fn([])
    : {
        kind: "function",
        entries: domain.map((entry, index) => [entry.value, imageOf(entry, index)] as const),
      };

const electors = new WeakMap<ElectorState, readonly TlaValue[]>();

/** By variable of `NODE_VARIABLES`. */
const electorValues = (elector: ElectorState, values: SharedValues): readonly TlaValue[] => {
  const known = electors.get(elector);
  if (known !== undefined) return known;
  const found = NODE_VALUES.map((valueOf) => values.of(valueOf(elector)));
  electors.set(elector, found);
  return found;
};

const inFlight = (
  { channelValues, messages, values }: Frame,
  channel: readonly InFlight[] | undefined,
): TlaValue => {
  if (channel === undefined || channel.length === 0) return EMPTY;
  const known = channelValues.get(channel);
  if (known !== undefined) return known;
  const value = seq(
    channel.map(({ message }) => {
      const found = messages.get(message) ?? values.of(messageRecord(message));
      messages.set(message, found);
      return found;
    }),
  );
  channelValues.set(channel, value);
  return value;
};
