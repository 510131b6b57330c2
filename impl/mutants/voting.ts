import { BecomeLeader } from "../elector/actions/election.ts";
import { effectiveQuorum } from "../elector/quorum.ts";
import { withSupporter } from "../elector/supporters.ts";
import {
  announcing,
  asIf,
  except,
  leaving,
  received,
  saying,
  shrugged,
  unsent,
  withQuorum,
} from "./mutant.ts";
import type { Case, Mutant } from "./mutant.ts";

// Further bugs of voting, and of winning and losing an election.

const bumpsTermTwice: Mutant = {
  name: "bumps-term-twice",
  description: "a new candidate stands in the term after the scouted one (1.5: T := scouted term)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    if (before.role !== "Follower" || honest.state.role !== "Candidate") return undefined;
    const term = honest.state.term + 1;
    return saying(leaving(theCase, { term }), { term });
  }),
};

const electedByTooMany: Mutant = {
  name: "elected-by-too-many",
  description: "a candidate wants one vote more than the quorum (1.5: #supporters == quorum)",
  step: except((theCase) => {
    const { name } = theCase.honest.action ?? {};
    const counts = name === "ApplyElectionResponseEvent" || name === "BecomeLeader";
    if (theCase.before.role !== "Candidate" || !counts) return undefined;
    return withQuorum(theCase, effectiveQuorum(theCase.before) + 1);
  }),
};

const winsAboveQuorum: Mutant = {
  name: "wins-above-quorum",
  description: "a candidate with more votes than the quorum wins at the next one (1.5: ==, not >=; E2)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const vote = received(theCase, "ElectionResponse");
    if (vote === undefined || before.role !== "Candidate" || honest.state.role !== "Candidate")
      return undefined;
    const counted = withSupporter(before, vote.from);
    const wins = counted !== before && counted.supporters.length > effectiveQuorum(counted);
    return wins && vote.message.term >= before.term ? announcing(theCase, BecomeLeader(counted)) : undefined;
  }),
};

const votesForNextOfTerm: Mutant = {
  name: "votes-for-next-of-term",
  description: "who voted, or stood, in a term and has nobody any more votes in it again (1.5: t <= T)",
  step: except((theCase) => {
    const { role, term, leaderId, tentativeLeaderId } = theCase.before;
    const isFree = role === "Follower" && leaderId === null && tentativeLeaderId === null;
    const isOfTerm = received(theCase, "ElectionProposal")?.message.term === term;
    return isFree && isOfTerm ? asIf(theCase, { term: term - 1 }) : undefined;
  }),
};

const yieldsToEqualCandidate: Mutant = {
  name: "yields-to-equal-candidate",
  description: "a candidate votes for another candidate of its own term (1.5 CANDIDATE: t <= T ignored)",
  step: except((theCase) => {
    const { role, term } = theCase.before;
    const isOfTerm = received(theCase, "ElectionProposal")?.message.term === term;
    return role === "Candidate" && isOfTerm ? asIf(theCase, { term: term - 1 }) : undefined;
  }),
};

const standsAgainstHigherTerm: Mutant = {
  name: "stands-against-higher-term",
  description: "a candidate ignores a proposal of a higher term (1.5 CANDIDATE: t > T preempts)",
  step: except((theCase) => {
    const proposal = received(theCase, "ElectionProposal");
    return theCase.before.role === "Candidate" && proposal !== undefined ? shrugged(theCase) : undefined;
  }),
};

const countsOldVotes: Mutant = {
  name: "counts-old-votes",
  description: "a candidate counts votes of lower terms (1.5 CANDIDATE: t < T ignored)",
  step: except((theCase) => {
    const vote = received(theCase, "ElectionResponse");
    const { role, term } = theCase.before;
    if (role !== "Candidate" || vote === undefined || vote.message.term >= term) return undefined;
    const wrong = asIf(theCase, { term: vote.message.term });
    return saying({ ...wrong, state: { ...wrong.state, term } }, { term });
  }),
};

const refusesHigherVotes: Mutant = {
  name: "refuses-higher-votes",
  description: "a candidate ignores votes of a higher term (1.5 CANDIDATE: t >= T is a vote)",
  step: except((theCase) => {
    const { role, term } = theCase.before;
    const isHigher = (received(theCase, "ElectionResponse")?.message.term ?? 0) > term;
    return role === "Candidate" && isHigher ? shrugged(theCase) : undefined;
  }),
};

const votesSilently: Mutant = {
  name: "votes-silently",
  description: "who votes does not tell the candidate (1.5 ELECTION_PROPOSAL: electionResponse(t) to s)",
  step: except((theCase) =>
    received(theCase, "ElectionProposal") === undefined ? undefined : unsent(theCase),
  ),
};

const proposesToOnePeer: Mutant = {
  name: "proposes-to-one-peer",
  description: "a candidate asks only the peer that decided its round (1.4: electionProposal is broadcast)",
  step: except((theCase) => {
    const { honest } = theCase;
    const answer = received(theCase, "ScoutingResponse");
    if (answer === undefined || honest.output.message?.kind !== "ElectionProposal") return undefined;
    const destination = { kind: "node", node: answer.from } as const;
    return { ...honest, output: { ...honest.output, destination } };
  }),
};

const winsSilently: Mutant = {
  name: "wins-silently",
  description: "a new leader waits for its timer before its first heartbeat (1.5: leaderHeartbeat at once)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    return before.role === "Candidate" && honest.state.role === "Leader" ? unsent(theCase) : undefined;
  }),
};

const leadsWithoutSelf: Mutant = {
  name: "leads-without-self",
  description: "a new leader does not name itself (1.2: on a LEADER leaderId is self)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const wins = before.role === "Candidate" && honest.state.role === "Leader";
    return wins ? leaving(theCase, { leaderId: null }) : undefined;
  }),
};

const neverGivesUpElection: Mutant = {
  name: "never-gives-up-election",
  description:
    "a candidate without a quorum stands on when its time is over (1.5 ELECTION_RESULT: -> FOLLOWER)",
  step: except((theCase) => (isLostElection(theCase) ? shrugged(theCase) : undefined)),
};

const takesTermBack: Mutant = {
  name: "takes-term-back",
  description:
    "a candidate without a quorum returns to the term before (1.5 ELECTION_RESULT: T stays bumped)",
  step: except((theCase) =>
    isLostElection(theCase) ? leaving(theCase, { term: theCase.before.term - 1 }) : undefined,
  ),
};

/** Every bug of this file. */
export const votingMutants: readonly Mutant[] = [
  bumpsTermTwice,
  electedByTooMany,
  winsAboveQuorum,
  votesForNextOfTerm,
  yieldsToEqualCandidate,
  standsAgainstHigherTerm,
  countsOldVotes,
  refusesHigherVotes,
  votesSilently,
  proposesToOnePeer,
  winsSilently,
  leadsWithoutSelf,
  neverGivesUpElection,
  takesTermBack,
];

const isLostElection = ({ honest }: Case): boolean => honest.action?.name === "ElectionTimeout";
