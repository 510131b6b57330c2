import type { ElectorConfig } from "../elector/config.ts";
import type { NodeId, StepFunction } from "../elector/types.ts";
import type { Appointment, Pauses } from "./agenda.ts";
import type { Clocks } from "./clocks.ts";
import type { DelayPlan } from "./delays.ts";
import type { Prng } from "./prng.ts";
import type { ScriptEntry } from "./script.ts";
import type { TransitionSink } from "./transition.ts";
import type { World, WorldOptions } from "./world.ts";

/**
 * When to stop: at a virtual time (`most`: but not after more inputs of electors than that), after so many inputs,
 * or after so many transitions (a command that is several, such as a cut, is done to its end).
 */
export type Until =
  { readonly ms: number; readonly most?: number } | { readonly events: number } | { readonly steps: number };

/** What a schedule is made of: with the seed it decides every transition. */
export interface Schedule extends WorldOptions {
  readonly seed: number;
  /** INITIAL_WAIT by node, in milliseconds; the configured one for the others. A cluster of one never waits. */
  readonly initialWaits?: Readonly<Record<NodeId, number>>;
  readonly delays?: DelayPlan;
  readonly script?: readonly ScriptEntry[];
  readonly until: Until;
}

export interface SimulationOptions extends Schedule {
  /** The true step function unless said. */
  readonly step?: StepFunction;
  readonly sink?: TransitionSink;
}

export interface SimulationResult {
  readonly world: World;
  /** Virtual milliseconds. */
  readonly now: number;
  /** Inputs the electors got. */
  readonly events: number;
  /** Inputs that were an action; as many transitions went to the sink. */
  readonly steps: number;
}

/** Who decides the steps and who hears of them. */
export interface Watched {
  readonly step: StepFunction;
  readonly sink: TransitionSink;
}

/** A simulated cluster between two events. A value: keep one and go on from it as often as you like. */
export interface Simulation extends SimulationResult {
  readonly config: ElectorConfig;
  readonly agenda: readonly Appointment[];
  /** Appointments made so far. */
  readonly made: number;
  readonly random: Prng;
  readonly pauses: Pauses;
  readonly delays: DelayPlan;
  /** By channel: when its newest message arrives. No message of the channel may arrive before. */
  readonly lastArrival: Readonly<Record<string, number>>;
  /** Directions that are cut, by `channelKey`: no new connection comes about while one of its two is. */
  readonly cuts: readonly string[];
  readonly clocks: Clocks;
  /** INITIAL_WAIT by node where it is not the configured one: at every start. */
  readonly initialWaits: Readonly<Record<NodeId, number>>;
  /** Commands that could not be done at their time; a random schedule has some, a scenario must not. */
  readonly undone: readonly Undone[];
}

/** A command of the script that could not be done, and why. */
export interface Undone {
  readonly at: number;
  readonly why: string;
  /** Where it stands, if it stands in a file. */
  readonly line?: number;
}
