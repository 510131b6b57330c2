import { configFor, defaultConfig } from "../elector/config.ts";
import { step as trueStep } from "../elector/step.ts";
import { nextDue } from "./agenda.ts";
import type { Appointment, Due, Plan } from "./agenda.ts";
import { consume, steppingOf } from "./consume.ts";
import { defaultDelays } from "./delays.ts";
import { isImpossible } from "./faults/performed.ts";
import { connect, notice } from "./faults/connect.ts";
import { perform } from "./perform.ts";
import { seeded } from "./prng.ts";
import { appoint, arm, dropped } from "./schedule.ts";
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
  const { nodes, script = [] } = schedule;
  const config = configFor(nodes.length, schedule.config ?? defaultConfig);
  const scripted = script.reduce(
    (sim, { at, command }) => appoint(sim, at, { kind: "command", command }),
    idle({ ...schedule, config }),
  );
  return nodes.reduce((sim, node) => {
    const wait = scripted.initialWaits[node] ?? config.initialWaitTimeoutMs;
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
  cuts: [],
  clocks: {},
  // 1.7: a cluster of one never waits.
  initialWaits: schedule.nodes.length === 1 ? {} : (schedule.initialWaits ?? {}),
  undone: [],
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
      return obey(sim, plan, watched);
    case "timer":
      return fire(sim, plan, watched);
    case "notice":
      return notice(sim, plan, watched);
    case "connect":
      return connect(sim, plan, watched);
    case "arrival": {
      const fed = deliver(sim.world, { ...plan, ...steppingOf(sim, plan.to, watched) });
      return fed === undefined ? sim : consume(sim, fed, watched);
    }
  }
};

const obey = (
  sim: Simulation,
  { command, line }: Extract<Plan, { kind: "command" }>,
  watched: Watched,
): Simulation => {
  const performed = perform(sim, command, watched);
  if (!isImpossible(performed)) return performed;
  const undone = { at: sim.now, why: performed.impossible, ...(line === undefined ? {} : { line }) };
  return { ...sim, undone: [...sim.undone, undone] };
};

const fire = (sim: Simulation, plan: Extract<Plan, { kind: "timer" }>, watched: Watched): Simulation => {
  const event = { kind: "timer", timer: plan.timer } as const;
  const fed = feed(sim.world, plan.node, { event, ...steppingOf(sim, plan.node, watched) });
  // Re-armed before the answer is looked at, which may cancel it again.
  return consume(isRecurring(plan.timer) ? arm(sim, plan.node, plan.timer) : sim, fed, watched);
};
