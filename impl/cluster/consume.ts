import type { NodeId } from "../elector/types.ts";
import type { ClusterAction } from "./cluster-action.ts";
import { localTime } from "./clocks.ts";
import { arm, cancelTimers, dispatch } from "./schedule.ts";
import type { Simulation, Watched } from "./simulation-types.ts";
import { isHeard } from "./transition.ts";
import type { Transition } from "./transition.ts";
import type { Fed, Outcome, Stepping } from "./world.ts";

/** What a driver does with an elector's output: cancel, then tell, then arm, then send (1.3). */
export const consume = (sim: Simulation, fed: Fed, watched: Watched): Simulation => {
  const { state, output } = fed.step;
  const node = state.self;
  const told = witness(output.cancelAllTimers ? cancelTimers(sim, node) : sim, fed, watched);
  const armed = output.timer === null ? told : arm(told, node, output.timer);
  const sent = fed.sent.reduce((current, { to }) => dispatch(current, { from: node, to }), armed);
  return { ...sent, events: sent.events + 1 };
};

/** The simulation in the world after something happened, which the sink is told if it was an action. */
export const witness = (sim: Simulation, outcome: Outcome & Partial<Fed>, { sink }: Watched): Simulation => {
  const { action, world } = outcome;
  if (action === null) return { ...sim, world };
  if (isHeard(sink)) sink(transitionOf(sim, outcome, action));
  return { ...sim, world, steps: sim.steps + 1 };
};

const transitionOf = (
  { world: before, now: at }: Simulation,
  { world: after, received, sent }: Outcome & Partial<Fed>,
  action: ClusterAction,
): Transition => ({
  node: action.args.i,
  action,
  before,
  after,
  ...(received === undefined ? {} : { received: received.id }),
  sent: sent.map(({ id }) => id),
  at,
});

/** How an event of `node` is stepped now: by its own clock. */
export const steppingOf = (sim: Simulation, node: NodeId, { step }: Watched): Stepping => ({
  now: localTime(sim, node),
  step,
});
