import { BecomeLeader } from "../elector/actions/election.ts";
import { quiet } from "../elector/effect.ts";
import { effectiveQuorum } from "../elector/quorum.ts";
import type { ElectorMessage } from "../elector/types.ts";
import { asIf, except, leaving, received } from "./mutant.ts";
import type { Case, Mutant } from "./mutant.ts";

// Bugs of voting, and of counting votes.

const votesTwice: Mutant = {
  name: "votes-twice",
  description:
    "a follower votes for a second proposal of the term it has already voted in (1.5: t <= T is ignored)",
  step: except((theCase) => {
    const proposal = received(theCase, "ElectionProposal");
    const { before } = theCase;
    const hasVoted = before.tentativeLeaderId !== null && before.tentativeLeaderId !== proposal?.from;
    if (!hasVoted || proposal?.message.term !== before.term) return undefined;
    return asIf(theCase, { term: before.term - 1 });
  }),
};

const votesInThePast: Mutant = {
  name: "votes-in-the-past",
  description:
    "a follower without leader votes for a proposal of a lower term and falls back to it (1.5: t <= T)",
  step: except((theCase) => {
    const proposal = received(theCase, "ElectionProposal");
    const { role, leaderId, term } = theCase.before;
    if (proposal === undefined || role !== "Follower" || leaderId !== null) return undefined;
    return proposal.message.term < term ? asIf(theCase, { term: proposal.message.term - 1 }) : undefined;
  }),
};

const keepsTermAsCandidate: Mutant = {
  name: "keeps-term-as-candidate",
  description: "a new candidate proposes its old term instead of the scouted one (1.5: T := T+1)",
  step: except((theCase) => {
    if (!becomesCandidate(theCase)) return undefined;
    const { term } = theCase.before;
    const wrong = leaving(theCase, { term });
    return { ...wrong, output: { ...wrong.output, message: withTerm(wrong.output.message, term) } };
  }),
};

const countsOwnVoteTwice: Mutant = {
  name: "counts-own-vote-twice",
  description: "a new candidate lists itself twice among its supporters (1.5: supporters = {self})",
  step: except((theCase) => {
    const { self } = theCase.before;
    return becomesCandidate(theCase) ? leaving(theCase, { supporters: [self, self] }) : undefined;
  }),
};

const countsRepeatedVotes: Mutant = {
  name: "counts-repeated-votes",
  description:
    "a candidate counts every vote of one and the same peer (1.5: s already a supporter is ignored)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const vote = received(theCase, "ElectionResponse");
    if (vote === undefined || before.role !== "Candidate" || vote.message.term < before.term)
      return undefined;
    if (!before.supporters.includes(vote.from)) return undefined;
    const counted = { ...before, supporters: [...before.supporters, vote.from].sort() };
    const wins = counted.supporters.length === effectiveQuorum(counted);
    return { action: honest.action, ...(wins ? BecomeLeader(counted) : quiet(counted)) };
  }),
};

const electedByTooFew: Mutant = {
  name: "elected-by-too-few",
  description: "a candidate is content with one vote less than the quorum (1.5: #supporters == quorum)",
  step: except((theCase) => {
    const { role, quorum } = theCase.before;
    const { name } = theCase.honest.action ?? {};
    const counts = name === "ApplyElectionResponseEvent" || name === "ElectionTimeout";
    if (role !== "Candidate" || !counts) return undefined;
    const wrong = asIf(theCase, { quorum: Math.max(1, effectiveQuorum(theCase.before) - 1) });
    return { ...wrong, state: { ...wrong.state, quorum } };
  }),
};

const keepsRoundWhenVoting: Mutant = {
  name: "keeps-round-when-voting",
  description: "a follower that votes goes on with its scouting round (1.5: scouting reset)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const votes =
      honest.state.tentativeLeaderId !== null && before.scouting.term !== honest.state.scouting.term;
    return votes ? leaving(theCase, { scouting: before.scouting }) : undefined;
  }),
};

/** Every bug of this file. */
export const electionMutants: readonly Mutant[] = [
  votesTwice,
  votesInThePast,
  keepsTermAsCandidate,
  countsOwnVoteTwice,
  countsRepeatedVotes,
  electedByTooFew,
  keepsRoundWhenVoting,
];

const becomesCandidate = ({ before, honest }: Case): boolean =>
  before.role === "Follower" && honest.state.role === "Candidate";

const withTerm = (message: ElectorMessage | null, term: number): ElectorMessage | null =>
  message === null ? null : { ...message, term };
