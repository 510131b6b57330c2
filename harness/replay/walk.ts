import type { Cover } from "../graph/cover/cover.ts";
import { endOf } from "../graph/stateGraph.ts";
import { judgeEdge } from "./edge.ts";
import { loadWorld, type Engine, type Place } from "./judge.ts";
import type { ReplayWhy } from "./replayReport.ts";

/** A way through the graph from an initial state. */
export interface Path {
  readonly start: number;
  readonly edges: readonly number[];
}

/** A state to which a test came for the first time, and how. */
export interface Visit<World> extends Place<World> {
  readonly state: number;
  readonly path: () => Path;
}

/** A difference, and the way to it; of an edge, with the edge itself. */
export type Finding = { readonly path: () => Path; readonly why: readonly ReplayWhy[] } & (
  | { readonly kind: "initial" }
  | { readonly kind: "edge"; readonly edge: number }
  /** Where the way ends, this step is not the spec's. */
  | { readonly kind: "forbidden"; readonly state: number; readonly label: number }
);

/** Who is told what the walk meets, while it goes on. */
export interface Observer<World> {
  /** At most once a state. */
  readonly visited: (visit: Visit<World>) => void;
  /** At most once an initial state and an edge. */
  readonly found: (finding: Finding) => void;
}

/** What has become of an edge so far. */
export const UNTRIED = 0;
export const UNOBSERVED = 1;
export const COVERED = 2;
const FAILED = 3;

export interface Walk<World> extends Engine<World> {
  readonly cover: Pick<Cover, "tests">;
  readonly observer: Observer<World>;
  /** By edge. */
  readonly fates: Uint8Array;
  /** By edge: 1 + the number of the deviation that excuses it; 0 for none. */
  readonly excuses: Uint8Array;
  /** By state: 1 + the number of the test that came there first, -1 for none; 0 for an initial state. */
  readonly visits: Int32Array;
  /** By state: how many edges of that test led there. */
  readonly visitSteps: Int32Array;
  /** The worlds of initial states, as far as they are in step with the spec. */
  readonly starts: Map<number, World>;
  readonly counts: { performed: number };
}

/** The place after an edge, or null when the test cannot go on. */
export const take = <World>(
  walk: Walk<World>,
  place: Place<World>,
  { edge, path }: { readonly edge: number; readonly path: () => Path },
): Place<World> | null => {
  const { graph, driver, fates, excuses, observer } = walk;
  const after = graph.stateOf(endOf(graph.to, edge));
  const outcome = judgeEdge(walk, place, { edge, after });
  walk.counts.performed += 1;
  const failed = fates[edge] === FAILED;
  switch (outcome.kind) {
    case "same":
      if (!failed) fates[edge] = COVERED;
      return { world: outcome.world, before: after };
    case "excused":
      if (!failed) fates[edge] = COVERED;
      if (excuses[edge] === 0) excuses[edge] = 1 + driver.deviations.indexOf(outcome.deviation);
      return { world: loadWorld(driver, after), before: after };
    case "unobserved":
      if (fates[edge] === UNTRIED) fates[edge] = UNOBSERVED;
      return driver.load === undefined ? null : { world: loadWorld(driver, after), before: after };
    case "different":
      if (!failed) observer.found({ kind: "edge", edge, path, why: outcome.why });
      fates[edge] = FAILED;
      return driver.load === undefined ? null : { world: loadWorld(driver, after), before: after };
  }
};
