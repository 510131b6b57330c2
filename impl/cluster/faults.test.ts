import { describe, expect, test } from "vitest";
import type { ScriptCommand, ScriptEntry } from "./script.ts";
import { simulate } from "./simulation.ts";
import type { Schedule } from "./simulation-types.ts";
import type { Transition } from "./transition.ts";
import { electorOf, serverNames } from "./world.ts";

// What the simulated driver does about faults: who notices what when, and when there is a new connection.

const settled = { nodes: serverNames(3), seed: 1, initialWaits: { S1: 1000 } } as const;

const play = (script: readonly ScriptEntry[], schedule: Partial<Schedule> = {}) => {
  const transitions: Transition[] = [];
  const sink = (transition: Transition) => transitions.push(transition);
  const result = simulate({ ...settled, until: { ms: 60000 }, ...schedule, script, sink });
  const at = (name: string, node: string, peer?: string) =>
    transitions
      .filter(({ action }) => action.name === name && action.args.i === node && action.args.j === peer)
      .map((transition) => transition.at);
  return { ...result, transitions, at };
};
const on = (at: number, command: ScriptCommand): ScriptEntry => ({ at, command });
const both = [
  { from: "S1", to: "S2" },
  { from: "S2", to: "S1" },
];
const cut = (notice: { min: number; max: number } | null): ScriptCommand => ({
  kind: "cut",
  links: both,
  notice,
});
const heal: ScriptCommand = { kind: "heal", links: both };
const within = (times: readonly number[], min: number, max: number) => {
  expect(times).toHaveLength(1);
  expect(times[0]).toBeGreaterThanOrEqual(min);
  expect(times[0]).toBeLessThanOrEqual(max);
};

describe("a cut", () => {
  test("is noticed at each end in its own time, and lasts until healed", () => {
    const { at, world } = play([on(5000, cut({ min: 100, max: 900 }))]);
    within(at("ApplyNodeUnavailable", "S1", "S2"), 5100, 5900);
    within(at("ApplyNodeUnavailable", "S2", "S1"), 5100, 5900);
    expect([...at("ApplyNodeAvailable", "S1", "S2"), ...at("ApplyNodeAvailable", "S2", "S1")]).toEqual([]);
    expect(world.connected["S1"]).toEqual(["S3"]);
  });

  test("unnoticed is noticed when it is healed, at both ends, before there is a new connection", () => {
    const { at } = play([on(5000, cut(null)), on(9000, heal)]);
    expect([at("ApplyNodeUnavailable", "S1", "S2"), at("ApplyNodeUnavailable", "S2", "S1")]).toEqual([
      [9000],
      [9000],
    ]);
    within(at("ApplyNodeAvailable", "S1", "S2"), 9005, 9050);
    within(at("ApplyNodeAvailable", "S2", "S1"), 9005, 9050);
  });

  test("to be noticed late is noticed by the healing, and only once", () => {
    const { at, world } = play([on(5000, cut({ min: 20000, max: 20000 })), on(6000, heal)]);
    expect(at("ApplyNodeUnavailable", "S1", "S2")).toEqual([6000]);
    expect(world.connected["S1"]).toEqual(["S2", "S3"]);
  });

  test("of one direction keeps both ends apart once noticed, until that direction is healed", () => {
    const one: ScriptCommand = { kind: "cut", links: both.slice(0, 1), notice: { min: 1, max: 1 } };
    const wrong: ScriptCommand = { kind: "cut", links: both.slice(1), notice: null };
    const half: ScriptCommand = { kind: "heal", links: both.slice(1) };
    const { at } = play([on(5000, one), on(5000, wrong), on(7000, half), on(9000, heal)]);
    within(at("ApplyNodeAvailable", "S1", "S2"), 9005, 9050);
  });

  test("before the new connection is up at both ends: they begin once more", () => {
    const again = { min: 1, max: 1 };
    const { at, world } = play([
      on(5000, { kind: "disconnect", link: { from: "S1", to: "S2" }, notice: again }),
      on(5020, cut(again)),
      on(6000, heal),
    ]);
    expect(world.connected).toMatchObject({ S1: ["S2", "S3"], S2: ["S1", "S3"] });
    expect(at("ApplyNodeAvailable", "S1", "S2").at(-1)).toBeGreaterThan(6000);
  });
});

describe("a reset connection", () => {
  test("is back by itself when both ends have noticed", () => {
    const notice = { min: 50, max: 800 };
    const { at } = play([on(5000, { kind: "disconnect", link: { from: "S2", to: "S3" }, notice })]);
    const gone = [...at("ApplyNodeUnavailable", "S2", "S3"), ...at("ApplyNodeUnavailable", "S3", "S2")];
    const back = [...at("ApplyNodeAvailable", "S2", "S3"), ...at("ApplyNodeAvailable", "S3", "S2")];
    expect([gone.length, back.length]).toEqual([2, 2]);
    expect(Math.min(...back)).toBeGreaterThanOrEqual(Math.max(...gone) + 5);
  });

  test("a paused end notices when it wakes", () => {
    const { at } = play([
      on(5000, { kind: "pause", node: "S2", forMs: 3000 }),
      on(5000, { kind: "disconnect", link: { from: "S1", to: "S2" }, notice: { min: 10, max: 10 } }),
    ]);
    expect(at("ApplyNodeUnavailable", "S1", "S2")).toEqual([5010]);
    expect(at("ApplyNodeUnavailable", "S2", "S1")).toEqual([8000]);
  });
});

