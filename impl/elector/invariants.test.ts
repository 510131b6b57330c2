import { describe, expect, test } from "vitest";
import * as e from "./examples.ts";
import { violatedByState, violatedByStep, violatedTogether } from "./invariants.ts";
import type { StateInvariant, StepInvariant } from "./invariants.ts";
import type { ElectorState } from "./types.ts";

// A check that never refuses is no check: for each promise a state that breaks it.

const sound: readonly ElectorState[] = [
  e.dormant(),
  e.dormant({ scouting: { term: 6, responses: { S1: true } } }),
  e.follower(),
  e.following("S2"),
  e.voted("S2"),
  e.scouting(),
  e.candidate(["S1", "S3"]),
  e.leader(),
];

const broken: readonly (readonly [StateInvariant, ElectorState])[] = [
  ["FollowerNeverNamesItself", e.following("S1")],
  ["FollowerNeverNamesItself", e.voted("S1")],
  ["LeaderNamesItself", { ...e.leader(), leaderId: "S2" }],
  ["LeaderNamesItself", { ...e.leader(), leaderId: null }],
  ["LeaderAndTentativeNeverBoth", { ...e.following("S2"), tentativeLeaderId: "S3" }],
  ["OnlyFollowersNameOthers", { ...e.candidate(), leaderId: "S2" }],
  ["OnlyFollowersNameOthers", e.dormant({ tentativeLeaderId: "S2" })],
  ["SupportersOnlyWhenStanding", e.follower({ supporters: ["S1"] })],
  ["SupportersOnlyWhenStanding", e.candidate([])],
  ["SupportersOnlyWhenStanding", e.leader(["S2", "S3"])],
  ["SupportersSortedAndConfigured", e.leader(["S2", "S1"])],
  ["SupportersSortedAndConfigured", e.candidate(["S1", "S2", "S2"])],
  ["SupportersSortedAndConfigured", e.candidate(["S1", "S9"])],
  ["ScoutingOnlyWithoutLeader", { ...e.scouting(), leaderId: "S2", lastLeaderHeartbeat: 1 }],
  ["ScoutingOnlyWithoutLeader", { ...e.scouting(), tentativeLeaderId: "S2" }],
  ["ScoutingOnlyWithoutLeader", { ...e.candidate(), scouting: e.scouting().scouting }],
  ["AnswersOnlyInARound", e.follower({ scouting: { term: 0, responses: { S2: true } } })],
  ["StampOnlyWhenFollowing", e.follower({ lastLeaderHeartbeat: 5 })],
  ["ReasonOnlyOnFollowers", { ...e.leader(), reason: "STARTED" }],
  ["StandingTermIsPositive", { ...e.candidate(), term: 0 }],
];

const brokenSteps: readonly (readonly [StepInvariant, ElectorState, ElectorState])[] = [
  ["LeaderHadQuorum", e.candidate(["S1", "S2"]), e.leader(["S1", "S2"])],
  ["LeaderHadQuorum", e.candidate(["S1", "S2"]), e.leader(["S1", "S2", "S2"])],
  ["TermNeverGoesDown", e.follower(), e.follower({ term: 4 })],
  ["NewTermForEachCandidacy", e.scouting(), e.candidate()],
  ["OneVotePerTerm", e.voted("S2"), e.voted("S3")],
  ["OneVotePerTerm", e.follower(), e.voted("S3")],
  ["AgeNeverGoesDown", e.follower({ age: 3 }), e.follower({ age: 2 })],
];

describe("invariants", () => {
  test.each(sound)("a sound $role breaks nothing", (state) => {
    expect(violatedByState(state)).toEqual([]);
    expect(violatedByStep(state, state)).toEqual([]);
  });

  test.each(broken)("%s is refused, and by its name alone", (name, state) => {
    expect(violatedByState(state)).toEqual([name]);
  });

  test.each(brokenSteps)("%s is refused over a step", (name, before, after) => {
    expect(violatedByStep(before, after)).toEqual([name]);
  });

  test("stop() may forget the term, and a leader need not keep its quorum", () => {
    expect(violatedByStep(e.leader(), e.dormant({ age: 2 }))).toEqual([]);
    expect(violatedByStep(e.leader(), e.leader(["S1"]))).toEqual([]);
  });

  test("two leaders: of one term refused, of two terms not", () => {
    const other = { ...e.leader(), self: "S2", leaderId: "S2" };
    expect(violatedTogether([e.leader(), other])).toEqual(["OneLeaderPerTerm"]);
    expect(violatedTogether([e.leader(), { ...other, term: 6 }, e.follower(), e.following("S2")])).toEqual(
      [],
    );
    expect(violatedTogether([])).toEqual([]);
  });

  test("a leader below its quorum: one set at run time as well", () => {
    expect(violatedTogether([e.leader(["S1", "S2"])])).toEqual(["LeaderKeepsQuorum"]);
    expect(violatedTogether([{ ...e.leader(["S1", "S2"]), quorum: 2 }])).toEqual([]);
    expect(violatedTogether([{ ...e.leader(), quorum: 4 }])).toEqual(["LeaderKeepsQuorum"]);
  });
});
