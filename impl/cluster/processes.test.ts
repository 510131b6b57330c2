import { describe, expect, test } from "vitest";
import { step } from "../elector/step.ts";
import type { ElectorEvent } from "../elector/types.ts";
import { crash, setQuorum, start, stop, survivingTerms } from "./processes.ts";
import { createWorld, electorOf, feed, isCrashed } from "./world.ts";
import type { TermMemory, World } from "./world.ts";

const stepping = { now: 5, step };
const wake: ElectorEvent = { kind: "timer", timer: "INITIAL_WAIT" };

const begin = (memory: TermMemory = "durable"): World =>
  createWorld({ nodes: ["S1", "S2", "S3"], memory, quorum: 1, terms: { S1: 4 } });
const after = (outcome: { readonly world: World } | undefined): World => {
  if (outcome === undefined) throw new Error("the guard is false");
  return outcome.world;
};
/** S1, with quorum 1, stands for term 5. */
const standing = (memory?: TermMemory): World =>
  feed(begin(memory), "S1", { event: wake, ...stepping }).world;

describe("Crash", () => {
  test("everything but the remembered term is gone, the quorum is the configured one", () => {
    const world = after(crash(after(setQuorum(standing(), "S1", { quorum: 3, ...stepping })), "S1"));
    const fresh = createWorld({ nodes: ["S1", "S2", "S3"], quorum: 1, terms: { S1: 5 } });
    expect(electorOf(world, "S1")).toEqual({
      ...electorOf(fresh, "S1"),
      role: "Dormant",
      reason: "NONE",
      age: 0,
    });
    expect(world.crashed).toEqual(["S1"]);
    expect(world.connected).toEqual({ S1: [], S2: ["S1", "S3"], S3: ["S1", "S2"] });
  });

  test("what it wrote still arrives; what was written to it does not", () => {
    const written = feed(standing(), "S2", { event: wake, ...stepping }).world;
    const world = after(crash(written, "S1"));
    expect(world.channels["S1>S2"]).toHaveLength(1);
    expect(world.channels["S2>S1"]).toEqual([]);
    expect(world.links).toMatchObject({ "S1>S2": true, "S2>S1": false, "S3>S1": false, "S2>S3": true });
  });

  test("once, but also of a stopped node", () => {
    expect(crash(after(crash(begin(), "S1")), "S1")).toBeUndefined();
    expect(crash(after(stop(begin(), "S1", stepping)), "S1")).toBeDefined();
  });

  test("a crashed node handles nothing but a start", () => {
    const world = after(crash(begin(), "S1"));
    expect(feed(world, "S1", { event: wake, ...stepping })).toMatchObject({ action: null, sent: [] });
    expect(feed(world, "S1", { event: { kind: "start" }, ...stepping }).action).toBeNull();
    expect(setQuorum(world, "S1", { quorum: 2, ...stepping })).toBeUndefined();
    expect(stop(world, "S1", stepping)).toBeUndefined();
  });
});

describe("what is left of a term (1.9)", () => {
  test.each([
    ["durable", { min: 5, max: 5 }],
    ["ledger", { min: 4, max: 5 }],
    ["volatile", { min: 0, max: 0 }],
  ] as const)("%s", (memory, terms) => {
    expect(survivingTerms(standing(memory), "S1")).toEqual(terms);
    const world = after(crash(standing(memory), "S1"));
    expect(electorOf(world, "S1").term).toBe(terms.max);
    expect(world.durableTerms["S1"]).toBe(terms.max);
  });

  test("another term cannot be left", () => {
    expect(crash(standing("ledger"), "S1", { term: 4 })).toBeDefined();
    for (const term of [3, 6, 4.5, -1])
      expect(crash(standing("ledger"), "S1", { term }), String(term)).toBeUndefined();
    expect(crash(standing("durable"), "S1", { term: 4 })).toBeUndefined();
  });

  test("never less than an earlier crash has left", () => {
    const once = after(start(after(crash(standing("ledger"), "S1", { term: 5 })), "S1", stepping));
    expect(survivingTerms(once, "S1")).toEqual({ min: 5, max: 5 });
  });

  test("a stop forgets the term, the disk does not (E6)", () => {
    const world = after(stop(standing(), "S1", stepping));
    expect(electorOf(world, "S1").term).toBe(0);
    expect(electorOf(after(crash(world, "S1")), "S1").term).toBe(5);
  });
});

describe("Start and Stop", () => {
  test("a crashed node starts with the term it remembers, connected to nobody", () => {
    const fed = start(after(crash(standing(), "S1")), "S1", stepping);
    expect(fed?.action).toEqual({ name: "Start", args: { i: "S1" } });
    const world = after(fed);
    expect(electorOf(world, "S1")).toMatchObject({ role: "Follower", reason: "STARTED", term: 5 });
    expect(isCrashed(world, "S1")).toBe(false);
    expect(world.connected["S1"]).toEqual([]);
  });

  test("a stopped one starts with term 0 (E6), and is connected all the time", () => {
    const stopped = stop(standing(), "S1", stepping);
    expect(stopped?.sent.map(({ message }) => message.kind)).toEqual(["NodeStatus", "NodeStatus"]);
    const world = after(stopped);
    expect(electorOf(world, "S1").role).toBe("Dormant");
    expect(isCrashed(world, "S1")).toBe(false);
    expect(world.connected).toEqual(begin().connected);
    expect(electorOf(after(start(world, "S1", stepping)), "S1").term).toBe(0);
  });

  test("not what is running, and not what is not", () => {
    expect(start(begin(), "S1", stepping)).toBeUndefined();
    expect(stop(after(stop(begin(), "S1", stepping)), "S1", stepping)).toBeUndefined();
  });
});

describe("SetQuorum", () => {
  test("one that is set already, or is none, is no change", () => {
    expect(setQuorum(begin(), "S1", { quorum: 1, ...stepping })).toBeUndefined();
    expect(setQuorum(begin(), "S1", { quorum: -1, ...stepping })).toBeUndefined();
    const world = after(setQuorum(begin(), "S1", { quorum: 99, ...stepping }));
    expect(electorOf(world, "S1").quorum).toBe(99);
  });

  test("also at a stopped elector: the quorum is its process's (1.8)", () => {
    const stopped = after(stop(begin(), "S1", stepping));
    expect(setQuorum(stopped, "S1", { quorum: 2, ...stepping })?.action?.args).toEqual({
      i: "S1",
      quorum: 2,
    });
  });
});
