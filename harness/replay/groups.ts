import { at } from "../graph/intList.ts";
import { searchGraph, type Reached } from "../graph/search.ts";
import { endOf, type StateGraph } from "../graph/stateGraph.ts";
import { labelOf } from "./judge.ts";
import { likenessOf } from "./likeness.ts";
import type { Finding } from "./walk.ts";

/** Findings that are alike. */
export interface FailureGroup {
  /** What they have in common. */
  readonly likeness: string;
  readonly count: number;
  /** At most three of them, those nearest to an initial state, nearest first. */
  readonly nearest: readonly NearFinding[];
}

export interface NearFinding {
  readonly finding: Finding;
  /** Steps of a shortest path that shows the same step, that step included. */
  readonly distance: number;
}

export interface FailureGroups {
  readonly add: (finding: Finding) => void;
  /** Findings, those included that are in no group. */
  readonly total: () => number;
  /** Nearest first. */
  readonly all: () => readonly FailureGroup[];
}

/** More kinds of failure nobody tells apart; a thoroughly broken implementation must not fill the memory. */
const MOST_GROUPS = 1000;
const MOST_EXAMPLES = 3;

/** Sorts findings into groups as they come, a million of them if need be. */
export const createFailureGroups = (graph: StateGraph): FailureGroups => {
  const groups = new Map<string, { likeness: string; count: number; nearest: NearFinding[] }>();
  const likeness = likenessOf(graph);
  let total = 0;
  let distances: Distances | undefined;
  return {
    add: (finding) => {
      total += 1;
      const key = likeness(labelOfFinding(graph, finding), finding.why);
      const group = groups.get(key) ?? { likeness: key, count: 0, nearest: [] };
      if (group.count === 0 && groups.size === MOST_GROUPS) return;
      groups.set(key, group);
      group.count += 1;
      distances ??= createDistances(graph);
      const distance = distanceOf(graph, distances, finding);
      const place = group.nearest.findIndex(
        (near) =>
          distance < near.distance ||
          (distance === near.distance && isDirect(finding) && !isDirect(near.finding)),
      );
      group.nearest.splice(place < 0 ? group.nearest.length : place, 0, { finding, distance });
      group.nearest.length = Math.min(group.nearest.length, MOST_EXAMPLES);
    },
    total: () => total,
    all: () => [...groups.values()].sort((left, right) => nearestOf(left) - nearestOf(right)),
  };
};

/** Of what comes to the same: what was done is what was asked for. */
const isDirect = ({ why }: Finding): boolean =>
  why.every((reason) => reason.kind !== "forbidden" || reason.done === undefined);

/** The label that a finding is about; none for an initial state. */
export const labelOfFinding = (graph: StateGraph, finding: Finding): StateGraph["labels"][number] | null => {
  switch (finding.kind) {
    case "initial":
      return null;
    case "edge":
      return labelOf(graph, endOf(graph.label, finding.edge));
    case "forbidden":
      return labelOf(graph, finding.label);
  }
};

const nearestOf = ({ nearest }: FailureGroup): number => nearest[0]?.distance ?? 0;

const distanceOf = (graph: StateGraph, distances: Distances, finding: Finding): number => {
  switch (finding.kind) {
    case "initial":
      return 0;
    case "edge":
      return distances(endOf(graph.from, finding.edge)) + 1;
    case "forbidden":
      return distances(finding.state) + 1;
  }
};

/** Edges of a shortest path from an initial state. */
type Distances = (state: number) => number;

const createDistances = (graph: StateGraph): Distances => {
  const { by }: Reached = searchGraph(graph);
  const known = new Int32Array(graph.states).fill(-1);
  return (state) => {
    const chain: number[] = [];
    let current = state;
    while (at(known, current) < 0 && at(by, current) >= 0) {
      chain.push(current);
      current = endOf(graph.from, at(by, current));
    }
    let distance = Math.max(0, at(known, current));
    for (const further of chain.reverse()) known[further] = distance += 1;
    return distance;
  };
};
