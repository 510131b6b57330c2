import { upTo } from "./edits.ts";
import type { InvalidExample } from "./invalidExample.ts";
import { CEDING_LEADER, JUMPING_FOLLOWER, scenario } from "./source.ts";

// The mistakes of implementations: each a run of a mutant, cut soon after the mistake.

/** Invalid traces recorded with deliberately wrong implementations. */
export const mutantExamples: readonly InvalidExample[] = [
  {
    name: "votes-twice",
    source: { scenario: scenario("preempted-candidate"), mutant: "votes-twice" },
    edit: upTo(18),
    refusedAt: { line: 14, action: "ApplyElectionProposalEvent" },
    mistake: "S3 voted for S1 in term 1 and votes for S2 in the same term",
  },
  {
    name: "accepts-stale-proposal",
    source: { nodes: 3, seed: 131, steps: 40, mutant: "votes-in-the-past" },
    edit: upTo(36),
    refusedAt: { line: 33, action: "ApplyElectionProposalEvent" },
    mistake: "S2 is in term 2 already and votes for a proposal of term 1, falling back to it",
  },
  {
    name: "keeps-term-as-candidate",
    source: { scenario: scenario("three-nodes"), mutant: "keeps-term-as-candidate" },
    edit: upTo(8),
    refusedAt: { line: 5, action: "ApplyScoutingResponseEvent" },
    mistake: "S2 becomes candidate without raising its term, and proposes term 0",
  },
  {
    name: "counts-own-vote-twice",
    source: { scenario: scenario("three-nodes"), mutant: "counts-own-vote-twice" },
    edit: upTo(13),
    refusedAt: { line: 9, action: "ApplyElectionResponseEvent" },
    mistake: "S2 counts its own vote twice, so the vote of S3 is its third and not the deciding second",
  },
  {
    name: "elected-by-too-few",
    source: { scenario: scenario("preempted-candidate"), mutant: "elected-by-too-few" },
    edit: upTo(19),
    refusedAt: { line: 16, action: "BecomeLeader" },
    mistake: "S2 becomes leader with its own vote only, where two of three are the quorum",
  },
  {
    name: "ignores-higher-heartbeat",
    source: { scenario: JUMPING_FOLLOWER, mutant: "ignores-higher-heartbeat" },
    edit: upTo(48),
    refusedAt: { line: 45, action: "ApplyLeaderHeartbeatEvent" },
    mistake: "S3 follows S1 of term 1 and ignores the heartbeat of S2, which leads term 3",
  },
  {
    name: "cedes-silently",
    source: { scenario: scenario("stale-leader"), mutant: "cedes-silently" },
    edit: upTo(47),
    refusedAt: { line: 44, action: "ApplyHeartbeatResponseEvent" },
    mistake: "S1 hears of term 2 and stops leading, but broadcasts no cession",
  },
  {
    name: "welcomes-scouts-despite-leader",
    source: { scenario: scenario("stale-leader"), mutant: "welcomes-scouts-despite-leader" },
    edit: upTo(50),
    refusedAt: { line: 48, action: "ApplyScoutingRequestEvent" },
    mistake: "S2 leads and still answers the scouting of S1 with yes",
  },
  {
    name: "keeps-supporters",
    source: { scenario: scenario("split-vote"), mutant: "keeps-supporters" },
    edit: upTo(26),
    refusedAt: { line: 23, action: "ElectionTimeout" },
    mistake: "S2 gives up its candidacy and keeps itself as a supporter",
  },
  {
    name: "keeps-round-when-voting",
    source: { nodes: 3, seed: 162, steps: 60, mutant: "keeps-round-when-voting" },
    edit: upTo(16),
    refusedAt: { line: 13, action: "ApplyElectionProposalEvent" },
    mistake: "S1 votes for S2 in the middle of its own scouting round and leaves the round open",
  },
  {
    name: "obeys-higher-proposal",
    source: { scenario: scenario("tentative-timeout"), mutant: "obeys-higher-proposal" },
    edit: upTo(41),
    refusedAt: { line: 38, action: "ApplyElectionProposalEvent" },
    mistake: "S1 leads, and still votes for a proposal of a higher term",
  },
  {
    name: "spares-stale-leader",
    source: { scenario: scenario("stale-leader"), mutant: "spares-stale-leader" },
    edit: upTo(46),
    refusedAt: { line: 43, action: "ApplyLeaderHeartbeatEvent" },
    mistake: "S3 is in term 2 and does not answer the heartbeat that S1 sends in term 1",
  },
  {
    name: "adopts-term-of-cession",
    source: { scenario: CEDING_LEADER, mutant: "adopts-term-of-cession" },
    edit: upTo(28),
    refusedAt: { line: 28, action: "ApplyLeadershipCessionEvent" },
    mistake: "S3 takes over the term of the cession of S1, which it followed in term 1",
  },
  {
    name: "takes-no-for-yes",
    source: { scenario: scenario("slow-link"), mutant: "takes-no-for-yes" },
    edit: upTo(42),
    refusedAt: { line: 39, action: "ApplyScoutingResponseEvent" },
    mistake: "S3 is told no by S2 and becomes candidate with it",
  },
  {
    name: "bumps-term-when-scouting",
    source: { scenario: scenario("three-nodes"), mutant: "bumps-term-when-scouting" },
    edit: upTo(6),
    refusedAt: { line: 2, action: "StartScouting" },
    mistake: "S2 raises its term when it begins to scout",
  },
];
