import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { step as trueStep } from "../elector/step.ts";
import type { StepFunction } from "../elector/types.ts";
import { mutants } from "../mutants/mutants.ts";
import { violations } from "./cluster-invariants.ts";
import { randomScenario } from "./random-scenario.ts";
import type { ScriptCommand } from "./script.ts";
import { simulate } from "./simulation.ts";
import type { Schedule } from "./simulation-types.ts";
import type { Transition } from "./transition.ts";
import { serverNames } from "./world.ts";
import type { TermMemory } from "./world.ts";

// Thousands of random fault schedules. A failing one shrinks, command by command, and its seed is printed.

/** Runs of the property that promises most; the others have a quarter of it each. For a long night: ten times this. */
const RUNS = 1200;
const STEPS = 100;

/** On a busy machine; the runs take a tenth of it. */
const PATIENCE_MS = 120_000;

interface Kind {
  readonly memory: TermMemory;
  /** May the operator change quorums, and electors be stopped and started (E6)? */
  readonly unpromised: boolean;
}

const unpromised: readonly ScriptCommand["kind"][] = ["quorum", "force", "stop", "start"];

/** All or some of the commands of a random schedule: so it can shrink, and nothing need be mended. */
const schedules = ({ memory, unpromised: isAllowed }: Kind): fc.Arbitrary<Schedule> =>
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.nat({ max: 1_000_000 })).chain(([count, seed]) => {
    const whole = randomScenario({ nodes: serverNames(count), seed, steps: STEPS, faults: true, memory });
    const script = (whole.script ?? []).filter(
      ({ command }) => isAllowed || !unpromised.includes(command.kind),
    );
    const some = fc.oneof(fc.constant(script), fc.subarray([...script]));
    return some.map((chosen) => ({ ...whole, script: chosen }));
  });

const transitionsOf = (schedule: Schedule, step: StepFunction = trueStep): readonly Transition[] => {
  const transitions: Transition[] = [];
  simulate({ ...schedule, step, sink: (transition) => transitions.push(transition) });
  return transitions;
};

const violatedIn = (schedule: Schedule, step?: StepFunction): ReadonlySet<string> =>
  new Set(transitionsOf(schedule, step).flatMap(violations));

/** Promised only while quorums are equal and nothing is forgotten (1.6, 1.8, 1.9). */
const conditional: readonly string[] = ["OneLeaderPerTerm", "LeaderKeepsQuorum"];

describe("whatever breaks, the elector keeps its promises", () => {
  test(
    "all of them, one leader a term among them, when nothing is forgotten and quorums stay equal",
    () => {
      fc.assert(
        fc.property(schedules({ memory: "durable", unpromised: false }), (schedule) => {
          expect([...violatedIn(schedule)]).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE_MS,
  );

  test.each(["durable", "ledger", "volatile"] as const)(
    "all but two with other quorums, stops, and memory %s",
    (memory) => {
      fc.assert(
        fc.property(schedules({ memory, unpromised: true }), (schedule) => {
          const violated = [...violatedIn(schedule)].filter((name) => !conditional.includes(name));
          expect(violated).toEqual([]);
        }),
        { numRuns: RUNS / 4 },
      );
    },
    PATIENCE_MS,
  );

  test("the same schedule gives the same run, fault by fault", () => {
    fc.assert(
      fc.property(schedules({ memory: "ledger", unpromised: true }), (schedule) => {
        expect(transitionsOf(schedule)).toEqual(transitionsOf(schedule));
      }),
      { numRuns: 30 },
    );
  });
});

describe("the checks see what is wrong", () => {
  const found = (kind: Kind, step?: StepFunction): ReadonlySet<string> => {
    const names = new Set<string>();
    for (const schedule of fc.sample(schedules(kind), { numRuns: 150, seed: 4 }))
      for (const name of violatedIn(schedule, step)) names.add(name);
    return names;
  };

  test("quorums set at run time make two leaders of one term (1.8), and leaders without quorum (1.6)", () => {
    expect([...found({ memory: "durable", unpromised: true })].sort()).toEqual([...conditional].sort());
  });

  test.each([
    ["votes-twice", "OneVotePerTerm"],
    ["votes-in-the-past", "TermNeverGoesDown"],
    ["elected-by-too-few", "OneLeaderPerTerm"],
    ["keeps-supporters", "SupportersOnlyWhenStanding"],
  ])("the mutant %s is caught by %s", (name, invariant) => {
    const wrong = mutants.find((mutant) => mutant.name === name)?.step;
    expect(wrong).toBeDefined();
    expect([...found({ memory: "durable", unpromised: false }, wrong)]).toContain(invariant);
  });
});

describe("random fault schedules", () => {
  const seeds = Array.from({ length: 30 }, (_, index) => index + 1);

  test("are eventful: every kind of fault happens often", () => {
    const counts = new Map<string, number>();
    for (const count of [2, 3, 5, 7])
      for (const seed of seeds)
        for (const { action } of transitionsOf(
          randomScenario({ nodes: serverNames(count), seed, steps: 200, faults: true }),
        ))
          counts.set(action.name, (counts.get(action.name) ?? 0) + 1);
    for (const name of ["LinkDown", "Crash", "Start", "Stop", "SetQuorum", "ApplyNodeAvailable"])
      expect(counts.get(name), name).toBeGreaterThan(50);
  });

  test("without faults there are none", () => {
    for (const seed of seeds) {
      const { script } = randomScenario({ nodes: serverNames(3), seed, steps: 200 });
      expect(new Set(script?.map(({ command }) => command.kind))).toEqual(new Set(["pause"]));
    }
  });
});
