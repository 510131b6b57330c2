import { expect, test } from "vitest";
import * as e from "../elector/examples.ts";
import { step } from "../elector/step.ts";
import { violatedByTransition, violatedByWorld, violations } from "./cluster-invariants.ts";
import type { TransitionInvariant, WorldInvariant } from "./cluster-invariants.ts";
import { crash } from "./processes.ts";
import type { Transition } from "./transition.ts";
import { createWorld, feed } from "./world.ts";
import type { World } from "./world.ts";

const begin = createWorld({ nodes: ["S1", "S2", "S3", "S4"] });
const crashed = crash(begin, "S1")?.world ?? begin;
const flying = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, message: { kind: "LeaderHeartbeat" as const, term: 1 } }));

// Each invariant is itself tried: a world, or a transition, that breaks it and nothing else.

const brokenWorlds: readonly (readonly [WorldInvariant, World])[] = [
  [
    "DeadChannelsAreEmpty",
    {
      ...begin,
      links: { ...begin.links, "S1>S2": false },
      channels: { ...begin.channels, "S1>S2": flying("S1.1") },
    },
  ],
  ["ChannelsKeepTheirOrder", { ...begin, channels: { ...begin.channels, "S1>S2": flying("S1.10", "S1.9") } }],
  ["CrashedHearNothing", { ...crashed, links: { ...crashed.links, "S2>S1": true } }],
  ["CrashedHaveNoConnection", { ...crashed, connected: { ...crashed.connected, S1: ["S2"] } }],
  ["CrashedDoNothing", { ...crashed, electors: { ...crashed.electors, S1: e.follower() } }],
  [
    "OnlyConnectedNodesAreNamed",
    {
      ...begin,
      electors: { ...begin.electors, S1: e.following("S2") },
      connected: { ...begin.connected, S1: ["S3"] },
    },
  ],
];

test.each(brokenWorlds)("%s", (name, world) => {
  expect(violatedByWorld(world)).toEqual([name]);
});

const scouting = (): Transition => {
  const event = { kind: "timer", timer: "INITIAL_WAIT" } as const;
  const { world, action, sent } = feed(begin, "S1", { event, now: 1, step });
  if (action === null) throw new Error("scouting is an action");
  return { node: "S1", action, before: begin, after: world, sent: sent.map(({ id }) => id), at: 1 };
};
const dying: Transition = {
  node: "S1",
  action: { name: "Crash", args: { i: "S1" } },
  before: begin,
  after: crashed,
  sent: [],
  at: 1,
};

const brokenTransitions: readonly (readonly [TransitionInvariant, Transition])[] = [
  [
    "OnlyTheActorChanges",
    { ...scouting(), after: { ...scouting().after, electors: { ...begin.electors, S2: e.follower() } } },
  ],
  ["SentIsInFlight", { ...scouting(), sent: ["S1.1", "S1.99"] }],
  [
    "CrashLeavesASurvivingTerm",
    { ...dying, after: { ...crashed, electors: { ...crashed.electors, S1: e.dormant({ term: 3 }) } } },
  ],
];

test.each(brokenTransitions)("%s", (name, transition) => {
  expect(violatedByTransition(transition)).toEqual([name]);
});

test("what is right breaks nothing", () => {
  expect([begin, crashed].flatMap(violatedByWorld)).toEqual([]);
  expect([scouting(), dying].flatMap(violations)).toEqual([]);
});
