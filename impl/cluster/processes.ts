import { constructed } from "../elector/create.ts";
import type { NodeId } from "../elector/types.ts";
import { severed } from "./connections.ts";
import type { Range } from "./prng.ts";
import { electorOf, feed, isCrashed, peersOf } from "./world.ts";
import type { Fed, Outcome, Stepping, World } from "./world.ts";

// Processes and their electors from outside: crash, start, stop, and the operator's quorum (1.8).

/** `term`: which of `survivingTerms`; the newest unless said. */
export interface Surviving {
  readonly term?: number;
}

/** The terms that may be found on the disk of `node` if it stopped or crashed now (1.9). */
export const survivingTerms = (world: World, node: NodeId): Range => {
  const oldest = world.durableTerms[node] ?? 0;
  const newest = Math.max(oldest, electorOf(world, node).term);
  switch (world.memory) {
    case "durable":
      return { min: newest, max: newest };
    case "ledger":
      return { min: oldest, max: newest };
    case "volatile":
      return { min: 0, max: 0 };
  }
};

/**
 * The process of `node` is gone. It reads no more; what it wrote may still arrive. Undefined when there is no process,
 * and for a term that cannot survive.
 */
export const crash = (world: World, node: NodeId, surviving: Surviving = {}): Outcome | undefined => {
  const term = survivor(world, node, surviving);
  if (isCrashed(world, node) || term === undefined) return undefined;
  const alone = peersOf(world, node).reduce((current, peer) => severed(current, peer, node), world);
  const quorum = world.configuredQuorums[node] ?? 0;
  const next = constructed({ ...electorOf(world, node), term, quorum });
  return {
    world: {
      ...alone,
      electors: { ...alone.electors, [node]: next },
      connected: { ...alone.connected, [node]: [] },
      crashed: Object.keys(world.electors).filter((other) => other === node || isCrashed(world, other)),
      durableTerms: { ...alone.durableTerms, [node]: term },
    },
    action: { name: "Crash", args: { i: node } },
    sent: [],
  };
};

/** start() of a stopped elector (E6), or of the first one of a new process. Undefined when it runs. */
export const start = (world: World, node: NodeId, stepping: Stepping): Fed | undefined => {
  const crashed = world.crashed.filter((other) => other !== node);
  return acted(feed({ ...world, crashed }, node, { event: { kind: "start" }, ...stepping }));
};

/** stop() of the elector; process and connections stay. Undefined when it does not run. */
export const stop = (world: World, node: NodeId, how: Stepping & Surviving): Fed | undefined => {
  const term = survivor(world, node, how);
  if (term === undefined) return undefined;
  const fed = acted(feed(world, node, { event: { kind: "stop" }, now: how.now, step: how.step }));
  if (fed === undefined) return undefined;
  const durableTerms = { ...fed.world.durableTerms, [node]: term };
  return { ...fed, world: { ...fed.world, durableTerms } };
};

/** The operator's SET (1.8). Undefined when there is no process, for no quorum, and for the one that is set. */
export const setQuorum = (
  world: World,
  node: NodeId,
  { quorum, ...stepping }: Stepping & { readonly quorum: number },
): Fed | undefined =>
  electorOf(world, node).quorum === quorum
    ? undefined
    : acted(feed(world, node, { event: { kind: "setQuorum", quorum }, ...stepping }));

const survivor = (world: World, node: NodeId, { term }: Surviving): number | undefined => {
  const { min, max } = survivingTerms(world, node);
  if (term === undefined) return max;
  return Number.isInteger(term) && min <= term && term <= max ? term : undefined;
};

const acted = (fed: Fed): Fed | undefined => (fed.action === null ? undefined : fed);
