/** How a replay can show a mutant: by a step, by one that the spec forbids, or by a promise that the spec cannot state. */
export type GraphTechnique = "replay" | "against" | "promises";

/** What shows a mutant on a graph. */
export interface Kill {
  /** Edges from an initial state. */
  readonly path: readonly number[];
  /** The forbidden step that is taken at the end of the path. */
  readonly label: number | null;
  /** Edges of the path, and the forbidden step. */
  readonly steps: number;
  /** In words. */
  readonly why: string;
}

export type Kills = Readonly<Record<GraphTechnique, Kill | null>>;

/** By technique: a way of so many steps, or more, is of no interest. */
export type Limits = Readonly<Record<GraphTechnique, number>>;
