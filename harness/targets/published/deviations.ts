import type { Deviation, ForbiddenStep, SpecState, StepDifference } from "../../replay/driver.ts";
import { canonicalText, int, model, record, sameValue, set } from "../../tla/value.ts";
import { isPredicted, numberAt, onlyConsumed, sentSince, textAt } from "./predict.ts";
import { valueAt } from "../../check/explain/compare.ts";
import { bagOf, bagRecord, bagValue, counted, fieldsOf, type BagMessage } from "./world.ts";

// "Where the model and the product disagree" is the table of the published-model page; each row that two or
// three servers can show is declared here, with a predicate that fits the product's behaviour and nothing else.

const NO_ROUND = record([
  ["term", model("Nil")],
  ["responses", set([])],
]);

const serverOf = ({ step }: StepDifference | ForbiddenStep): string => textOf(step.args["i"]);

const textOf = (value: Parameters<typeof canonicalText>[0] | undefined): string =>
  value === undefined ? "" : canonicalText(value);

const others = (state: SpecState, server: string): readonly string[] => {
  const terms = state.get("currentTerm");
  return terms?.kind === "function"
    ? terms.entries.map(([key]) => canonicalText(key)).filter((key) => key !== server)
    : [];
};

const toOthers = (state: SpecState, from: string, message: BagMessage["message"]): readonly BagMessage[] =>
  others(state, from).map((to) => ({ from, to, message }));

/** The decisive yes makes the product a candidate, with the proposal out, in the same step. */
const candidateAtOnce = (difference: StepDifference): boolean => {
  const { step, expected, actual } = difference;
  if (step.action === "RequestVote") return actual === null;
  if (step.action !== "ApplyScoutingResponseEvent" || actual === null) return false;
  const server = serverOf(difference);
  const round = valueAt(expected.get("scoutingInfo") ?? set([]), model(server));
  const term = numberAt(round, "term");
  const values = {
    state: model("Candidate"),
    currentTerm: int(term),
    supporters: set([model(server)]),
    scoutingInfo: NO_ROUND,
  };
  const sent = toOthers(expected, server, { kind: "ElectionProposal", term });
  return isPredicted(expected, actual, { at: { server, values }, sent });
};

/** The decisive vote, or the election timer, makes the product a leader with its first heartbeat out. */
const leaderAtOnce = (difference: StepDifference): boolean => {
  const { step, expected, actual } = difference;
  if (actual === null || !["ApplyElectionResponseEvent", "BecomeLeader"].includes(step.action)) return false;
  const server = serverOf(difference);
  const term = numberAt(expected.get("currentTerm"), server);
  const values = { state: model("Leader"), leaderId: model(server) };
  const sent = toOthers(expected, server, { kind: "LeaderHeartbeat", term });
  return isPredicted(expected, actual, { at: { server, values }, sent });
};

/** Whoever stops leading tells all; the model tells only the one that it learned of the higher term from. */
const cedesToAll = (difference: StepDifference): boolean => {
  const { step, expected, actual } = difference;
  const server = serverOf(difference);
  if (actual === null || textAt(step.before.get("state"), server) !== "Leader") return false;
  const [cession, ...more] = sentSince(step.before, expected);
  if (cession === undefined || more.length > 0 || textAt(cession, "mtype") !== "LeadershipCession")
    return false;
  const { mdest, mterm } = fieldsOf(cession);
  const all = toOthers(expected, server, { kind: "LeadershipCession", term: Number(mterm) });
  return isPredicted(expected, actual, { sent: all.filter(({ to }) => to !== mdest) });
};

const linksLost = (difference: StepDifference): boolean => {
  const { step, expected, actual } = difference;
  return (
    step.action === "Restart" &&
    actual !== null &&
    isPredicted(expected, actual, { lostAt: serverOf(difference) })
  );
};

/** The model's third row lets a follower keep a leader that has become unavailable. */
const leaderGone = (difference: StepDifference): boolean => {
  const { step, expected, actual } = difference;
  const gone = textOf(step.args["j"]);
  const server = serverOf(difference);
  if (step.action !== "ApplyAvailability" || actual === null) return false;
  const follows = ["leaderId", "tentativeLeaderId"].filter(
    (name) => textAt(expected.get(name), server) === gone,
  );
  const values = Object.fromEntries(follows.map((name) => [name, model("Nil")]));
  // The product forgets the leader and leaves the round alone; the model does the opposite.
  const round = valueAt(step.before.get("scoutingInfo") ?? set([]), model(server));
  if (follows.length === 0 || round === undefined) return false;
  return isPredicted(expected, actual, { at: { server, values: { ...values, scoutingInfo: round } } });
};

const consumedIdly = ({ step, actual }: ForbiddenStep): boolean => onlyConsumed(step.before, actual);

