import { withDelay } from "./delays.ts";
import { cut, disconnect, heal } from "./faults/network.ts";
import { changeQuorum, force, skew } from "./faults/operator.ts";
import type { Performed } from "./faults/performed.ts";
import { crashNode, restartNode, startNode, stopNode } from "./faults/processes.ts";
import type { Details, ScriptCommand } from "./script.ts";
import type { Simulation, Watched } from "./simulation-types.ts";

/** Does one command of the script at the present virtual time. */
export const perform = (sim: Simulation, command: ScriptCommand, watched: Watched): Performed => {
  switch (command.kind) {
    case "pause":
      return pause(sim, command);
    case "resume":
      return { ...sim, pauses: { ...sim.pauses, [command.node]: sim.now } };
    case "delay":
      return { ...sim, delays: withDelay(sim.delays, command.range, command.link) };
    case "cut":
      return cut(sim, command, watched);
    case "heal":
      return heal(sim, command);
    case "disconnect":
      return disconnect(sim, command);
    case "crash":
      return crashNode(sim, command, watched);
    case "restart":
      return restartNode(sim, command.node, watched);
    case "stop":
      return stopNode(sim, command.node, watched);
    case "start":
      return startNode(sim, command.node, watched);
    case "quorum":
      return changeQuorum(sim, command, watched);
    case "force":
      return force(sim, command, watched);
    case "skew":
      return skew(sim, command);
  }
};

const pause = (sim: Simulation, command: Details<"pause">): Simulation => {
  const until = sim.now + (command.forMs ?? Infinity);
  const longer = Math.max(until, sim.pauses[command.node] ?? 0);
  return { ...sim, pauses: { ...sim.pauses, [command.node]: longer } };
};
