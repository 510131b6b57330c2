import { describe, expect, test, vi } from "vitest";
import { step as trueStep } from "../../../impl/elector/step.ts";
import type { ElectorState, ElectorStep, Reason, StepFunction } from "../../../impl/elector/types.ts";
import { everyMutant } from "../../../impl/mutants/mutants.ts";
import { timingMutants } from "../../../impl/mutants/timing.ts";
import { drawInteger, seeded } from "../../../impl/cluster/prng.ts";
import { fn, int, model, type TlaValue } from "../../tla/value.ts";
import type { SpecAction, SpecState } from "../../replay/driver.ts";
import { electionDriver } from "./driver.ts";
import { INPUTS } from "./inputs.ts";

// Many steps on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const SERVERS = ["S1", "S2", "S3"];

const start: SpecState = new Map([
  ["currentTerm", fn(SERVERS.map((name) => [model(name), int(0)]))],
  ["quorumSetting", fn(SERVERS.map((name) => [model(name), int(0)]))],
]);

/** Everything that can be asked of three servers, timers and arrivals more often than faults. */
const asks: readonly SpecAction[] = Object.keys(INPUTS).flatMap((action) =>
  SERVERS.flatMap((i) =>
    SERVERS.filter((j) => j !== i).flatMap((j): readonly SpecAction[] => {
      const args: Record<string, TlaValue> = { i: model(i), j: model(j), quorum: int(j === "S1" ? 0 : 1) };
      const often = action.startsWith("Apply") && action.endsWith("Event") ? 12 : 1;
      return Array.from({ length: often }, () => ({ action, args }));
    }),
  ),
);

/** What is broken first on a random way of some steps; null when nothing is. */
const firstBroken = (step: StepFunction, seed: number, steps = 150): string | null => {
  const driver = electionDriver(step);
  let [world, random] = [driver.initial(start), seeded(seed)];
  for (let taken = 0; taken < steps;) {
    const drawn = drawInteger(random, { min: 0, max: asks.length - 1 });
    random = drawn.random;
    const ask = asks[drawn.value];
    if (ask === undefined) continue;
    const performed = driver.perform(world, { ...ask, before: start });
    if (performed.kind === "refused") continue;
    taken += 1;
    world = performed.world;
    const [broken] = driver.promises?.(world) ?? [];
    if (broken !== undefined) return `${performed.action}: ${broken}`;
  }
  return null;
};

const firstOf = (step: StepFunction): string | null => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const broken = firstBroken(step, seed);
    if (broken !== null) return broken;
  }
  return null;
};

/** The promise that each of them breaks, wherever it is broken first. */
const BROKEN: Readonly<Record<string, RegExp>> = {
  "leaves-timers-running": /: S\d: a .* whose .* was not cancelled \(1\.3, 1\.5\)$/,
  "never-checks-leader": /: S\d: a Follower of somebody without HEARTBEAT_CHECK \(1\.5\)$/,
  "broadcasts-once": /: S\d: a Leader without HEARTBEAT_BROADCAST \(1\.5\)$/,
  "never-counts-out-election": /: S\d: a Candidate without ELECTION_RESULT \(1\.5\)$/,
  "scouts-without-end":
    /^StartScouting: S\d: a Follower without SCOUTING_RESULT or INITIAL_WAIT or RANDOM_WAIT/,
  "never-tries-again": /: S\d: a Follower without INITIAL_WAIT or RANDOM_WAIT \(1\.5\)$/,
  "gives-up-at-first-check": /: S\d: gives S\d up before it has been silent for the interval \(1\.6\)$/,
  "waits-for-ever": /: S\d: does not give S\d up after the interval \(1\.6\)$/,
  "waits-twice-as-long": /: S\d: does not give S\d up after the interval \(1\.6\)$/,
  "loses-leader-quietly":
    /: S\d: the layer above believes it Follower of leader S\d in term \d+, it is .* Nil/,
  "forgets-to-stamp": /^ApplyLeaderHeartbeatEvent: S\d: gives S\d up before it has been silent/,
};

describe("what is watched beside the spec", () => {
  test("the true elector keeps every promise on random ways with every fault", () => {
    expect(firstOf(trueStep)).toBeNull();
  });

  test("every bug of timing breaks one, and has its line here", () => {
    expect(Object.keys(BROKEN)).toEqual([...timingMutants.map(({ name }) => name), "forgets-to-stamp"]);
  });

  test.each(Object.entries(BROKEN))("%s", (name, promise) => {
    const wrong = everyMutant.find((mutant) => mutant.name === name)?.step ?? trueStep;
    expect(firstOf(wrong)).toMatch(promise);
  });

  /** The true elector with another end of some steps. */
  const bent =
    (bend: (taken: ElectorStep, before: ElectorState) => Partial<ElectorStep> | null): StepFunction =>
    (state, input) => {
      const taken = trueStep(state, input);
      return { ...taken, ...bend(taken, state) };
    };
  const withReason = ({ state }: ElectorStep, reason: Reason) => ({ state: { ...state, reason } });

  test.each<[string, StepFunction, RegExp]>([
    [
      "a vote that is announced",
      bent(({ state, action, output }) =>
        action?.name === "ApplyElectionProposalEvent" && output.message !== null && !output.stateChanged
          ? { state: { ...state, age: state.age + 1 }, output: { ...output, stateChanged: true } }
          : null,
      ),
      /^ApplyElectionProposalEvent: S\d: tells the layer above what it knows already \(1\.2\)$/,
    ],
    [
      "an age that is not counted",
      bent(({ state }) => ({ state: { ...state, age: 1 } })),
      /: S\d: its age is 1 after \d+ changes that were told \(1\.2\)$/,
    ],
    [
      "a scout that keeps the reason of what it lost",
      bent((taken, { reason }) =>
        taken.action?.name === "StartScouting" ? withReason(taken, reason) : null,
      ),
      /^StartScouting: S\d: gives [A-Z_]+ as the reason, it is NONE \(1\.1, 1\.5\)$/,
    ],
    [
      "a preempted leader that says that it lost its quorum",
      bent((taken) =>
        taken.state.reason === "LEADER_PREEMPTED" ? withReason(taken, "QUORUM_NOT_ACHIEVED") : null,
      ),
      /Response.*: S\d: gives QUORUM_NOT_ACHIEVED as the reason, it is LEADER_PREEMPTED \(1\.1, 1\.5\)$/,
    ],
  ])("finds %s", (_, wrong, promise) => {
    expect(firstOf(wrong)).toMatch(promise);
  });
});