const answeredNo = ({ step, actual }: ForbiddenStep): boolean => {
  const sent = sentSince(step.before, actual);
  return (
    step.action === "ApplyScoutingRequestEvent" &&
    sent.length === 1 &&
    sent.every((answer) => textAt(answer, "mvote") === "FALSE")
  );
};

/** With a decided round still open, which the product cannot be in: its own timer ends it. */
const endsDecidedRound = (forbidden: ForbiddenStep): boolean => {
  const { step, actual } = forbidden;
  const round = valueAt(actual.get("scoutingInfo") ?? set([]), model(serverOf(forbidden)));
  return step.action === "ScoutingTimeout" && round !== undefined && sameValue(round, NO_ROUND);
};

const cedes = (forbidden: ForbiddenStep): boolean => {
  const { step, actual } = forbidden;
  const sent = sentSince(step.before, actual);
  return (
    step.action === "ApplyAvailability" &&
    textAt(step.before.get("state"), serverOf(forbidden)) === "Leader" &&
    textAt(actual.get("state"), serverOf(forbidden)) === "Follower" &&
    sent.every((notice) => textAt(notice, "mtype") === "LeadershipCession")
  );
};

/** A leader that is told of a cession answers with its heartbeat. */
const answersCession = (forbidden: ForbiddenStep): boolean => {
  const { step, actual } = forbidden;
  const server = serverOf(forbidden);
  if (step.action !== "ApplyLeadershipCessionEvent" || textAt(step.before.get("state"), server) !== "Leader")
    return false;
  const term = numberAt(step.before.get("currentTerm"), server);
  const to = textOf(step.args["j"]);
  const heartbeat = bagRecord({ from: server, to, message: { kind: "LeaderHeartbeat", term } });
  const unanswered = bagValue(counted(bagOf(actual), heartbeat, -1));
  return onlyConsumed(step.before, new Map([...actual, ["messages", unanswered]]));
};

const never = (): boolean => false;

/** A declared difference, and what a model must have for it to occur. */
export interface PublishedDeviation extends Deviation {
  readonly needs?: { readonly action: "Restart" | "MakeUnavailable" } | { readonly servers: number };
}

/** What a replay of two servers shows, or of three; rows.ts has a recorded run for every row of the table. */
export const DEVIATIONS: readonly PublishedDeviation[] = [
  {
    id: "candidate-at-once",
    reason:
      "the deciding scouting answer makes the product a candidate and broadcasts its proposal in the same step; RequestVote is no step of its own",
    where: "election proposal",
    matches: candidateAtOnce,
    allows: endsDecidedRound,
  },
  {
    id: "leader-at-once",
    reason:
      "the product becomes leader and broadcasts its first heartbeat in one step, with the deciding vote",
    where: "becoming leader, first heartbeat",
    matches: leaderAtOnce,
  },
  {
    id: "ignored-messages-consumed",
    reason: "the product consumes every message on arrival; the model leaves what matches no row pending",
    where: "ignored messages; own leader's repeated heartbeat",
    matches: never,
    allows: consumedIdly,
  },
  {
    id: "scouting-refused",
    reason: "the product answers every scouting request, with no if need be; the model says yes or nothing",
    where: "scouting answer",
    matches: never,
    allows: answeredNo,
  },
  {
    id: "restart-loses-links",
    reason: "messages to and from a restarting node are lost with its connections; in the model they survive",
    where: "restart",
    matches: linksLost,
    needs: { action: "Restart" },
  },
  {
    id: "unavailability-is-local",
    reason:
      "unavailability is a local event at each end of a link; no node announces its own while it runs on",
    where: "node unavailable",
    matches: ({ step, actual }) => step.action === "MakeUnavailable" && actual === null,
    needs: { action: "MakeUnavailable" },
  },
  {
    id: "unavailable-leader-forgotten",
    reason: "a follower whose leader becomes unavailable forgets it; a row of the model lets it keep it",
    where: "node unavailable",
    matches: leaderGone,
    needs: { action: "MakeUnavailable" },
  },
  {
    id: "leader-cedes-below-quorum",
    reason:
      "a leader that falls below its quorum steps down and cedes; the model's row for it can never happen",
    where: "leader losing quorum",
    matches: never,
    allows: cedes,
    needs: { action: "MakeUnavailable" },
  },
  {
    id: "cession-to-all",
    reason:
      "a leader that steps down tells all; in the model only the node that it learned the higher term from",
    where: "cession",
    matches: cedesToAll,
    needs: { servers: 3 },
  },
  {
    id: "cession-answered",
    reason: "a leader answers a cession with its heartbeat; the model has no row for it",
    where: "leader receiving a cession",
    matches: never,
    allows: answersCession,
    needs: { servers: 3 },
  },
];
