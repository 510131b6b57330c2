import type { ElectorMessage, ElectorState } from "../../elector/types.ts";
import type { Transition } from "../transition.ts";
import { electorOf } from "../world.ts";
import type { InFlight, World } from "../world.ts";

/** One line a transition, for people: time, node, action, what changed, what was sent. */
export const describeTransition = (transition: Transition): string => {
  const { node, action, at, before, after } = transition;
  const cause = action.args.j === undefined ? "" : ` from ${action.args.j}`;
  const changes = changesBetween(electorOf(before, node), electorOf(after, node));
  const details = [receivedIn(transition), ...changes, ...sendsOf(transition)].filter((text) => text !== "");
  const line = `${String(at).padStart(7)} ${node} ${action.name}${cause}`;
  return details.length === 0 ? line : `${line}: ${details.join("; ")}`;
};

/** The settled leader's heartbeats and their arrivals at its followers: they would drown everything else. */
export const isRoutine = ({ node, action, before, after, sent }: Transition): boolean =>
  action.name === "SendHeartbeat" ||
  (action.name === "ApplyLeaderHeartbeatEvent" &&
    sent.length === 0 &&
    changesBetween(electorOf(before, node), electorOf(after, node)).length === 0);

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

const changesBetween = (before: ElectorState, after: ElectorState): readonly string[] => {
  const [old, now] = [shownFields(before), shownFields(after)];
  return Object.keys(now)
    .filter((field) => old[field] !== now[field])
    .map((field) => `${field} ${old[field] ?? ""} -> ${now[field] ?? ""}`);
};

const shownFields = (elector: ElectorState): Readonly<Record<string, string>> => ({
  role: elector.role,
  term: String(elector.term),
  leader: elector.leaderId ?? "none",
  tentative: elector.tentativeLeaderId ?? "none",
  reason: elector.reason,
  supporters: elector.supporters.join(" ") || "none",
  round: describeRound(elector),
});

const describeRound = ({ scouting: { term, responses } }: ElectorState): string => {
  const answers = Object.entries(responses).map(([node, willVote]) => (willVote ? node : `${node}(no)`));
  return term === 0 ? "none" : `${term}[${answers.sort().join(" ")}]`;
};
