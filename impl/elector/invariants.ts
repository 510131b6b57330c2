import { effectiveQuorum } from "./quorum.ts";
import { isFollowing, isScouting } from "./roles.ts";
import type { ElectorState } from "./types.ts";

// What must hold of electors, whatever the input. Each check returns the names of what is violated,
// so that a failure says at once which promise was broken.

/** Of one elector at rest. */
export type StateInvariant =
  | "FollowerNeverNamesItself"
  | "LeaderNamesItself"
  | "LeaderAndTentativeNeverBoth"
  | "OnlyFollowersNameOthers"
  | "SupportersOnlyWhenStanding"
  | "SupportersSortedAndConfigured"
  | "ScoutingOnlyWithoutLeader"
  | "AnswersOnlyInARound"
  | "StampOnlyWhenFollowing"
  | "ReasonOnlyOnFollowers"
  | "StandingTermIsPositive";

/** Of the state before and after one step. */
export type StepInvariant =
  "LeaderHadQuorum" | "TermNeverGoesDown" | "NewTermForEachCandidacy" | "OneVotePerTerm" | "AgeNeverGoesDown";

/** Of all electors of a cluster at one moment. */
export type ClusterInvariant = "OneLeaderPerTerm" | "LeaderKeepsQuorum";

export type Invariant = StateInvariant | StepInvariant | ClusterInvariant;

/** Which promises of section 1.2 this elector breaks. */
export const violatedByState = (state: ElectorState): readonly StateInvariant[] =>
  stateChecks.filter(([, holds]) => !holds(state)).map(([name]) => name);

/** Which promises the step from `before` to `after` breaks. */
export const violatedByStep = (before: ElectorState, after: ElectorState): readonly StepInvariant[] =>
  stepChecks.filter(([, holds]) => !holds(before, after)).map(([name]) => name);

/**
 * Which promises these electors break together. Promised only under equal majority quorums and without a restart
 * that forgets a term (1.8 hazards, 1.9).
 */
export const violatedTogether = (electors: readonly ElectorState[]): readonly ClusterInvariant[] => {
  const leaders = electors.filter(({ role }) => role === "Leader");
  const terms = new Set(leaders.map(({ term }) => term));
  return [
    ...(terms.size === leaders.length ? [] : (["OneLeaderPerTerm"] as const)),
    // Not so when the quorum is raised on a leader, which does not look (1.6).
    ...(leaders.every(keepsQuorum) ? [] : (["LeaderKeepsQuorum"] as const)),
  ];
};

const keepsQuorum = (leader: ElectorState): boolean => leader.supporters.length >= effectiveQuorum(leader);

const isStanding = ({ role }: ElectorState): boolean => role === "Candidate" || role === "Leader";

const isSortedSet = (names: readonly string[]): boolean =>
  names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);

const stateChecks: readonly (readonly [StateInvariant, (state: ElectorState) => boolean])[] = [
  [
    "FollowerNeverNamesItself",
    (s) => s.role !== "Follower" || (s.leaderId !== s.self && s.tentativeLeaderId !== s.self),
  ],
  ["LeaderNamesItself", (s) => s.role !== "Leader" || s.leaderId === s.self],
  ["LeaderAndTentativeNeverBoth", (s) => s.leaderId === null || s.tentativeLeaderId === null],
  ["OnlyFollowersNameOthers", (s) => s.role === "Follower" || s.role === "Leader" || !isFollowing(s)],
  [
    "SupportersOnlyWhenStanding",
    (s) => (isStanding(s) ? s.supporters.includes(s.self) : s.supporters.length === 0),
  ],
  [
    "SupportersSortedAndConfigured",
    (s) => isSortedSet(s.supporters) && s.supporters.every((node) => s.nodes.includes(node)),
  ],
  // Every row of 1.5 that gives a follower a leader or a tentative also resets the round; stop() alone keeps
  // it (E6), so a Dormant elector may carry one, and after start() a follower without leader does.
  [
    "ScoutingOnlyWithoutLeader",
    (s) => !isScouting(s) || s.role === "Dormant" || (s.role === "Follower" && !isFollowing(s)),
  ],
  ["AnswersOnlyInARound", (s) => isScouting(s) || Object.keys(s.scouting.responses).length === 0],
  ["StampOnlyWhenFollowing", (s) => s.lastLeaderHeartbeat === 0 || (s.role === "Follower" && isFollowing(s))],
  ["ReasonOnlyOnFollowers", (s) => s.role === "Follower" || s.reason === "NONE"],
  ["StandingTermIsPositive", (s) => !isStanding(s) || s.term > 0],
];

type StepCheck = (before: ElectorState, after: ElectorState) => boolean;

const stepChecks: readonly (readonly [StepInvariant, StepCheck])[] = [
  [
    "LeaderHadQuorum",
    (before, after) =>
      before.role === "Leader" ||
      after.role !== "Leader" ||
      new Set(after.supporters).size >= effectiveQuorum(after),
  ],
  // stop() forgets the term (E6); nothing else may.
  ["TermNeverGoesDown", (before, after) => after.role === "Dormant" || after.term >= before.term],
  [
    "NewTermForEachCandidacy",
    (before, after) => before.role === "Candidate" || after.role !== "Candidate" || after.term > before.term,
  ],
  [
    "OneVotePerTerm",
    (before, after) =>
      after.tentativeLeaderId === null ||
      after.tentativeLeaderId === before.tentativeLeaderId ||
      after.term > before.term,
  ],
  ["AgeNeverGoesDown", (before, after) => after.age >= before.age],
];
