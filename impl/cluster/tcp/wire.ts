import type { ElectorMessage, MessageKind, NodeId } from "../../elector/types.ts";

/** First frame of a connection: who dials whom, and since which event it has been without a connection. */
export interface Hello {
  readonly kind: "hello";
  /** That the sender knows the token of the run (proof.ts). */
  readonly proof: string;
  readonly from: NodeId;
  readonly to: NodeId;
  /** Which process of the node this is: 1, 2, ... */
  readonly incarnation: number;
  /** Rising with every call of one process: an older one that comes late is stale. */
  readonly attempt: number;
  readonly id: string;
}

/** The only answer to a hello: the connection is up at the acceptor's end. */
export interface Welcome {
  readonly kind: "welcome";
  readonly proof: string;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly id: string;
}

/** One message of the elector (1.4) with the id by which traces know it. */
export interface Carried {
  readonly kind: "message";
  readonly from: NodeId;
  readonly id: string;
  readonly message: ElectorMessage;
}

export type WireFrame = Hello | Welcome | Carried;

/** What a payload is not. */
export type WireFault = "malformed" | "unknownKind" | "badTerm";

/** The payload of a frame as JSON. */
export const encodeWire = (frame: WireFrame): Buffer => Buffer.from(JSON.stringify(frame));

/** A frame's payload, understood, or why it is none. Never throws; unknown fields are malformed. */
export const decodeWire = (payload: Buffer): WireFrame | WireFault => {
  const value = parseJson(payload);
  if (!isObject(value)) return "malformed";
  switch (value["kind"]) {
    case "hello":
      return isHello(value) ? value : "malformed";
    case "welcome":
      return isWelcome(value) ? value : "malformed";
    case "message":
      return decodeCarried(value);
    default:
      return typeof value["kind"] === "string" ? "unknownKind" : "malformed";
  }
};

/** Terms are 32 bits signed, as TLC has no others; one is left so that a candidate can still count up. */
export const MAX_TERM = 2 ** 31 - 2;

type Fields = Readonly<Record<string, unknown>>;

const parseJson = (payload: Buffer): unknown => {
  try {
    return JSON.parse(payload.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
};

const isHello = (value: Fields): value is Fields & Hello =>
  hasOnly(value, ["kind", "proof", "from", "to", "incarnation", "attempt", "id"]) &&
  [value["proof"], value["from"], value["to"], value["id"]].every(isName) &&
  isCount(value["incarnation"]) &&
  isCount(value["attempt"]);

const isWelcome = (value: Fields): value is Fields & Welcome =>
  hasOnly(value, ["kind", "proof", "from", "to", "id"]) &&
  [value["proof"], value["from"], value["to"], value["id"]].every(isName);

const decodeCarried = (value: Fields): Carried | WireFault => {
  const { from, id, message } = value;
  if (!hasOnly(value, ["kind", "from", "id", "message"])) return "malformed";
  if (!isName(from) || !isName(id) || !isObject(message)) return "malformed";
  const { kind, term } = message;
  if (typeof kind !== "string" || typeof term !== "number") return "malformed";
  if (!isKind(kind)) return "unknownKind";
  const { lowestTerm, flag } = SHAPES[kind];
  if (!Number.isInteger(term) || term < lowestTerm || term > MAX_TERM) return "badTerm";
  if (kind === "NodeStatus" && term !== 0) return "badTerm";
  if (flag === null)
    return hasOnly(message, ["kind", "term"])
      ? { kind: "message", from, id, message: { kind, term } }
      : "malformed";
  const answer = message[flag];
  if (typeof answer !== "boolean" || !hasOnly(message, ["kind", "term", flag])) return "malformed";
  return { kind: "message", from, id, message: { kind, term, [flag]: answer } };
};

interface Shape {
  readonly lowestTerm: number;
  readonly flag: "willVote" | "isAvailable" | null;
}

const bare: Shape = { lowestTerm: 1, flag: null };

/** 1.3 and 1.4: which messages may have term 0, and which have a payload. */
const SHAPES: Readonly<Record<MessageKind, Shape>> = {
  ElectionProposal: bare,
  ElectionResponse: bare,
  LeaderHeartbeat: bare,
  HeartbeatResponse: bare,
  ScoutingRequest: bare,
  ScoutingResponse: { lowestTerm: 0, flag: "willVote" },
  LeadershipCession: bare,
  NodeStatus: { lowestTerm: 0, flag: "isAvailable" },
};

const isKind = (name: string): name is MessageKind => Object.hasOwn(SHAPES, name);

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hasOnly = (value: Fields, keys: readonly string[]): boolean =>
  Object.keys(value).every((key) => keys.includes(key));

const isName = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 128;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
