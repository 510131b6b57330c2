import type { ElectorMessage, ElectorState, NodeId } from "../../../impl/elector/types.ts";
import type { SpecState } from "../../replay/driver.ts";
import { canonicalText, fn, int, model, record, set, type TlaValue } from "../../tla/value.ts";

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
}

/** Electors of the product in the model's network. */
export interface PublishedWorld {
  readonly electors: Readonly<Record<NodeId, ElectorState>>;
  readonly bag: ReadonlyMap<string, BagEntry>;
}

/** The record by which the model knows a message; it has no answer "no", so that one shows as a field of ours. */
export const bagRecord = ({ from, to, message }: BagMessage): TlaValue => {
  const ends = [
    ["msource", model(from)],
    ["mdest", model(to)],
  ] as const;
  if (message === "NodeUnavailable") return record([["mtype", model("NodeUnavailable")], ...ends]);
  const refusal = message.willVote === false ? [["mvote", { kind: "bool", value: false }] as const] : [];
  return record([["mtype", model(message.kind)], ["mterm", int(message.term)], ...ends, ...refusal]);
};

/** The bag with the count of a message changed; the key stays whatever the count. */
export const counted = (
  bag: ReadonlyMap<string, BagEntry>,
  message: TlaValue,
  change: number,
): ReadonlyMap<string, BagEntry> => {
  const key = canonicalText(message);
  return new Map(bag).set(key, { record: message, count: (bag.get(key)?.count ?? 0) + change });
};

/** The model's variables that the product shows; its three counters are budgets. */
export const projectPublished = ({ electors, bag }: PublishedWorld): ReadonlyMap<string, TlaValue> => {
  const all = Object.values(electors);
  const perNode = (valueOf: (elector: ElectorState) => TlaValue): TlaValue =>
    fn(all.map((elector) => [model(elector.self), valueOf(elector)]));
  return new Map([
    ["messages", fn([...bag.values()].map(({ record: message, count }) => [message, int(count)]))],
    ["currentTerm", perNode(({ term }) => int(term))],
    ["state", perNode(({ role }) => model(role))],
    ["leaderId", perNode(({ leaderId }) => model(leaderId ?? "Nil"))],
    ["tentativeLeaderId", perNode(({ tentativeLeaderId }) => model(tentativeLeaderId ?? "Nil"))],
    ["supporters", perNode(({ supporters }) => set(supporters.map(model)))],
    ["scoutingInfo", perNode(roundRecord)],
  ]);
};

const roundRecord = ({ scouting: { term, responses } }: ElectorState): TlaValue =>
  record([
    ["term", term === 0 ? model("Nil") : int(term)],
    [
      "responses",
      set(
        Object.keys(responses)
          .filter((node) => responses[node] === true)
          .map(model),
      ),
    ],
  ]);

/** The bag of a state of the model. */
export const bagOf = (state: SpecState): ReadonlyMap<string, BagEntry> => {
  const messages = state.get("messages");
  if (messages?.kind === "seq" && messages.elements.length === 0) return new Map();
  if (messages?.kind !== "function") throw new Error("messages is not a function");
  return new Map(
    messages.entries.map(([message, count]) => [
      canonicalText(message),
      { record: message, count: count.kind === "int" ? count.value : 0 },
    ]),
  );
};
