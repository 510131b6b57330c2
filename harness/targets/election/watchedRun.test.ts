import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { randomScenario } from "../../../impl/cluster/random-scenario.ts";
import { runScenario } from "../../../impl/cluster/scenario/run.ts";
import { simulate } from "../../../impl/cluster/simulation.ts";
import { noSink } from "../../../impl/cluster/transition.ts";
import { serverNames } from "../../../impl/cluster/world.ts";
import { step as trueStep } from "../../../impl/elector/step.ts";
import type { StepFunction } from "../../../impl/elector/types.ts";
import { packageFile } from "../../packageRoot.ts";
import { watchingStep } from "./watchedRun.ts";

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const FOLDER = packageFile("impl", "cluster", "scenarios");
const scenarios = readdirSync(FOLDER).filter((name) => name.endsWith(".scenario"));

/** All promises that are broken anywhere in the scenarios and in some random runs with faults. */
const brokenIn = (step: StepFunction, seeds: number): readonly string[] => {
  const broken = new Set<string>();
  const watching = (run: string): StepFunction =>
    watchingStep(step, (promise) => broken.add(`${run}: ${promise}`));
  for (const name of scenarios) {
    const file = path.join(FOLDER, name);
    runScenario({ file, text: readFileSync(file, "utf8") }, { step: watching(name), sink: noSink });
  }
  for (let seed = 1; seed <= seeds; seed += 1)
    for (const count of [2, 3, 5])
      simulate({
        ...randomScenario({ nodes: serverNames(count), seed, steps: 200, faults: seed % 2 === 0 }),
        step: watching(`${count} nodes, seed ${seed}`),
      });
  return [...broken];
};

describe("promises in runs of a cluster", () => {
  it("are kept by the true elector, whatever fails", () => {
    expect(scenarios.length).toBeGreaterThan(30);
    expect(brokenIn(trueStep, 8)).toEqual([]);
  });

  it("are watched where no small graph comes: a follower that changes its leader must watch the new one", () => {
    const wrong: StepFunction = (state, input) => {
      const taken = trueStep(state, input);
      const isHeartbeat = taken.action?.name === "ApplyLeaderHeartbeatEvent";
      return isHeartbeat && state.role === "Follower" && state.leaderId !== null
        ? { ...taken, output: { ...taken.output, timer: null } }
        : taken;
    };
    const broken = brokenIn(wrong, 0);
    expect(broken.length).toBeGreaterThan(0);
    for (const promise of broken)
      expect(promise).toMatch(
        /^[\w-]+\.scenario: \w+: S\d: a Follower of somebody without HEARTBEAT_CHECK \(1\.5\)$/,
      );
  });
});
