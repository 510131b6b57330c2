import type { Simulation } from "../simulation-types.ts";

/** Why a command cannot be done at its time: a restart of a node that runs, say. */
export interface Impossible {
  readonly impossible: string;
}

/** What came of a command. */
export type Performed = Simulation | Impossible;

export const isImpossible = (performed: Performed): performed is Impossible => "impossible" in performed;

export const impossible = (why: string): Impossible => ({ impossible: why });
