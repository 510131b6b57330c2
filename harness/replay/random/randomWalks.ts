import { setImmediate } from "node:timers/promises";
import type { RunDetails } from "fast-check";
import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { ReplayDriver } from "../driver.ts";
import type { Engine } from "../judge.ts";
import type { Finding } from "../walk.ts";
import { walkArbitraries } from "./walkArbitrary.ts";
import { beginWalk, walkCommand, WalkDifference, type WalkObserver } from "./walkCommand.ts";

export interface WalksOptions {
  readonly walks: number;
  /** Steps of a walk, at most. */
  readonly length: number;
  /** Decides everything. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly timeoutSeconds?: number;
}

/** What random walks have shown. */
export interface RandomWalks {
  /** Walks that were begun, without those that fast-check made of a failing one. */
  readonly walks: number;
  readonly steps: number;
  readonly longest: number;
  readonly edgesTaken: number;
  readonly statesSeen: number;
  readonly labelsTaken: number;
  /** Walks that ended where the implementation chose an outcome that the graph does not follow. */
  readonly open: number;
  /** Steps that the spec does not have and that were asked for, by what came of it. */
  readonly asked: Readonly<Record<"refused" | "excused" | "exempt" | "ignored", number>>;
  /** The first difference, made as short as fast-check can; null for none. */
  readonly difference: ShortDifference | null;
  readonly stopped: "aborted" | "timeout" | null;
}

export interface ShortDifference {
  readonly finding: Finding;
  /** With this seed the first walks show it, `walks` of them at most. */
  readonly seed: number;
  readonly walks: number;
  /** fast-check's own path to the walk and to its shortest form. */
  readonly path: string;
  readonly shrinks: number;
}

/** Walks of one run of fast-check: between runs Ctrl-C and the time limit are looked at. */
const BATCH = 50;

/**
 * Random walks through a graph that is at hand, no TLC needed: sequences of fast-check commands, one kind a label. The
 * first walk on which the implementation differs is made shorter. The batch with seed s is also the first batch of a run
 * with seed s, so that a failure is found again without what came before.
 */
export const randomCommands = async <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  options: WalksOptions,
): Promise<RandomWalks> => {
  const { walks, seed, signal, timeoutSeconds } = options;
  const counter = createCounter(graph);
  const ends = performance.now() + (timeoutSeconds ?? Infinity) * 1000;
  let difference: ShortDifference | null = null;
  let stopped: RandomWalks["stopped"] = null;
  const all = graph.initial.length === 0 ? 0 : walks;
  for (let begun = 0; begun < all && difference === null; begun += BATCH) {
    await setImmediate();
    if (signal?.aborted === true) stopped = "aborted";
    else if (performance.now() > ends) stopped = "timeout";
    if (stopped !== null) break;
    const batch = { walks: Math.min(BATCH, walks - begun), seed: seed + begun / BATCH };
    difference = await runBatch({ graph, driver }, { ...options, ...batch }, counter);
  }
  return { ...counter.figures(), difference, stopped };
};

const runBatch = async <World>(
  engine: Engine<World>,
  { walks, length, seed }: WalksOptions,
  counter: Counter,
): Promise<ShortDifference | null> => {
  const fc = await import("fast-check");
  const { graph } = engine;
  const rules = { engine, length, observer: counter.observer };
  const { start, command } = walkArbitraries(fc, graph, (label, pick) => walkCommand(rules, { label, pick }));
  const commands = fc.commands([command], { maxCommands: length, size: "max" });
  const property = fc.property(start, commands, (state, sequence) => {
    counter.begin(state);
    try {
      fc.modelRun(() => beginWalk(engine, state), sequence);
    } catch (error) {
      counter.freeze();
      throw error;
    }
  });
  return shortDifference(fc.check(property, { seed, numRuns: walks }));
};

const shortDifference = <T>(details: RunDetails<T>): ShortDifference | null => {
  if (!details.failed) return null;
  const { errorInstance, seed, numRuns, counterexamplePath, numShrinks } = details;
  // A driver or a graph that breaks is a bug of ours or theirs, and no difference.
  if (!(errorInstance instanceof WalkDifference)) throw errorInstance;
  return {
    finding: errorInstance.finding,
    ...{ seed, walks: numRuns, path: counterexamplePath ?? "", shrinks: numShrinks },
  };
};

interface Counter {
  readonly observer: WalkObserver;
  readonly begin: (start: number) => void;
  /** What follows is a search for a shorter walk, which is not counted. */
  readonly freeze: () => void;
  readonly figures: () => Omit<RandomWalks, "difference" | "stopped">;
}

const createCounter = (graph: StateGraph): Counter => {
  const [edges, states] = [new Uint8Array(graph.edges), new Uint8Array(graph.states)];
  const asked = { refused: 0, excused: 0, exempt: 0, ignored: 0 };
  const counts = { walks: 0, steps: 0, longest: 0, open: 0 };
  let [current, frozen] = [0, false];
  return {
    begin: (start) => {
      if (frozen) return;
      counts.walks += 1;
      states[start] = 1;
      current = 0;
    },
    observer: {
      taken: (edge) => {
        if (frozen) return;
        counts.steps += 1;
        current += 1;
        counts.longest = Math.max(counts.longest, current);
        edges[edge] = 1;
        states[endOf(graph.to, edge)] = 1;
      },
      asked: (what) => {
        if (!frozen) asked[what] += 1;
      },
      opened: () => {
        if (!frozen) counts.open += 1;
      },
    },
    freeze: () => {
      frozen = true;
    },
    figures: () => ({
      ...counts,
      edgesTaken: edges.reduce((sum, taken) => sum + taken, 0),
      statesSeen: states.reduce((sum, seen) => sum + seen, 0),
      labelsTaken: new Set(graph.label.filter((_, edge) => edges[edge] === 1)).size,
      asked: { ...asked },
    }),
  };
};
