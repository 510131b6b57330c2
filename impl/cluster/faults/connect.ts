import { available, unavailable } from "../connections.ts";
import type { End } from "../connections.ts";
import { consume, steppingOf } from "../consume.ts";
import { drawInteger } from "../prng.ts";
import type { Range } from "../prng.ts";
import { appoint, withoutArrivals, withoutPlans } from "../schedule.ts";
import type { Simulation, Watched } from "../simulation-types.ts";
import { channelKey, isConnected, isCrashed } from "../world.ts";
import { endsOf, isSamePair, linksOf, pairsAmong } from "./pairs.ts";
import type { Pair } from "./pairs.ts";

/** How long each end takes to get a new connection, in milliseconds; so either may have it first. */
const connecting: Range = { min: 5, max: 50 };

/** Every pair that can have a connection and has none at either end will get a new one, each end in its own time. */
export const reconnect = (sim: Simulation): Simulation =>
  pairsAmong(Object.keys(sim.world.electors))
    .filter((pair) => isApart(sim, pair) && mayMeet(sim, pair))
    .flatMap(endsOf)
    .reduce((current, end) => appointEnd(current, { ...end, kind: "connect" }, connecting), sim);

/** The end sees its connection close; nothing if it has seen that already. */
export const notice = (sim: Simulation, { node, peer }: End, watched: Watched): Simulation => {
  const fed = unavailable(sim.world, { node, peer }, steppingOf(sim, node, watched));
  if (fed === undefined) return sim;
  const forgotten = withoutPlans(
    withoutConnects(sim, [node, peer]),
    (plan) => plan.kind === "notice" && plan.node === node && plan.peer === peer,
  );
  return reconnect(consume(withoutArrivals(forgotten, { from: peer, to: node }), fed, watched));
};

/** The end gets the new connection, unless something came between. */
export const connect = (sim: Simulation, { node, peer }: End, watched: Watched): Simulation => {
  const fed = available(sim.world, { node, peer }, steppingOf(sim, node, watched));
  if (fed === undefined) return sim;
  const isSecond = isConnected(sim.world, peer, node);
  const ready = isSecond ? caughtUp(sim, { node, peer }) : linksOf([node, peer]).reduce(withoutArrivals, sim);
  return consume(ready, fed, watched);
};

/** These ends will notice within `range`, each in its own time, that their connections are gone, if they have any. */
export const appointNotices = (sim: Simulation, ends: readonly End[], range: Range): Simulation =>
  ends
    .filter(({ node, peer }) => isConnected(sim.world, node, peer))
    .reduce((current, { node, peer }) => appointEnd(current, { kind: "notice", node, peer }, range), sim);

/** The range for who notices now. */
export const atOnce: Range = { min: 0, max: 0 };

/** A connection that was on its way does not come about. */
export const withoutConnects = (sim: Simulation, pair: Pair): Simulation =>
  withoutPlans(sim, (plan) => plan.kind === "connect" && isSamePair([plan.node, plan.peer], pair));

/** Whether one of the two directions is cut: no news of the other end comes through, good or bad. */
export const isCut = ({ cuts }: Simulation, pair: Pair): boolean =>
  linksOf(pair).some(({ from, to }) => cuts.includes(channelKey(from, to)));

const appointEnd = (
  sim: Simulation,
  plan: End & { readonly kind: "notice" | "connect" },
  range: Range,
): Simulation => {
  const { value: delay, random } = drawInteger(sim.random, range);
  return appoint({ ...sim, random }, sim.now + delay, plan);
};

const isApart = ({ world, agenda }: Simulation, pair: Pair): boolean =>
  endsOf(pair).every(({ node, peer }) => !isConnected(world, node, peer)) &&
  !agenda.some(({ plan }) => plan.kind === "connect" && isSamePair([plan.node, plan.peer], pair));

const mayMeet = (sim: Simulation, pair: Pair): boolean =>
  !pair.some((node) => isCrashed(sim.world, node)) && !isCut(sim, pair);

/** What the first of the two has written meanwhile and was due before the second could hear it arrives now. */
const caughtUp = (sim: Simulation, { node, peer }: End): Simulation => {
  const arrival = { kind: "arrival", from: peer, to: node } as const;
  const planned = sim.agenda.filter(
    ({ plan }) => plan.kind === "arrival" && plan.from === peer && plan.to === node,
  );
  const written = sim.world.channels[channelKey(peer, node)] ?? [];
  return Array.from({ length: written.length - planned.length }).reduce<Simulation>(
    (current) => appoint(current, current.now, arrival),
    sim,
  );
};
