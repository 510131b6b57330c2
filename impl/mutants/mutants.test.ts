import { describe, expect, test } from "vitest";
import { randomScenario } from "../cluster/random-scenario.ts";
import { simulate } from "../cluster/simulation.ts";
import { electorOf, serverNames } from "../cluster/world.ts";
import * as e from "../elector/examples.ts";
import { violatedByState, violatedByStep, violatedTogether } from "../elector/invariants.ts";
import type { Invariant } from "../elector/invariants.ts";
import { step } from "../elector/step.ts";
import type { ElectorEvent, ElectorState, StepFunction } from "../elector/types.ts";
import { mutants } from "./mutants.ts";

interface Witness {
  readonly given: ElectorState;
  readonly event: ElectorEvent;
}

/** One input on which each mutant goes wrong. */
const witnesses: Readonly<Record<string, Witness>> = {
  "votes-twice": { given: e.voted("S2"), event: e.message("S3", "ElectionProposal", 5) },
  "votes-in-the-past": { given: e.follower(), event: e.message("S3", "ElectionProposal", 2) },
  "keeps-term-as-candidate": {
    given: e.scouting({ S1: true, S2: true }),
    event: e.scoutingAnswer("S3", true),
  },
  "counts-own-vote-twice": { given: e.scouting({ S1: true, S2: true }), event: e.scoutingAnswer("S3", true) },
  "counts-repeated-votes": {
    given: e.candidate(["S1", "S2"]),
    event: e.message("S2", "ElectionResponse", 5),
  },
  "elected-by-too-few": { given: e.candidate(), event: e.message("S2", "ElectionResponse", 5) },
  "keeps-round-when-voting": { given: e.scouting(), event: e.message("S2", "ElectionProposal", 6) },
  "ignores-higher-heartbeat": { given: e.following("S2"), event: e.message("S3", "LeaderHeartbeat", 6) },
  "obeys-higher-proposal": { given: e.leader(), event: e.message("S2", "ElectionProposal", 6) },
  "yields-to-equal-term": { given: e.leader(), event: e.message("S2", "LeaderHeartbeat", 5) },
  "keeps-supporters": { given: e.leader(), event: { kind: "nodeUnavailable", node: "S2" } },
  "cedes-silently": { given: e.leader(), event: e.message("S2", "LeaderHeartbeat", 6) },
  "spares-stale-leader": { given: e.following("S2"), event: e.message("S3", "LeaderHeartbeat", 4) },
  "forgets-to-stamp": { given: e.following("S2"), event: e.message("S2", "LeaderHeartbeat", 5) },
  "adopts-term-of-cession": { given: e.following("S2"), event: e.message("S2", "LeadershipCession", 9) },
  "welcomes-scouts-despite-leader": {
    given: e.following("S2"),
    event: e.message("S3", "ScoutingRequest", 6),
  },
  "takes-no-for-yes": { given: e.scouting(), event: e.scoutingAnswer("S2", false) },
  "bumps-term-when-scouting": { given: e.follower(), event: e.timer("RANDOM_WAIT") },
};

/**
 * What random schedules on reliable links break. The empty ones keep every promise although they are wrong:
 * only a conformance check can tell.
 */
const broken: Readonly<Record<string, readonly Invariant[]>> = {
  "votes-twice": ["OneLeaderPerTerm", "OneVotePerTerm"],
  "votes-in-the-past": ["OneVotePerTerm", "TermNeverGoesDown"],
  "keeps-term-as-candidate": ["NewTermForEachCandidacy", "StandingTermIsPositive"],
  "counts-own-vote-twice": ["LeaderHadQuorum", "OneLeaderPerTerm", "SupportersSortedAndConfigured"],
  "counts-repeated-votes": [],
  "elected-by-too-few": ["LeaderHadQuorum", "LeaderKeepsQuorum", "OneLeaderPerTerm"],
  "keeps-round-when-voting": ["ScoutingOnlyWithoutLeader"],
  "ignores-higher-heartbeat": [],
  "obeys-higher-proposal": [],
  "yields-to-equal-term": [],
  "keeps-supporters": ["SupportersOnlyWhenStanding"],
  "cedes-silently": [],
  "spares-stale-leader": [],
  "forgets-to-stamp": [],
  "adopts-term-of-cession": [],
  "welcomes-scouts-despite-leader": [],
  "takes-no-for-yes": [],
  "bumps-term-when-scouting": ["NewTermForEachCandidacy"],
};

const violations = (wrong: StepFunction): readonly Invariant[] => {
  const found = new Set<Invariant>();
  for (let seed = 1; seed <= 30; seed += 1)
    for (const count of [3, 4, 5])
      simulate({
        ...randomScenario({ nodes: serverNames(count), seed, steps: 200 }),
        step: wrong,
        sink: ({ node, before, after }) => {
          const state = electorOf(after, node);
          violatedByState(state).forEach((name) => found.add(name));
          violatedByStep(electorOf(before, node), state).forEach((name) => found.add(name));
          violatedTogether(Object.values(after.electors)).forEach((name) => found.add(name));
        },
      });
  return [...found].sort();
};

test("names are unique, and every mutant has its witness and its line in the table", () => {
  const names = mutants.map(({ name }) => name);
  expect(Object.keys(witnesses)).toEqual(names);
  expect(Object.keys(broken)).toEqual(names);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(mutants)("$name", ({ name, step: wrong, description }) => {
  const { given, event } = witnesses[name] ?? { given: e.dormant(), event: e.timer("RANDOM_WAIT") };

  test("differs from the true elector on its witness, under the same action name", () => {
    const [truth, lie] = [step, wrong].map((one) => one(given, { event, now: 2000 }));
    expect(lie).not.toEqual(truth);
    expect(lie?.action).toEqual(truth?.action);
    expect(description).toMatch(/\((1\.\d|E\d)/);
  });

  test("is as deaf as the true elector to what 1.3 ignores", () => {
    for (const state of [e.dormant(), e.scouting(), e.voted("S2"), e.candidate(), e.leader()])
      for (const kind of [
        "ElectionProposal",
        "ElectionResponse",
        "LeaderHeartbeat",
        "ScoutingResponse",
      ] as const) {
        const input = { event: e.message("S1", kind, 9), now: 2000 };
        expect(wrong(state, input)).toEqual(step(state, input));
      }
  });

  test(`breaks: ${(broken[name] ?? []).join(", ") || "no promise"}`, () => {
    expect(violations(wrong)).toEqual(broken[name]);
  });
});

test("counting repeated votes breaks a promise once votes repeat, which reliable links never do", () => {
  const wrong = mutants.find(({ name }) => name === "counts-repeated-votes")?.step ?? step;
  const after = wrong(e.candidate(["S1", "S2"]), {
    event: e.message("S2", "ElectionResponse", 5),
    now: 1,
  }).state;
  expect(after.role).toBe("Leader");
  expect(violatedByState(after)).toEqual(["SupportersSortedAndConfigured"]);
  expect(violatedByStep(e.candidate(["S1", "S2"]), after)).toEqual(["LeaderHadQuorum"]);
});
