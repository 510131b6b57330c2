import { describe, expect, test } from "vitest";
import type { ElectorState } from "../elector/types.ts";
import { violatedByState, violatedByStep, violatedTogether } from "../elector/invariants.ts";
import type { Invariant } from "../elector/invariants.ts";
import { randomScenario } from "./random-scenario.ts";
import { begin, runUntil, simulate } from "./simulation.ts";
import type { SimulationOptions } from "./simulation-types.ts";
import { step } from "../elector/step.ts";
import { noSink } from "./transition.ts";
import type { Transition } from "./transition.ts";
import { electorOf, serverNames } from "./world.ts";

const record = (options: SimulationOptions) => {
  const transitions: Transition[] = [];
  const result = simulate({ ...options, sink: (transition) => transitions.push(transition) });
  return { result, transitions };
};

const random = (count: number, seed: number, steps = 200) =>
  randomScenario({ nodes: serverNames(count), seed, steps });

describe("determinism", () => {
  test.each([1, 2, 3, 5, 9])(
    "%d nodes: the same seed gives the same transitions, another seed others",
    (count) => {
      expect(record(random(count, 42))).toEqual(record(random(count, 42)));
      if (count > 1)
        expect(record(random(count, 42)).transitions).not.toEqual(record(random(count, 43)).transitions);
    },
  );

  test("going on from a kept simulation is the same as never stopping", () => {
    const schedule = { ...random(3, 5), until: { ms: 60000 } };
    const half = runUntil(begin(schedule), { ms: 21000 }, { step, sink: noSink });
    const whole = runUntil(half, { ms: 60000 }, { step, sink: noSink });
    const { world, now, events, steps } = whole;
    expect({ world, now, events, steps }).toEqual(simulate(schedule));
    expect(runUntil(half, { ms: 60000 }, { step, sink: noSink })).toEqual(whole);
  });
});

describe("limits", () => {
  const nodes = serverNames(3);
  test("ms: the clock stands at the limit", () => {
    expect(simulate({ nodes, seed: 1, until: { ms: 7999 } })).toMatchObject({ now: 7999, events: 0 });
    expect(simulate({ nodes, seed: 1, until: { ms: 8000 } })).toMatchObject({ now: 8000, events: 3 });
  });
  test("events and steps: exactly so many", () => {
    expect(simulate({ nodes, seed: 1, until: { events: 50 } }).events).toBe(50);
    const { result, transitions } = record({ nodes, seed: 1, until: { steps: 50 } });
    expect([result.steps, transitions.length]).toEqual([50, 50]);
  });
  test("a cluster asleep for ever ends", () => {
    const script = nodes.map((node) => ({ at: 0, command: { kind: "pause", node } as const }));
    expect(simulate({ nodes, seed: 1, script, until: { steps: 1 } })).toMatchObject({ steps: 0, now: 0 });
  });
});

describe("driver rules of 1.3", () => {
  const { transitions } = record({
    nodes: serverNames(3),
    seed: 2,
    until: { ms: 60000 },
    initialWaits: { S1: 1000 },
  });
  const at = (name: string, node = "S1") =>
    transitions.filter((one) => one.action.name === name && one.node === node).map((one) => one.at);

  test("a heartbeat at once, then one a period", () => {
    const elected =
      transitions.find(({ node, after }) => electorOf(after, node).role === "Leader")?.at ?? NaN;
    const beats = at("SendHeartbeat");
    expect(beats.length).toBeGreaterThan(20);
    expect(beats).toEqual(beats.map((_, index) => elected + 2000 * (index + 1)));
  });

  test("a one-node cluster waits for nothing", () => {
    const { transitions: alone } = record({
      nodes: ["S1"],
      seed: 1,
      until: { ms: 0 },
      initialWaits: { S1: 5 },
    });
    expect(alone.map(({ action, at }) => [action.name, at])).toEqual([
      ["RequestVote", 0],
      ["BecomeLeader", 0],
    ]);
  });

  test("an announced change cancels the timers before it: no scouting or election result fires later", () => {
    expect([...at("ScoutingTimeout"), ...at("ElectionTimeout"), ...at("BecomeLeader")]).toEqual([]);
  });

  test("a silent leader is given up 20 to 21 s after its last heartbeat (1.6)", () => {
    const script = [{ at: 10000, command: { kind: "pause", node: "S1" } as const }];
    const options = { nodes: serverNames(3), seed: 2, initialWaits: { S1: 1000 }, script };
    const lost = record({ ...options, until: { ms: 40000 } }).transitions;
    const given = lost.filter(({ action }) => action.name === "HeartbeatTimeout");
    expect(given.map(({ node }) => node).sort()).toEqual(["S2", "S3"]);
    for (const { node, before, at: when } of given) {
      const silence = when - electorOf(before, node).lastLeaderHeartbeat;
      expect(silence).toBeGreaterThanOrEqual(20000);
      expect(silence).toBeLessThan(21000);
    }
  });
});

describe("random schedules", () => {
  const seeds = Array.from({ length: 60 }, (_, index) => index + 1);
  const runs = [2, 3, 4, 5].flatMap((count) => seeds.map((seed) => record(random(count, seed)).transitions));

  test("keep every promise, alone and together", () => {
    const violated = new Set<Invariant>();
    for (const { node, before, after } of runs.flat()) {
      const state = electorOf(after, node);
      violatedByState(state).forEach((name) => violated.add(name));
      violatedByStep(electorOf(before, node), state).forEach((name) => violated.add(name));
      violatedTogether(Object.values(after.electors)).forEach((name) => violated.add(name));
    }
    expect([...violated]).toEqual([]);
  });

  test("are reliable: each message arrives once at most, in the order of its link", () => {
    for (const transitions of runs) {
      const numbers = new Map<string, number>();
      for (const { received, node } of transitions.filter((one) => one.received !== undefined)) {
        const [from = "", number = ""] = (received ?? "").split(".");
        expect(Number(number)).toBeGreaterThan(numbers.get(`${from}>${node}`) ?? 0);
        numbers.set(`${from}>${node}`, Number(number));
      }
    }
  });

  test("are eventful: every action but those of faults, and every change of role and leader that needs none", () => {
    const names = new Set(runs.flat().map(({ action }) => action.name));
    expect([...names].sort()).toEqual([
      "ApplyElectionProposalEvent",
      "ApplyElectionResponseEvent",
      "ApplyHeartbeatResponseEvent",
      "ApplyLeaderHeartbeatEvent",
      "ApplyLeadershipCessionEvent",
      "ApplyScoutingRequestEvent",
      "ApplyScoutingResponseEvent",
      "ElectionTimeout",
      "HeartbeatTimeout",
      "ScoutingTimeout",
      "SendHeartbeat",
      "StartScouting",
    ]);
    const turns = new Set(
      runs.flat().map(({ node, before, after }) => turn(electorOf(before, node), electorOf(after, node))),
    );
    for (const expected of [
      "Candidate > Leader NONE",
      "Candidate > Follower NONE",
      "Candidate > Follower QUORUM_NOT_ACHIEVED",
      "Candidate > Follower ELECTION_PREEMPTED",
      "Leader > Follower LEADER_PREEMPTED",
      "Leader > Follower NONE",
      "Follower > Follower LEADER_NO_HEARTBEAT",
    ])
      expect(turns).toContain(expected);
  });
});

const turn = (before: ElectorState, after: ElectorState): string =>
  `${before.role} > ${after.role} ${after.reason}`;
