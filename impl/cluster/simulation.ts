import { configFor, defaultConfig } from "../elector/config.ts";
import { step as trueStep } from "../elector/step.ts";
import { nextDue } from "./agenda.ts";
import type { Appointment, Due, Plan } from "./agenda.ts";
import { defaultDelays } from "./delays.ts";
import { perform } from "./perform.ts";
import { seeded } from "./prng.ts";
import { appoint, arm, cancelTimers, dispatch, dropped } from "./schedule.ts";
import type {
  Schedule,
  Simulation,
  SimulationOptions,
  SimulationResult,
  Until,
  Watched,
} from "./simulation-types.ts";
import { isRecurring } from "./timers.ts";
import { noSink } from "./transition.ts";
import { createWorld, deliver, feed } from "./world.ts";
import type { Fed } from "./world.ts";

/**
 * Runs a cluster in virtual time. The same options give the same transitions, one by one. The sink is called
 * synchronously, in order, for every step that is an action.
 */
export const simulate = (options: SimulationOptions): SimulationResult => {
  const watched = { step: options.step ?? trueStep, sink: options.sink ?? noSink };
  const { world, now, events, steps } = runUntil(begin(options), options.until, watched);
  return { world, now, events, steps };
};

/** The cluster at time 0: every node started, its INITIAL_WAIT armed, the script on the agenda. */
export const begin = (schedule: Schedule): Simulation => {
  const { nodes, initialWaits = {}, script = [] } = schedule;
  const config = configFor(nodes.length, schedule.config ?? defaultConfig);
  const scripted = script.reduce(
    (sim, { at, command }) => appoint(sim, at, { kind: "command", command }),
    idle({ ...schedule, config }),
  );
  return nodes.reduce((sim, node) => {
    const wait = nodes.length === 1 ? 0 : (initialWaits[node] ?? config.initialWaitTimeoutMs);
    return appoint(sim, wait, { kind: "timer", node, timer: "INITIAL_WAIT" });
  }, scripted);
};

/** Goes on until the limit, or until nothing can ever happen. With `ms`, the clock then stands at that time. */
export const runUntil = (start: Simulation, until: Until, watched: Watched): Simulation => {
  let sim = start;
  let due = nextWithin(sim, until);
  while (due !== undefined) {
    const { at, appointment } = due;
    sim = happen(dropped({ ...sim, now: at }, appointment), appointment, watched);
    due = nextWithin(sim, until);
  }
  return "ms" in until ? { ...sim, now: Math.max(sim.now, until.ms) } : sim;
};

const idle = (schedule: Schedule & Pick<Simulation, "config">): Simulation => ({
  world: createWorld(schedule),
  config: schedule.config,
  now: 0,
  events: 0,
  steps: 0,
  agenda: [],
  made: 0,
  random: seeded(schedule.seed),
  pauses: {},
  delays: schedule.delays ?? defaultDelays,
  lastArrival: {},
});

const nextWithin = (sim: Simulation, until: Until): Due | undefined => {
  const due = nextDue(sim.agenda, sim.pauses);
  if (due === undefined) return undefined;
  if ("ms" in until) return due.at <= until.ms && sim.events < (until.most ?? Infinity) ? due : undefined;
  return ("events" in until ? sim.events < until.events : sim.steps < until.steps) ? due : undefined;
};

const happen = (sim: Simulation, { plan }: Appointment, watched: Watched): Simulation => {
  switch (plan.kind) {
    case "command":
      return perform(sim, plan.command);
    case "timer":
      return fire(sim, plan, watched);
    case "arrival": {
      const fed = deliver(sim.world, { from: plan.from, to: plan.to, now: sim.now, step: watched.step });
      return fed === undefined ? sim : consume(sim, fed, watched);
    }
  }
};

const fire = (sim: Simulation, plan: Extract<Plan, { kind: "timer" }>, watched: Watched): Simulation => {
  const event = { kind: "timer", timer: plan.timer } as const;
  const fed = feed(sim.world, plan.node, { event, now: sim.now, step: watched.step });
  // Re-armed before the answer is looked at, which may cancel it again.
  return consume(isRecurring(plan.timer) ? arm(sim, plan.node, plan.timer) : sim, fed, watched);
};

/** 1.3: cancel, then tell, then arm, then send. */
const consume = (sim: Simulation, fed: Fed, { sink }: Watched): Simulation => {
  const { state, action, output } = fed.step;
  const node = state.self;
  const cancelled = output.cancelAllTimers ? cancelTimers(sim, node) : sim;
  if (action !== null)
    sink({
      node,
      action,
      before: sim.world,
      after: fed.world,
      ...(fed.received === undefined ? {} : { received: fed.received.id }),
      sent: fed.sent.map(({ id }) => id),
      at: sim.now,
    });
  const armed = output.timer === null ? cancelled : arm(cancelled, node, output.timer);
  const sent = fed.sent.reduce((current, { to }) => dispatch(current, { from: node, to }), armed);
  const steps = sim.steps + (action === null ? 0 : 1);
  return { ...sent, world: fed.world, events: sim.events + 1, steps };
};
