import type { World } from "../../../impl/cluster/world.ts";
import type {
  ElectorInput,
  ElectorState,
  ElectorStep,
  NodeId,
  StepFunction,
} from "../../../impl/elector/types.ts";
import { brokenPromises, watchAfter, watchStarted, type Watch } from "./watch.ts";

/**
 * The step function for one run of a cluster that watches what the spec cannot say (`watch.ts`) wherever the run goes:
 * further than replays of small graphs come. `found` is told what is broken after a step, in words.
 */
export const watchingStep = (step: StepFunction, found: (broken: string) => void): StepFunction => {
  let watch: Watch = {};
  return (state, input) => {
    const taken = step(state, input);
    if (taken.action === null) return taken;
    watch = noted(watch, state, { input, taken });
    for (const broken of brokenPromises({ world: worldOf(taken.state), watch }, step))
      found(`${taken.action.name}: ${broken}`);
    return taken;
  };
};

interface Taken {
  readonly input: ElectorInput;
  readonly taken: ElectorStep;
}

const noted = (watch: Watch, state: ElectorState, { input: { event, now }, taken }: Taken): Watch => {
  // A process begins, the first of its node or one after a crash: nothing of an earlier one is known.
  if (event.kind === "start" && state.age === 0) return { ...watch, ...watchStarted(worldOf(taken.state)) };
  const received =
    event.kind === "message" ? { received: { id: event.from, message: event.message } } : undefined;
  const fed = { world: worldOf(taken.state), action: taken.action, sent: [], step: taken, ...received };
  const known = { ...watchStarted(worldOf(state)), ...watch };
  const fired = event.kind === "timer" ? { fired: event.timer } : undefined;
  return watchAfter({ world: worldOf(state), watch: known }, state.self, { fed, now, ...fired });
};

/** One elector is all that is looked at. */
const worldOf = (elector: ElectorState): World => ({
  electors: { [elector.self]: elector } satisfies Record<NodeId, ElectorState>,
  ...{ channels: {}, sentCount: {}, connected: {}, links: {}, crashed: [] },
  ...{ durableTerms: {}, configuredQuorums: {}, memory: "durable" },
});
