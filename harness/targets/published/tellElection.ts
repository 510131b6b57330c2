import type { NodeId } from "../../../impl/elector/types.ts";
import { canonicalText } from "../../tla/value.ts";
import { broadcast, peersOf, plainly, type Case, type Plan } from "./tellCase.ts";
import { showsChange, type Part } from "./telling.ts";
import { bagRecord } from "./world.ts";

/** StartScouting. */
export const round = (theCase: Case): Plan =>
  plainly(theCase, { put: broadcast(theCase, "ScoutingRequest") });

/** The candidacy by the deciding yes, or with quorum 1 by the wait timer, as RequestVote. */
export const candidacy = (theCase: Case): Plan => {
  const { transition, args, after, sent, j, bridged } = theCase;
  const chosen = sent.find(({ to }) => to === firstVoter(theCase)) ?? sent[0];
  const heard = bridged("proposal-to-all") && chosen !== undefined ? [chosen] : sent;
  const asks: Part = {
    action: "RequestVote",
    args: { ...args, ...(chosen === undefined ? {} : { j: chosen.to }) },
    elector: after,
    put: heard.map(({ record }) => record),
  };
  const decided = transition.action.name !== "RequestVote" && j !== undefined;
  return {
    parts: decided ? [lastAnswer(theCase, j), asks] : [asks],
    untold: sent.filter((proposal) => !heard.includes(proposal)),
  };
};

/** The leadership by the deciding vote, or by the election timer, and the first heartbeat. */
export const leadership = (theCase: Case): Plan => {
  const { i, j, args, before, after, taken } = theCase;
  const leads: Part = { action: "BecomeLeader", args: { i }, elector: after };
  const put = broadcast(theCase, "LeaderHeartbeat");
  const shows: Part = { action: "SendHeartbeat", args: { i }, elector: after, put };
  if (j === undefined) return { parts: [leads, shows] };
  const elector = { ...before, supporters: after.supporters };
  return { parts: [{ action: "ApplyElectionResponseEvent", args, elector, taken }, leads, shows] };
};

/** SendHeartbeat. */
export const heartbeat = (theCase: Case): Plan => {
  const { telling, after, sent, bridged } = theCase;
  const message = { kind: "LeaderHeartbeat", term: after.term } as const;
  const wasSent = peersOf(after)
    .map((to) => canonicalText(bagRecord({ from: after.self, to, message })))
    .some((key) => telling.bag.has(key));
  return wasSent && bridged("heartbeat-repeated")
    ? { parts: [], untold: sent }
    : plainly(theCase, { put: broadcast(theCase, "LeaderHeartbeat") });
};

/** The yes that decides, without what comes of it. */
const lastAnswer = ({ before, args, taken }: Case, j: NodeId): Part => {
  const responses = { ...before.scouting.responses, [j]: true };
  const elector = { ...before, scouting: { ...before.scouting, responses } };
  return { action: "ApplyScoutingResponseEvent", args, elector, taken };
};

/** The peer whose vote comes first; the product asks all, and the model must have asked that one. */
const firstVoter = ({ transition, later }: Case): NodeId | undefined =>
  later.find(
    (next) =>
      next.action.name === "ApplyElectionProposalEvent" &&
      next.received !== undefined &&
      transition.sent.includes(next.received) &&
      showsChange(next),
  )?.node;
