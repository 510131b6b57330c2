import type { ElectorMessage, ElectorState, NodeId } from "../../elector/types.ts";
import type { ClusterAction } from "../cluster-action.ts";
import type { Transition } from "../transition.ts";
import { electorOf } from "../world.ts";
import type { InFlight, World } from "../world.ts";
import { roleOf } from "./check.ts";

/** One line a transition, for people: time, node, action, what changed, what was sent. */
export const describeTransition = (transition: Transition): string => {
  const { node, action, at, before, after } = transition;
  const changes = changesBetween(shownFields(before, node), shownFields(after, node));
  const details = [receivedIn(transition), ...lostIn(transition), ...changes, ...sendsOf(transition)].filter(
    (text) => text !== "",
  );
  const line = `${String(at).padStart(7)} ${node} ${action.name}${argumentsOf(action)}`;
  return details.length === 0 ? line : `${line}: ${details.join("; ")}`;
};

/** The settled leader's heartbeats and their arrivals at its followers: they would drown everything else. */
export const isRoutine = ({ node, action, before, after, sent }: Transition): boolean =>
  action.name === "SendHeartbeat" ||
  (action.name === "ApplyLeaderHeartbeatEvent" &&
    sent.length === 0 &&
    changesBetween(shownFields(before, node), shownFields(after, node)).length === 0);

const argumentsOf = ({ name, args: { j, quorum } }: ClusterAction): string => {
  if (quorum !== undefined) return ` ${quorum}`;
  if (j === undefined) return "";
  return name === "LinkDown" || name === "ApplyNodeAvailable" || name === "ApplyNodeUnavailable"
    ? ` to ${j}`
    : ` from ${j}`;
};

const receivedIn = ({ received, before }: Transition): string => {
  const message = received === undefined ? undefined : messageOf(before, received);
  return message === undefined ? "" : `got ${describeMessage(message)}`;
};

const sendsOf = ({ sent, after }: Transition): readonly string[] => {
  const [first] = sent;
  const message = first === undefined ? undefined : messageOf(after, first);
  if (message === undefined) return [];
  return [`sends ${describeMessage(message)} to ${sent.map((id) => addresseeOf(after, id)).join(" ")}`];
};

const messageOf = (world: World, id: string): ElectorMessage | undefined =>
  Object.values(world.channels)
    .flat()
    .find((inFlight) => inFlight.id === id)?.message;

const addresseeOf = (world: World, id: string): string => {
  const holds = ([, inFlight]: readonly [string, readonly InFlight[]]) =>
    inFlight.some((one) => one.id === id);
  return Object.entries(world.channels).find(holds)?.[0].split(">")[1] ?? "nobody";
};

const describeMessage = ({ kind, term, willVote, isAvailable }: ElectorMessage): string => {
  const answer = willVote === undefined ? "" : willVote ? " yes" : " no";
  const status = isAvailable === undefined ? "" : isAvailable ? " available" : " unavailable";
  return `${kind} ${term}${answer}${status}`;
};

/** What was in flight and was not received. */
const lostIn = ({ received, before, after }: Transition): readonly string[] => {
  const kept = new Set(idsOf(after));
  const lost = idsOf(before).filter((id) => id !== received && !kept.has(id));
  return lost.length === 0 ? [] : [`loses ${lost.length} in flight`];
};

const idsOf = ({ channels }: World): readonly string[] =>
  Object.values(channels)
    .flat()
    .map(({ id }) => id);

type Fields = Readonly<Record<string, string>>;

const changesBetween = (old: Fields, now: Fields): readonly string[] =>
  Object.keys(now)
    .filter((field) => old[field] !== now[field])
    .map((field) => `${field} ${old[field] ?? ""} -> ${now[field] ?? ""}`);

const shownFields = (world: World, node: NodeId): Fields => {
  const elector = electorOf(world, node);
  return {
    role: roleOf(world, node),
    term: String(elector.term),
    leader: elector.leaderId ?? "none",
    tentative: elector.tentativeLeaderId ?? "none",
    reason: elector.reason,
    supporters: elector.supporters.join(" ") || "none",
    round: describeRound(elector),
    connected: world.connected[node]?.join(" ") || "none",
  };
};

const describeRound = ({ scouting: { term, responses } }: ElectorState): string => {
  const answers = Object.entries(responses).map(([node, willVote]) => (willVote ? node : `${node}(no)`));
  return term === 0 ? "none" : `${term}[${answers.sort().join(" ")}]`;
};
