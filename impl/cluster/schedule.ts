import type { NodeId, TimerKind } from "../elector/types.ts";
import type { Appointment, Plan } from "./agenda.ts";
import { virtualDelay } from "./clocks.ts";
import { delayOf } from "./delays.ts";
import { drawInteger } from "./prng.ts";
import type { Link } from "./script.ts";
import type { Simulation } from "./simulation-types.ts";
import { timerRange } from "./timers.ts";
import { channelKey } from "./world.ts";

// Everything that puts something on the agenda of a simulation or takes it off.

/** One more appointment. */
export const appoint = (sim: Simulation, at: number, plan: Plan): Simulation => ({
  ...sim,
  agenda: [...sim.agenda, { at, order: sim.made, plan }],
  made: sim.made + 1,
});

/** The agenda without an appointment that takes place now. */
export const dropped = (sim: Simulation, done: Appointment): Simulation => ({
  ...sim,
  agenda: sim.agenda.filter((appointment) => appointment !== done),
});

/** One handle a timer: arming it again moves it. It runs by the clock of the node. */
export const arm = (sim: Simulation, node: NodeId, timer: TimerKind): Simulation => {
  const range = timerRange(timer, sim.config);
  const own = timer === "INITIAL_WAIT" ? sim.initialWaits[node] : undefined;
  const { value: delay, random } = drawInteger(
    sim.random,
    own === undefined ? range : { min: own, max: own },
  );
  const others = withoutPlans(
    { ...sim, random },
    (plan) => plan.kind === "timer" && plan.node === node && plan.timer === timer,
  );
  return appoint(others, sim.now + virtualDelay(sim, node, delay), { kind: "timer", node, timer });
};

/** All six timers of a node. */
export const cancelTimers = (sim: Simulation, node: NodeId): Simulation =>
  withoutPlans(sim, (plan) => plan.kind === "timer" && plan.node === node);

/** The agenda without the plans that have become void. */
export const withoutPlans = (sim: Simulation, isVoid: (plan: Plan) => boolean): Simulation => ({
  ...sim,
  agenda: sim.agenda.filter(({ plan }) => !isVoid(plan)),
});

/** What is in flight in one direction is lost, and the next message need not wait for it. */
export const withoutArrivals = (sim: Simulation, { from, to }: Link): Simulation => ({
  ...withoutPlans(sim, (plan) => plan.kind === "arrival" && plan.from === from && plan.to === to),
  lastArrival: { ...sim.lastArrival, [channelKey(from, to)]: 0 },
});

/** The arrival of a message just sent; never before one sent earlier on the same link (FIFO, 1.3). */
export const dispatch = (sim: Simulation, link: Link): Simulation => {
  const key = channelKey(link.from, link.to);
  const { value: delay, random } = drawInteger(sim.random, delayOf(sim.delays, link));
  const at = Math.max(sim.now + delay, sim.lastArrival[key] ?? 0);
  const lastArrival = { ...sim.lastArrival, [key]: at };
  return appoint({ ...sim, random, lastArrival }, at, { kind: "arrival", from: link.from, to: link.to });
};
