import type { NodeId } from "../elector/types.ts";
import { defaultDelays } from "./delays.ts";
import type { DelayPlan } from "./delays.ts";
import { drawInteger, drawMany, drawOne, seeded } from "./prng.ts";
import type { Drawn, Prng, Range } from "./prng.ts";
import { drawFaults } from "./random-faults.ts";
import type { ScriptEntry } from "./script.ts";
import type { Schedule } from "./simulation-types.ts";
import { channelKey } from "./world.ts";
import type { TermMemory } from "./world.ts";

export interface RandomScenarioOptions {
  readonly nodes: readonly NodeId[];
  readonly seed: number;
  /** Transitions, not milliseconds. */
  readonly steps: number;
  /** Connections that break, crashes, stops, changes of the quorum, skewed clocks; none unless said. */
  readonly faults?: boolean;
  /** What crashes leave of a term: "durable" unless said. */
  readonly memory?: TermMemory;
}

/**
 * A schedule meant to be eventful. Without faults links are reliable: nothing is lost and no link goes down, but
 * messages can be slow, nodes can be paused longer than their followers wait, and they need not wake at the same time.
 */
export const randomScenario = (options: RandomScenarioOptions): Schedule => {
  const { nodes, seed, steps, faults = false, memory = "durable" } = options;
  const delays = drawDelays(seeded(seed), nodes);
  const waits = drawWaits(delays.random, nodes);
  // A settled cluster of n makes n steps each heartbeat period of 2 s.
  const horizon = Math.max(30000, (steps * 2000) / nodes.length);
  const pauses = drawPauses(waits.random, nodes, horizon);
  const broken = faults ? drawFaults(pauses.random, nodes, horizon).value : [];
  return {
    nodes,
    seed,
    delays: delays.value,
    initialWaits: waits.value,
    script: [...pauses.value, ...broken],
    memory,
    until: { steps },
  };
};

/** From a local network to answers that come after the round or the election they belong to (4 s each, 1.7). */
const tempers: readonly Range[] = [
  defaultDelays.everywhere,
  { min: 1, max: 300 },
  { min: 20, max: 2500 },
  { min: 1, max: 6000 },
];

const slow: Range = { min: 2500, max: 7000 };

const drawDelays = (random: Prng, nodes: readonly NodeId[]): Drawn<DelayPlan> => {
  const keys = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => channelKey(from, to)));
  const everywhere = drawOne(random, tempers);
  const slowLinks = drawMany(everywhere.random, keys.length, (current) =>
    drawInteger(current, { min: 1, max: 6 }),
  );
  const chosen = keys.filter((_, index) => slowLinks.value[index] === 1);
  const links = Object.fromEntries(chosen.map((key) => [key, slow]));
  return { value: { everywhere: everywhere.value, links }, random: slowLinks.random };
};

/** All at once (every node stands in term 1), nearly at once, or well apart. */
const spreads: readonly Range[] = [
  { min: 8000, max: 8000 },
  { min: 8000, max: 8050 },
  { min: 1000, max: 12000 },
];

const drawWaits = (random: Prng, nodes: readonly NodeId[]): Drawn<Readonly<Record<NodeId, number>>> => {
  const spread = drawOne(random, spreads);
  const waits = drawMany(spread.random, nodes.length, (current) => drawInteger(current, spread.value));
  const byNode = Object.fromEntries(nodes.map((node, index) => [node, waits.value[index] ?? 0]));
  return { value: byNode, random: waits.random };
};

/** Long enough to miss a round or an election, or for the followers to give the node up (20 s, 1.6). */
const naps: readonly Range[] = [
  { min: 500, max: 6000 },
  { min: 20500, max: 32000 },
];

const msBetweenPauses = 25000;

const drawPauses = (
  random: Prng,
  nodes: readonly NodeId[],
  horizon: number,
): Drawn<readonly ScriptEntry[]> => {
  const count = Math.ceil(horizon / msBetweenPauses);
  return drawMany(random, count, (current) => drawPause(current, nodes, horizon));
};

const drawPause = (random: Prng, nodes: readonly NodeId[], horizon: number): Drawn<ScriptEntry> => {
  const at = drawInteger(random, { min: 0, max: Math.floor(horizon) });
  const node = drawOne(at.random, nodes);
  const nap = drawOne(node.random, naps);
  const forMs = drawInteger(nap.random, nap.value);
  const command = { kind: "pause", node: node.value, forMs: forMs.value } as const;
  return { value: { at: at.value, command }, random: forMs.random };
};
