import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Transition } from "../transition.ts";
import { describeRun } from "./describe-run.ts";
import { runScenario } from "./run.ts";
import type { ScenarioOptions, ScenarioRun } from "./run.ts";

// Every scenario with its expected run beside it. To rewrite the expected ones: UPDATE_GOLDEN=1, then read the diff.

const folder = new URL("../scenarios/", import.meta.url);
const scenarios = readdirSync(folder).filter((name) => name.endsWith(".scenario"));
const textOf = (name: string): string => readFileSync(new URL(name, folder), "utf8");

const played = (text: string, options?: ScenarioOptions): ScenarioRun => {
  const run = runScenario({ text, file: "test.scenario" }, options);
  if (!run.ok) throw new Error(JSON.stringify(run.problems));
  return run.value;
};

describe.each(scenarios)("%s", (name) => {
  const golden = name.replace(".scenario", ".expected");
  const run = played(textOf(name));

  test("meets its expectations", () => {
    expect(run.expectations.filter(({ met }) => !met)).toEqual([]);
  });

  test("runs as written down", () => {
    const text = describeRun(run);
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(new URL(golden, folder), text);
    expect(text).toBe(textOf(golden));
  });
});

test("there is something to play, and nothing expected that is not played", () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(8);
  const expected = readdirSync(folder).filter((name) => name.endsWith(".expected"));
  expect(expected.map((name) => name.replace(".expected", ".scenario"))).toEqual(scenarios);
});

describe("a run", () => {
  const text = textOf("three-nodes.scenario");

  test("hands every transition to the sink", () => {
    const heard: Transition[] = [];
    const { transitions } = played(text, { sink: (transition) => heard.push(transition) });
    expect(heard.length).toBeGreaterThan(50);
    expect(heard).toEqual(transitions);
  });

  test("tells which expectation is not met, and what was found instead", () => {
    const { expectations } = played(
      "nodes 3\nwait S1 500\nrun 1000\nexpect leader S2\nexpect leader S1 term 2\nexpect leader none\n" +
        "expect S2 role Follower leader S1 term 2\nexpect happened S1 HeartbeatTimeout\nexpect happened S1 LEADER_PREEMPTED\n",
    );
    const leads = "leader S1 term 1";
    expect(expectations.map(({ line, met, found }) => [line, met, found])).toEqual([
      [4, false, leads],
      [5, false, leads],
      [6, false, leads],
      [7, false, "S2 role Follower term 1 leader S1 tentative none reason NONE"],
      [8, false, "happened 0 times"],
      [9, false, "happened 0 times"],
    ]);
  });

  test("is the step function's: one that never wakes up elects nobody", () => {
    const { expectations } = played(text, {
      step: (state) => ({
        state,
        action: null,
        output: {
          stateChanged: false,
          message: null,
          destination: null,
          timer: null,
          cancelAllTimers: false,
        },
      }),
    });
    expect(expectations.map(({ met }) => met)).toEqual(expectations.map(() => false));
  });

  test("is another with another seed", () => {
    const runs = [1, 2].map((seed) => describeRun(played(text, { seed })));
    expect(runs[0]).not.toBe(runs[1]);
  });

  test("passes on what is wrong with the file", () => {
    expect(runScenario({ text: "nodes 3\nfly\n", file: "a.scenario" })).toMatchObject({
      ok: false,
      problems: [{ code: "SCN001", file: "a.scenario", line: 2 }],
    });
  });
});
