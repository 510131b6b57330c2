import type { NodeId, TimerKind } from "../elector/types.ts";
import type { Appointment, Plan } from "./agenda.ts";
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

/** One handle a timer: arming it again moves it. */
export const arm = (sim: Simulation, node: NodeId, timer: TimerKind): Simulation => {
  const { value: delay, random } = drawInteger(sim.random, timerRange(timer, sim.config));
  const agenda = sim.agenda.filter(
    ({ plan }) => plan.kind !== "timer" || plan.node !== node || plan.timer !== timer,
  );
  return appoint({ ...sim, agenda, random }, sim.now + delay, { kind: "timer", node, timer });
};

/** All six timers of a node. */
export const cancelTimers = (sim: Simulation, node: NodeId): Simulation => ({
  ...sim,
  agenda: sim.agenda.filter(({ plan }) => plan.kind !== "timer" || plan.node !== node),
});

/** The arrival of a message just sent; never before one sent earlier on the same link (FIFO, 1.3). */
export const dispatch = (sim: Simulation, link: Link): Simulation => {
  const key = channelKey(link.from, link.to);
  const { value: delay, random } = drawInteger(sim.random, delayOf(sim.delays, link));
  const at = Math.max(sim.now + delay, sim.lastArrival[key] ?? 0);
  const lastArrival = { ...sim.lastArrival, [key]: at };
  return appoint({ ...sim, random, lastArrival }, at, { kind: "arrival", from: link.from, to: link.to });
};
