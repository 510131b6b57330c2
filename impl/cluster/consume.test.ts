import { expect, test } from "vitest";
import { step } from "../elector/step.ts";
import { witness } from "./consume.ts";
import { begin } from "./simulation.ts";
import type { Transition } from "./transition.ts";
import { noSink } from "./transition.ts";

const sim = begin({ nodes: ["S1"], seed: 1, until: { steps: 1 } });
const action = { name: "Stop", args: { i: "S1" } } as const;

test("a sink is told of an action", () => {
  const told: Transition[] = [];
  const sink = (transition: Transition): void => void told.push(transition);
  const after = witness(sim, { world: sim.world, action, sent: [] }, { step, sink });
  expect(after.steps).toBe(sim.steps + 1);
  expect(told).toEqual([{ node: "S1", action, before: sim.world, after: sim.world, sent: [], at: 0 }]);
});

test("for nobody the transition is not even made, and the step counts all the same", () => {
  const outcome = {
    world: sim.world,
    action,
    get sent(): never {
      throw new Error("a transition was made");
    },
  };
  expect(() => witness(sim, outcome, { step, sink: () => undefined })).toThrow("a transition was made");
  expect(witness(sim, outcome, { step, sink: noSink }).steps).toBe(sim.steps + 1);
});
