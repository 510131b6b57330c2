import type { NodeId } from "../../elector/types.ts";
import type { End } from "../connections.ts";
import { consume, steppingOf, witness } from "../consume.ts";
import { crash, start, stop, survivingTerms } from "../processes.ts";
import { drawInteger } from "../prng.ts";
import type { Drawn } from "../prng.ts";
import { cancelTimers, withoutArrivals, withoutPlans } from "../schedule.ts";
import type { Details } from "../script.ts";
import type { Simulation, Watched } from "../simulation-types.ts";
import { isCrashed, peersOf } from "../world.ts";
import { appointNotices, atOnce, isCut, reconnect } from "./connect.ts";
import { impossible } from "./performed.ts";
import type { Performed } from "./performed.ts";

/** The process is gone at once; each peer notices in its time, or not before there is a new one. */
export const crashNode = (
  sim: Simulation,
  { node, term, notice }: Details<"crash">,
  watched: Watched,
): Performed => {
  if (isCrashed(sim.world, node)) return impossible(`${node} is crashed already`);
  const left = term === undefined ? drawTerm(sim, node) : { value: term, random: sim.random };
  const outcome = crash(sim.world, node, { term: left.value });
  if (outcome === undefined) return impossible(impossibleTerm(sim, node, left.value));
  const gone = witness(withoutProcess({ ...sim, random: left.random }, node), outcome, watched);
  return notice === null ? gone : appointNotices(gone, endsTowards(gone, node), notice);
};

/** A new process. A peer that has not noticed the end of the old one notices now. */
export const restartNode = (sim: Simulation, node: NodeId, watched: Watched): Performed => {
  if (!isCrashed(sim.world, node)) return impossible(`${node} is not crashed`);
  const fed = start(sim.world, node, steppingOf(sim, node, watched));
  if (fed === undefined) return impossible(`${node} refuses to start`);
  const begun = consume(sim, fed, watched);
  return reconnect(appointNotices(begun, endsTowards(begun, node), atOnce));
};

/** stop() of the elector alone. */
export const stopNode = (sim: Simulation, node: NodeId, watched: Watched): Performed => {
  const { value: term, random } = drawTerm(sim, node);
  const fed = stop(sim.world, node, { term, ...steppingOf(sim, node, watched) });
  return fed === undefined ? impossible(`${node} is not running`) : consume({ ...sim, random }, fed, watched);
};

/** start() after stop(), on the same object (E6). */
export const startNode = (sim: Simulation, node: NodeId, watched: Watched): Performed => {
  if (isCrashed(sim.world, node)) return impossible(`${node} is crashed: restart it`);
  const fed = start(sim.world, node, steppingOf(sim, node, watched));
  return fed === undefined ? impossible(`${node} is running already`) : consume(sim, fed, watched);
};

/** Any of the terms that the memory of the cluster leaves (1.9). */
const drawTerm = (sim: Simulation, node: NodeId): Drawn<number> =>
  drawInteger(sim.random, survivingTerms(sim.world, node));

const impossibleTerm = (sim: Simulation, node: NodeId, term: number): string => {
  const { min, max } = survivingTerms(sim.world, node);
  const left = min === max ? `${min}` : `${min} to ${max}`;
  return `memory ${sim.world.memory} leaves ${node} term ${left}, not ${term}`;
};

/** Timers, what would have arrived, and what the process would have noticed are void; so is its pause. */
const withoutProcess = (sim: Simulation, node: NodeId): Simulation => {
  const unheard = peersOf(sim.world, node).reduce(
    (current, peer) => withoutArrivals(current, { from: peer, to: node }),
    cancelTimers(sim, node),
  );
  const unmet = withoutPlans(
    unheard,
    (plan) =>
      (plan.kind === "notice" && plan.node === node) ||
      (plan.kind === "connect" && (plan.node === node || plan.peer === node)),
  );
  return { ...unmet, pauses: { ...unmet.pauses, [node]: 0 } };
};

/** The ends of connections to `node` where its crash or restart can be noticed. */
const endsTowards = (sim: Simulation, node: NodeId): readonly End[] =>
  peersOf(sim.world, node)
    .filter((peer) => !isCut(sim, [peer, node]))
    .map((peer) => ({ node: peer, peer: node }));
