import type { NodeId } from "../../elector/types.ts";
import { rateOf, withRate } from "../clocks.ts";
import { consume, steppingOf } from "../consume.ts";
import { setQuorum } from "../processes.ts";
import { promptNotice } from "../script.ts";
import type { Details } from "../script.ts";
import type { Simulation, Watched } from "../simulation-types.ts";
import { electorOf, isCrashed } from "../world.ts";
import { cut } from "./network.ts";
import { linksOf } from "./pairs.ts";
import { impossible } from "./performed.ts";
import type { Performed } from "./performed.ts";

/** SET at one node, or SET_ALL: at every node that has a process to be told (1.8). */
export const changeQuorum = (
  sim: Simulation,
  { node, quorum }: Details<"quorum">,
  watched: Watched,
): Performed => {
  if (node !== undefined && isCrashed(sim.world, node)) return impossible(`${node} is crashed`);
  const nodes = node === undefined ? Object.keys(sim.world.electors) : [node];
  return nodes.reduce((current, one) => tell(current, { node: one, quorum }, watched), sim);
};

/** A quorum that no cluster reaches. */
const unreachable = 99;

/**
 * 1.8: the others get an unreachable quorum, the node 1, and a leader that is another is cut off from everybody until
 * healed. The quorums stay until they are set again.
 */
export const force = (sim: Simulation, { node }: Details<"force">, watched: Watched): Performed => {
  if (isCrashed(sim.world, node)) return impossible(`${node} is crashed`);
  const nodes = Object.keys(sim.world.electors);
  const prepared = nodes.reduce(
    (current, one) => tell(current, { node: one, quorum: one === node ? 1 : unreachable }, watched),
    sim,
  );
  const unwanted = nodes.filter((one) => one !== node && electorOf(sim.world, one).role === "Leader");
  return unwanted.reduce((current, leader) => {
    const links = nodes.filter((one) => one !== leader).flatMap((one) => linksOf([leader, one]));
    return cut(current, { links, notice: promptNotice }, watched);
  }, prepared);
};

/** The clock and the timers of the node run `factor` times as fast from now on, those that are running too. */
export const skew = (sim: Simulation, { node, factor }: Details<"skew">): Simulation => {
  const ratio = rateOf(sim.clocks, node) / factor;
  const agenda = sim.agenda.map((appointment) => {
    const { plan, at } = appointment;
    if (plan.kind !== "timer" || plan.node !== node || at <= sim.now) return appointment;
    return { ...appointment, at: sim.now + Math.ceil((at - sim.now) * ratio) };
  });
  return { ...sim, agenda, clocks: withRate(sim, node, factor) };
};

const tell = (
  sim: Simulation,
  { node, quorum }: { node: NodeId; quorum: number },
  watched: Watched,
): Simulation => {
  const fed = setQuorum(sim.world, node, { quorum, ...steppingOf(sim, node, watched) });
  return fed === undefined ? sim : consume(sim, fed, watched);
};
