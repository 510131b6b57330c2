import { describe, expect, test } from "vitest";
import { step } from "../elector/step.ts";
import type { ElectorEvent } from "../elector/types.ts";
import { available, isBroken, linkDown, mayConnect, unavailable } from "./connections.ts";
import { crash } from "./processes.ts";
import { createWorld, deliver, electorOf, feed, isConnected, isUp } from "./world.ts";
import type { World } from "./world.ts";

const stepping = { now: 5, step };
const begin = createWorld({ nodes: ["S1", "S2", "S3"] });
const wake: ElectorEvent = { kind: "timer", timer: "INITIAL_WAIT" };
/** S1 has scouted: one message to S2, one to S3. */
const scouted = feed(begin, "S1", { event: wake, ...stepping }).world;

/** A world in which a fault was possible. */
const after = (outcome: { readonly world: World } | undefined): World => {
  if (outcome === undefined) throw new Error("the guard is false");
  return outcome.world;
};
const lost = (world: World, node: string, peer: string): World =>
  after(unavailable(world, { node, peer }, stepping));
const got = (world: World, node: string, peer: string): World =>
  after(available(world, { node, peer }, stepping));
const apart = lost(lost(begin, "S1", "S2"), "S2", "S1");

describe("LinkDown: a direction dies, and nobody notices", () => {
  const outcome = linkDown(scouted, "S1", "S2");
  const world = after(outcome);

  test("what is in flight in it is lost, and no elector is asked", () => {
    expect(outcome?.action).toEqual({ name: "LinkDown", args: { i: "S1", j: "S2" } });
    expect(world.channels["S1>S2"]).toEqual([]);
    expect(world.channels["S1>S3"]).toHaveLength(1);
    expect(world.electors).toBe(scouted.electors);
    expect(world.connected).toBe(scouted.connected);
  });

  test("what is written later is lost too, and needs no number", () => {
    const { sent } = feed(world, "S1", { event: wake, ...stepping });
    expect(sent.map(({ id, to }) => [id, to])).toEqual([["S1.3", "S3"]]);
  });

  test("the other direction lives, and the connection is known to be broken to nobody but us", () => {
    expect(isUp(world, "S2", "S1")).toBe(true);
    expect(isBroken(world, { node: "S1", peer: "S2" })).toBe(true);
    expect(isBroken(world, { node: "S2", peer: "S1" })).toBe(true);
    expect(isBroken(world, { node: "S1", peer: "S3" })).toBe(false);
  });

  test("only once", () => {
    expect(linkDown(world, "S1", "S2")).toBeUndefined();
  });
});

describe("NODE_UNAVAILABLE at one end", () => {
  test("it reads no more; what it wrote still arrives", () => {
    const world = lost(scouted, "S1", "S2");
    expect(isConnected(world, "S1", "S2")).toBe(false);
    expect(isConnected(world, "S2", "S1")).toBe(true);
    expect(deliver(world, { from: "S1", to: "S2", ...stepping })?.sent).toEqual([]);
    expect(isUp(world, "S2", "S1")).toBe(false);
  });

  test("what was on its way to it is lost", () => {
    const world = lost(scouted, "S2", "S1");
    expect(world.channels["S1>S2"]).toEqual([]);
    expect(deliver(world, { from: "S1", to: "S2", ...stepping })).toBeUndefined();
  });

  test("once, and of a peer it has", () => {
    expect(unavailable(lost(begin, "S1", "S2"), { node: "S1", peer: "S2" }, stepping)).toBeUndefined();
    expect(unavailable(begin, { node: "S1", peer: "S1" }, stepping)).toBeUndefined();
    expect(unavailable(after(crash(begin, "S1")), { node: "S1", peer: "S2" }, stepping)).toBeUndefined();
  });

  test("is an event of the elector", () => {
    const fed = unavailable(begin, { node: "S1", peer: "S2" }, stepping);
    expect(fed?.action).toEqual({ name: "ApplyNodeUnavailable", args: { i: "S1", j: "S2" } });
    expect(fed?.action).toBe(fed?.step.action);
  });
});

describe("NODE_AVAILABLE", () => {
  test("not while there is a connection, nor before both ends have lost the old one", () => {
    expect(mayConnect(begin, { node: "S1", peer: "S2" })).toBe(false);
    expect(mayConnect(lost(begin, "S1", "S2"), { node: "S1", peer: "S2" })).toBe(false);
    expect(mayConnect(apart, { node: "S1", peer: "S2" })).toBe(true);
    expect(mayConnect(apart, { node: "S1", peer: "S1" })).toBe(false);
  });

  test("the first end opens both directions, the second joins", () => {
    const opened = got(apart, "S2", "S1");
    expect([isUp(opened, "S1", "S2"), isUp(opened, "S2", "S1")]).toEqual([true, true]);
    expect(isConnected(opened, "S1", "S2")).toBe(false);
    const joined = got(opened, "S1", "S2");
    expect(joined.connected).toEqual(begin.connected);
    expect(joined.links).toEqual(begin.links);
  });

  test("nothing of the old connection arrives on the new one", () => {
    const left = lost(lost(scouted, "S2", "S1"), "S1", "S2");
    expect(got(left, "S1", "S2").channels).toMatchObject({ "S1>S2": [], "S2>S1": [] });
  });

  test("what the first writes waits for the second", () => {
    const opened = got(apart, "S1", "S2");
    const written = feed(opened, "S1", { event: wake, ...stepping }).world;
    expect(written.channels["S1>S2"]).toHaveLength(1);
    expect(deliver(written, { from: "S1", to: "S2", ...stepping })).toBeUndefined();
    const joined = got(written, "S2", "S1");
    expect(deliver(joined, { from: "S1", to: "S2", ...stepping })?.sent).toHaveLength(1);
  });

  test("not when the new one is dead already, or its first end is gone again", () => {
    const opened = got(apart, "S1", "S2");
    const dead = after(linkDown(opened, "S1", "S2"));
    expect(mayConnect(dead, { node: "S2", peer: "S1" })).toBe(false);
    const alone = lost(opened, "S1", "S2");
    expect(mayConnect(alone, { node: "S2", peer: "S1" })).toBe(true);
  });

  test("not with a crashed node", () => {
    const gone = after(crash(begin, "S2"));
    expect(mayConnect(lost(gone, "S1", "S2"), { node: "S1", peer: "S2" })).toBe(false);
    expect(mayConnect(lost(gone, "S1", "S2"), { node: "S2", peer: "S1" })).toBe(false);
  });

  test("a leader shows itself (1.5)", () => {
    const leader = { ...electorOf(apart, "S1"), role: "Leader", term: 1, leaderId: "S1" } as const;
    const led = { ...apart, electors: { ...apart.electors, S1: { ...leader, supporters: ["S1"] } } };
    const fed = available(led, { node: "S1", peer: "S2" }, stepping);
    expect(fed?.sent).toEqual([{ id: "S1.1", to: "S2", message: { kind: "LeaderHeartbeat", term: 1 } }]);
  });
});
