import { isBroken, linkDown } from "../connections.ts";
import { witness } from "../consume.ts";
import { withoutArrivals } from "../schedule.ts";
import type { Details, Link } from "../script.ts";
import type { Simulation, Watched } from "../simulation-types.ts";
import { channelKey, isConnected } from "../world.ts";
import { appointNotices, atOnce, isCut, reconnect, withoutConnects } from "./connect.ts";
import { endsOf, pairsOf } from "./pairs.ts";
import { impossible } from "./performed.ts";
import type { Performed } from "./performed.ts";

/** The directions die now, unnoticed; each end of a connection that had one notices in its time, or never. */
export const cut = (sim: Simulation, { links, notice }: Details<"cut">, watched: Watched): Simulation => {
  const begun: Simulation = { ...sim, cuts: [...new Set([...sim.cuts, ...links.map(keyOf)])] };
  const dead = links.reduce((current, link) => kill(current, link, watched), begun);
  const pairs = pairsOf(links);
  const unmet = pairs.reduce<Simulation>(withoutConnects, dead);
  return notice === null ? unmet : appointNotices(unmet, pairs.flatMap(endsOf), notice);
};

/** The directions are sound again: what is left of the old connections is noticed at last, and new ones come. */
export const heal = (sim: Simulation, { links }: Details<"heal">): Performed => {
  const mended = links.filter((link) => sim.cuts.includes(keyOf(link)));
  if (mended.length === 0) return impossible("nothing of this is cut");
  const keys = mended.map(keyOf);
  const healed: Simulation = { ...sim, cuts: sim.cuts.filter((key) => !keys.includes(key)) };
  const broken = pairsOf(mended)
    .filter((pair) => !isCut(healed, pair))
    .flatMap(endsOf)
    .filter((end) => isBroken(healed.world, end));
  return reconnect(appointNotices(healed, broken, atOnce));
};

/** Both ends will notice that the connection is gone, and until then it works. */
export const disconnect = (sim: Simulation, { link, notice }: Details<"disconnect">): Performed => {
  const pair = [link.from, link.to] as const;
  const ends = endsOf(pair).filter(({ node, peer }) => isConnected(sim.world, node, peer));
  if (ends.length === 0) return impossible(`there is no connection between ${link.from} and ${link.to}`);
  return appointNotices(withoutConnects(sim, pair), ends, notice);
};

const keyOf = ({ from, to }: Link): string => channelKey(from, to);

const kill = (sim: Simulation, link: Link, watched: Watched): Simulation => {
  const outcome = linkDown(sim.world, link.from, link.to);
  return outcome === undefined ? sim : witness(withoutArrivals(sim, link), outcome, watched);
};
