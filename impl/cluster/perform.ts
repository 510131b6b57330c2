import { withDelay } from "./delays.ts";
import type { ScriptCommand } from "./script.ts";
import type { Simulation } from "./simulation-types.ts";

/** Does one command of the script at the present virtual time. */
export const perform = (sim: Simulation, command: ScriptCommand): Simulation => {
  switch (command.kind) {
    case "pause": {
      const until = sim.now + (command.forMs ?? Infinity);
      const longer = Math.max(until, sim.pauses[command.node] ?? 0);
      return { ...sim, pauses: { ...sim.pauses, [command.node]: longer } };
    }
    case "resume":
      return { ...sim, pauses: { ...sim.pauses, [command.node]: sim.now } };
    case "delay":
      return { ...sim, delays: withDelay(sim.delays, command.range, command.link) };
  }
};
