import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { step } from "../elector/step.ts";
import type { ElectorEvent } from "../elector/types.ts";
import { channelKey, createWorld, deliver, electorOf, feed, serverNames } from "./world.ts";
import type { Fed, World } from "./world.ts";

const nodes = serverNames(3);
const wake: ElectorEvent = { kind: "timer", timer: "INITIAL_WAIT" };

describe("createWorld", () => {
  test("starts every elector as a follower, with its own term and quorum", () => {
    const world = createWorld({ nodes, terms: { S2: 4 }, quorum: { S3: 1 } });
    const shown = nodes
      .map((node) => electorOf(world, node))
      .map(({ role, reason, term, quorum, age }) => [role, reason, term, quorum, age]);
    expect(shown).toEqual([
      ["Follower", "STARTED", 0, 0, 1],
      ["Follower", "STARTED", 4, 0, 1],
      ["Follower", "STARTED", 0, 1, 1],
    ]);
  });

  test("has one empty channel for every ordered pair", () => {
    expect(createWorld({ nodes: ["A", "B"] }).channels).toEqual({ "A>B": [], "B>A": [] });
    expect(Object.keys(createWorld({ nodes }).channels)).toHaveLength(6);
    expect(createWorld({ nodes: ["S1"] }).channels).toEqual({});
  });
});

describe("feed and deliver", () => {
  const { world, sent } = feed(createWorld({ nodes }), "S1", { event: wake, now: 1, step });

  test("a broadcast goes to every peer, each with an id of its own", () => {
    const message = { kind: "ScoutingRequest", term: 1 };
    expect(sent).toEqual([
      { id: "S1.1", to: "S2", message },
      { id: "S1.2", to: "S3", message },
    ]);
    expect(world.channels[channelKey("S1", "S3")]).toEqual([{ id: "S1.2", message }]);
  });

  test("a delivery takes the oldest and puts the answer into the other direction", () => {
    const again = feed(world, "S1", { event: wake, now: 2, step }).world;
    const fed = deliver(again, { from: "S1", to: "S2", now: 3, step });
    expect(fed).toMatchObject({
      received: { id: "S1.1" },
      step: { action: { name: "ApplyScoutingRequestEvent", args: { i: "S2", j: "S1" } } },
      sent: [{ id: "S2.1", to: "S1" }],
    });
    expect(fed?.world.channels["S1>S2"]?.map(({ id }) => id)).toEqual(["S1.3"]);
    expect(fed?.world.channels["S2>S1"]?.map(({ id }) => id)).toEqual(["S2.1"]);
  });

  test("an empty channel delivers nothing", () => {
    expect(deliver(world, { from: "S2", to: "S1", now: 3, step })).toBeUndefined();
  });

  test("the step function is the caller's", () => {
    const deaf: typeof step = (state) => ({
      state,
      action: null,
      output: { stateChanged: false, message: null, destination: null, timer: null, cancelAllTimers: false },
    });
    const fed = deliver(world, { from: "S1", to: "S2", now: 3, step: deaf });
    expect(fed).toMatchObject({ step: { action: null }, sent: [] });
    expect(fed?.world.channels["S1>S2"]).toEqual([]);
  });

  test("a node of another world is a bug", () => {
    expect(() => feed(world, "S9", { event: wake, now: 1, step })).toThrow("no node S9");
  });
});

const frozen = <T>(value: T): T => {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

test("whatever happens in whatever order: ids are unique, each channel keeps its order, no world is changed", () => {
  const pair = fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 80 }), (pairs) => {
      let world: World = frozen(createWorld({ nodes }));
      const seen = new Set<string>();
      const arrived: Record<string, number> = {};
      pairs.forEach(([from, to], now) => {
        // A pair of one node twice means: its wait timer.
        const fed: Fed | undefined =
          from === to ? feed(world, to, { event: wake, now, step }) : deliver(world, { from, to, now, step });
        if (fed === undefined) return;
        for (const { id } of fed.sent) expect(seen.has(id)).toBe(false);
        fed.sent.forEach(({ id }) => seen.add(id));
        if (fed.received !== undefined) {
          const number = Number(fed.received.id.split(".")[1]);
          expect(number).toBeGreaterThan(arrived[channelKey(from, to)] ?? 0);
          arrived[channelKey(from, to)] = number;
        }
        world = frozen(fed.world);
      });
    }),
  );
});