describe("a crash", () => {
  const crash = (notice: { min: number; max: number } | null): ScriptCommand => ({
    kind: "crash",
    node: "S2",
    notice,
  });
  const restart: ScriptCommand = { kind: "restart", node: "S2" };

  test("is noticed by the peers; the node does nothing until it is restarted, and then waits anew", () => {
    const { at, transitions } = play([on(5000, crash({ min: 10, max: 90 })), on(9000, restart)]);
    within(at("ApplyNodeUnavailable", "S1", "S2"), 5010, 5090);
    within(at("ApplyNodeUnavailable", "S3", "S2"), 5010, 5090);
    const own = transitions.filter(({ node }) => node === "S2").map(({ at: when }) => when);
    expect(own.filter((when) => when > 5000 && when < 9000)).toEqual([]);
    within(at("ApplyNodeAvailable", "S2", "S1"), 9005, 9050);
  });

  test("unnoticed is noticed when the node is back, however late", () => {
    const { at, world } = play([on(5000, crash(null)), on(40000, restart)]);
    expect(at("ApplyNodeUnavailable", "S1", "S2")).toEqual([40000]);
    expect(electorOf(world, "S2").leaderId).toBe("S1");
  });

  test("restarted before it is noticed: noticed at once, once", () => {
    const { at, world } = play([on(5000, crash({ min: 9000, max: 9000 })), on(5001, restart)]);
    expect(at("ApplyNodeUnavailable", "S1", "S2")).toEqual([5001]);
    expect(world.connected["S1"]).toEqual(["S2", "S3"]);
  });

  test("behind a cut neither crash nor restart shows", () => {
    const { at } = play([on(5000, cut(null)), on(5000, crash({ min: 1, max: 1 })), on(6000, restart)]);
    expect(at("ApplyNodeUnavailable", "S1", "S2")).toEqual([]);
    expect(at("ApplyNodeUnavailable", "S3", "S2")).toEqual([5001]);
  });

  test("ends the pause of the process", () => {
    const { world } = play([
      on(5000, { kind: "pause", node: "S2" }),
      on(5000, crash({ min: 1, max: 1 })),
      on(6000, restart),
    ]);
    expect(electorOf(world, "S2")).toMatchObject({ role: "Follower", leaderId: "S1" });
  });

  test.each([
    [undefined, 17000],
    [{ S2: 500 }, 9500],
  ])("the new process waits as it is told to (%j)", (waits, at) => {
    const { transitions } = play(
      [on(2000, crash(null)), on(9000, restart), on(2000, { kind: "crash", node: "S1", notice: null })],
      {
        initialWaits: { S1: 60000, S3: 60000, ...waits },
      },
    );
    const scouting = transitions.filter(
      ({ node, action }) => node === "S2" && action.name === "StartScouting",
    );
    expect(scouting.map((one) => one.at).find((when) => when > 9000)).toBe(at);
  });
});

test("a skewed clock: timers that are running are moved, new ones are shorter, and patience is by the own clock", () => {
  const skew = (factor: number): ScriptCommand => ({ kind: "skew", node: "S1", factor });
  const { at } = play([on(5000, skew(2)), on(11000, skew(0.5))], { until: { ms: 30000 } });
  const beats = at("SendHeartbeat", "S1");
  const gaps = beats.map((beat, index) => beat - (beats[index - 1] ?? 0));
  expect(gaps.slice(3, 6)).toEqual([1000, 1000, 1000]);
  expect(gaps.slice(-3)).toEqual([4000, 4000, 4000]);
});

test("what a leader writes to a peer that is not up yet arrives when it is", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { world } = play(
      [on(5000, { kind: "disconnect", link: { from: "S1", to: "S2" }, notice: { min: 1, max: 1 } })],
      { seed, until: { ms: 5100 } },
    );
    expect(electorOf(world, "S2").leaderId).toBe("S1");
    expect(electorOf(world, "S1").supporters).toEqual(["S1", "S2", "S3"]);
  }
});

test("force: everybody follows the chosen node, and its quorum stays 1 until it is set", () => {
  const { world } = play([on(5000, { kind: "force", node: "S3" })]);
  expect(Object.values(world.electors).map(({ quorum }) => quorum)).toEqual([99, 99, 1]);
  expect(electorOf(world, "S3").role).toBe("Leader");
  expect(electorOf(world, "S2").leaderId).toBe("S3");
});
