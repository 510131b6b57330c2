import type { GraphTechnique } from "../../replay/mutants/kill.ts";

/** How a mutant can be shown: by a replay in three ways, or by a recorded trace that is no behaviour of the spec. */
export type Technique = GraphTechnique | "traces";

/** In the order of the table. */
export const TECHNIQUES: readonly Technique[] = ["replay", "against", "promises", "traces"];

/** The shortest run on which a technique shows a mutant. */
export interface Shown {
  /** Of the path, with the one that shows it; of a trace, events up to the divergence and with it. */
  readonly steps: number;
  /** The name of the graph's configuration, or the trace. */
  readonly where: string;
  /** The line in the trace's file; null on a graph. */
  readonly line: number | null;
  /** Labels from the initial state on; of a trace its actions. */
  readonly path: readonly string[];
  /** What is wrong at the end of it. */
  readonly why: string;
  /** Shows it again. */
  readonly command: string;
}

/** On graphs, by configuration, a mutant did nothing else than the true implementation, hidden state included. */
export interface EquivalenceReport {
  readonly graphs: readonly string[];
  readonly states: number;
  readonly edges: number;
  /** Steps that the spec forbids, where both were asked for them. */
  readonly forbidden: number;
}

/** Known-bad implementations, one by one. */
export interface MutantReport {
  readonly name: string;
  readonly description: string;
  readonly caught: boolean;
  /** Why no run on these links can show the bug; such a mutant need not be caught. */
  readonly beyond: string | null;
  /** What caught it: a trace with its line, or the replay. */
  readonly by: string | null;
  /** A command that shows it again. */
  readonly command: string;
  /** What each technique shows; every one is tried on every mutant. */
  readonly techniques: Readonly<Record<Technique, Shown | null>>;
  /** The technique of the shortest of them. */
  readonly shortest: Technique | null;
  /** Of a mutant that nothing shows: the proof that on these graphs, and in all schedules, there is nothing to show. */
  readonly equivalent: EquivalenceReport | null;
  /** Of a mutant that nothing shows, and that is not the same all the same: where it differs. */
  readonly survives: string | null;
}

/** Caught, or the same as the true implementation, or known to be out of reach. */
export const isAnswered = ({ caught, beyond, equivalent }: MutantReport): boolean =>
  caught || equivalent !== null || beyond !== null;
