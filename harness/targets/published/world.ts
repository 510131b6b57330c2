import type { ElectorMessage, ElectorState, NodeId } from "../../../impl/elector/types.ts";
import { rememberedTexts } from "../../graph/stateDigest.ts";
import type { SpecState } from "../../replay/driver.ts";
import { valueAt } from "../../check/explain/compare.ts";
import { canonicalText, int, model, record, seq, set, string, type TlaValue } from "../../tla/value.ts";

/** A message of the model: product message and its two ends, or a notice of unavailability. */
export interface BagMessage {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: ElectorMessage | "NodeUnavailable";
}

/** The model's network: a bag that keeps its keys, counts of 0 included (published-model page, "shape"). */
export interface BagEntry {
  readonly record: TlaValue;
  readonly count: number;
  readonly fields: RecordFields;
}

/** Electors of the product in the model's network. */
export interface PublishedWorld {
  readonly electors: Readonly<Record<NodeId, ElectorState>>;
  readonly bag: ReadonlyMap<string, BagEntry>;
}

/**
 * The record by which the model knows a message; it has no answer "no", so that one shows as a field of ours. Equal ones
 * are one object: replays ask for few records, and very often.
 */
export const bagRecord = ({ from, to, message }: BagMessage): TlaValue => {
  const kind =
    message === "NodeUnavailable" ? message : `${message.kind} ${message.term} ${message.willVote}`;
  const name = `${from} ${to} ${kind}`;
  const known = records.get(name);
  if (known !== undefined) return known;
  const made = newRecord({ from, to, message });
  if (records.size === MOST_RECORDS) records.clear();
  records.set(name, made);
  return made;
};

/** A run in ever new terms must not fill the memory. */
const MOST_RECORDS = 50_000;
const records = new Map<string, TlaValue>();

const newRecord = ({ from, to, message }: BagMessage): TlaValue => {
  const ends = [
    ["msource", model(from)],
    ["mdest", model(to)],
  ] as const;
  if (message === "NodeUnavailable") return record([["mtype", model("NodeUnavailable")], ...ends]);
  const refusal = message.willVote === false ? [["mvote", { kind: "bool", value: false }] as const] : [];
  return record([["mtype", model(message.kind)], ["mterm", int(message.term)], ...ends, ...refusal]);
};

/** The bag with the count of a message changed; the key stays whatever the count. Keys stay in order. */
export const counted = (
  bag: ReadonlyMap<string, BagEntry>,
  message: TlaValue,
  change: number,
): ReadonlyMap<string, BagEntry> => {
  const key = textOf(message);
  const known = bag.get(key);
  const fields = known?.fields ?? fieldsOf(message);
  const entry = { record: message, count: (known?.count ?? 0) + change, fields };
  if (known !== undefined) return new Map(bag).set(key, entry);
  return new Map([...bag, [key, entry] as const].sort(([left], [right]) => (left < right ? -1 : 1)));
};

const textOf = rememberedTexts();

/** The model's variables that the product shows; its three counters are budgets. */
export const projectPublished = ({ electors, bag }: PublishedWorld): ReadonlyMap<string, TlaValue> => {
  const nodes = Object.values(electors).sort(byName);
  const state = new Map<string, TlaValue>([["messages", bagValue(bag)]]);
  for (const [name, valueOf] of NODE_VARIABLES)
    state.set(name, {
      kind: "function",
      entries: nodes.map((elector) => [nameOf(elector.self), valueOf(elector)] as const),
    });
  return state;
};

/** What the model says of one server. */
const NODE_VARIABLES: readonly (readonly [string, (elector: ElectorState) => TlaValue])[] = [
  ["currentTerm", ({ term }) => int(term)],
  ["state", ({ role }) => nameOf(role)],
  ["leaderId", ({ leaderId }) => nameOf(leaderId ?? "Nil")],
  ["tentativeLeaderId", ({ tentativeLeaderId }) => nameOf(tentativeLeaderId ?? "Nil")],
  ["supporters", ({ supporters }) => namesOf(supporters)],
  ["scoutingInfo", ({ scouting }) => roundRecord(scouting)],
];

/** The arguments of the model's functions on servers are in this order, and model values. */
const byName = (left: ElectorState, right: ElectorState): number => (left.self < right.self ? -1 : 1);

const names = new Map<string, TlaValue>();

const nameOf = (name: string): TlaValue => {
  const known = names.get(name) ?? model(name);
  names.set(name, known);
  return known;
};

const sets = new Map<string, TlaValue>();

/** Names of nodes have no comma, and there are few sets of them. */
const namesOf = (nodes: readonly NodeId[]): TlaValue => {
  const text = nodes.join();
  const known = sets.get(text) ?? set(nodes.map(nameOf));
  sets.set(text, known);
  return known;
};

const roundRecord = ({ term, responses }: ElectorState["scouting"]): TlaValue => ({
  kind: "record",
  fields: [
    ["responses", namesOf(Object.keys(responses).filter((node) => responses[node] === true))],
    ["term", term === 0 ? nameOf("Nil") : int(term)],
  ],
});

/** A bag as the model's function; its keys are the texts by which such a function is in order. */
export const bagValue = (bag: ReadonlyMap<string, BagEntry>): TlaValue => {
  if (bag.size === 0) return seq([]);
  const entries: [TlaValue, TlaValue][] = [];
  for (const { record: message, count } of bag.values()) entries.push([message, int(count)]);
  return { kind: "function", entries };
};

const bags = new WeakMap<TlaValue, ReadonlyMap<string, BagEntry>>();

/** The bag of a state of the model. */
export const bagOf = (state: SpecState): ReadonlyMap<string, BagEntry> => {
  const messages = state.get("messages");
  const known = messages === undefined ? undefined : bags.get(messages);
  if (known !== undefined) return known;
  if (messages?.kind === "seq" && messages.elements.length === 0) return new Map();
  if (messages?.kind !== "function") throw new Error("messages is not a function");
  const bag = new Map(
    messages.entries.map(([message, count]) => [
      textOf(message),
      { record: message, count: count.kind === "int" ? count.value : 0, fields: fieldsOf(message) },
    ]),
  );
  bags.set(messages, bag);
  return bag;
};

/** What a record of the model's network says, as text; empty where it has no such field. */
export interface RecordFields {
  readonly mtype: string;
  readonly msource: string;
  readonly mdest: string;
  readonly mterm: string;
}

const fieldsSeen = new WeakMap<TlaValue, RecordFields>();

export const fieldsOf = (message: TlaValue): RecordFields => {
  const known = fieldsSeen.get(message);
  if (known !== undefined) return known;
  const field = (name: string): string => {
    const value = valueAt(message, string(name));
    return value === undefined ? "" : canonicalText(value);
  };
  const made = {
    ...{ mtype: field("mtype"), msource: field("msource") },
    ...{ mdest: field("mdest"), mterm: field("mterm") },
  };
  fieldsSeen.set(message, made);
  return made;
};
