import { describe, expect, test } from "vitest";
import { violations } from "../cluster/cluster-invariants.ts";
import { randomScenario } from "../cluster/random-scenario.ts";
import { simulate } from "../cluster/simulation.ts";
import { serverNames } from "../cluster/world.ts";
import * as e from "../elector/examples.ts";
import { step } from "../elector/step.ts";
import type { ElectorEvent, ElectorState, StepFunction } from "../elector/types.ts";
import { faultMutants } from "./faults.ts";
import { mutants } from "./mutants.ts";

interface Expected {
  /** One input on which it goes wrong. */
  readonly given: ElectorState;
  readonly event: ElectorEvent;
  /** What it breaks in random fault schedules; the empty ones only a conformance check can tell. */
  readonly breaks: readonly string[];
}

const unavailable: ElectorEvent = { kind: "nodeUnavailable", node: "S2" };

const expected: Readonly<Record<string, Expected>> = {
  "leads-below-quorum": { given: e.leader(), event: unavailable, breaks: ["LeaderKeepsQuorum"] },
  "keeps-lost-supporters": {
    given: e.leader(),
    event: unavailable,
    breaks: ["OnlyConnectedNodesAreNamed"],
  },
  "keeps-lost-leader": {
    given: e.following("S2"),
    event: unavailable,
    breaks: ["OnlyConnectedNodesAreNamed"],
  },
  "keeps-lost-answers": { given: e.scouting({ S1: true, S2: true }), event: unavailable, breaks: [] },
  "keeps-lost-refusals": { given: e.scouting({ S1: true, S2: false }), event: unavailable, breaks: [] },
  "greets-nobody": { given: e.leader(), event: { kind: "nodeAvailable", node: "S2" }, breaks: [] },
  "forgets-term-at-start": {
    given: e.dormant({ term: 7 }),
    event: { kind: "start" },
    breaks: ["TermNeverGoesDown"],
  },
  "leaves-silently": { given: e.leader(), event: { kind: "stop" }, breaks: [] },
  "remembers-term-when-stopped": { given: e.leader(), event: { kind: "stop" }, breaks: [] },
  "obeys-raised-quorum-at-once": {
    given: e.leader(),
    event: { kind: "setQuorum", quorum: 4 },
    breaks: [],
  },
};

/** Quorums stay as they are: else the true elector, too, has two leaders in one term (1.8). */
const broken = (wrong: StepFunction): readonly string[] => {
  const found = new Set<string>();
  for (let seed = 1; seed <= 24; seed += 1) {
    const schedule = randomScenario({ nodes: serverNames(3 + (seed % 3)), seed, steps: 150, faults: true });
    const promised = (schedule.script ?? []).filter(
      ({ command }) => !["quorum", "force", "stop", "start"].includes(command.kind),
    );
    const sink = (transition: Parameters<typeof violations>[0]) => {
      for (const name of violations(transition)) found.add(name);
    };
    simulate({ ...schedule, script: promised, step: wrong, sink });
  }
  return [...found].sort();
};

test("names are unique among all mutants, and each has its line in the table", () => {
  const names = faultMutants.map(({ name }) => name);
  expect(Object.keys(expected)).toEqual(names);
  expect(new Set([...names, ...mutants.map(({ name }) => name)]).size).toBe(names.length + mutants.length);
});

describe.each(faultMutants)("$name", ({ name, step: wrong, description }) => {
  const { given, event, breaks } = expected[name] ?? { given: e.dormant(), event: unavailable, breaks: [] };

  test("differs from the true elector on its witness, under the same action name", () => {
    const [truth, lie] = [step, wrong].map((one) => one(given, { event, now: 2000 }));
    expect(lie).not.toEqual(truth);
    expect(lie?.action).toEqual(truth?.action);
    expect(description).toMatch(/\((1\.\d|E\d)/);
  });

  test("differs in nothing while there is no fault", () => {
    const schedule = randomScenario({ nodes: serverNames(3), seed: 5, steps: 300 });
    expect(simulate({ ...schedule, step: wrong })).toEqual(simulate(schedule));
  });

  test(`breaks under faults: ${breaks.join(", ") || "no promise"}`, () => {
    expect(broken(wrong)).toEqual(breaks);
  });
});

test("the true elector breaks nothing there", () => {
  expect(broken(step)).toEqual([]);
});
