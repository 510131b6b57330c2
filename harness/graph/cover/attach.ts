import type { WalkGraph } from "./coverDemand.ts";
import type { CoverFlow } from "./coverFlow.ts";
import { flowParts, type FlowParts } from "./flowParts.ts";
import { add, at, createIntList } from "../intList.ts";
import { createNearest, type Nearest, type Wanted } from "./nearest.ts";
import { endsOf } from "./walks.ts";

/**
 * Leads walks to the round trips of a flow that no start leads to: from where a walk ends, or from a new start, by
 * a shortest path each; from there the walk goes on to the next round trip when that is no farther for it. Costs no
 * step where a round trip passes an initial state. Looks at about `effort` edges, then no longer for the nearest.
 */
export const attachTours = (graph: WalkGraph, flow: CoverFlow, effort: number): CoverFlow => {
  const parts = flowParts(graph, flow);
  if (parts.looseCount === 0) return flow;
  const draft: Draft = {
    ...{ graph, parts, uses: flow.uses.slice(), starts: flow.starts.slice() },
    ends: endsOf(graph, flow),
  };
  const { nearest, entries, distances } = findEntries(draft);
  const fromStarts = createNearest(graph);
  fromStarts.search(graph.initial, () => false);
  const chain = createNearest(graph);
  const farthest = at(distances, parts.partOf(entries.at(-1) ?? 0));
  const next = isNoFarther(parts, distances, farthest);
  for (const entry of entries) {
    if (!isLoose(parts, entry)) continue;
    bring(draft, entry, { nearest, fromStarts });
    let here: number | null = entry;
    while (here !== null && chain.spent() < effort) {
      here = chain.search([here], next);
      if (here !== null) layPath(draft, chain, here);
    }
  }
  return draft;
};

interface Draft extends CoverFlow {
  readonly graph: WalkGraph;
  readonly parts: FlowParts;
  /** By state: walks that end there. */
  readonly ends: Int32Array;
}

const isLoose = ({ loose, partOf }: FlowParts, state: number): boolean => loose[partOf(state)] === 1;

/** For each loose part the state nearest to an end or a start, nearest first; and how far it is, by part. */
const findEntries = ({ graph, parts, ends }: Draft) => {
  const nearest = createNearest(graph);
  const entries = createIntList();
  const distances = new Int32Array(graph.states).fill(-1);
  const sources = createIntList();
  for (const [state, count] of ends.entries()) if (count > 0) sources.push(state);
  for (const state of graph.initial) sources.push(state);
  nearest.search(sources.toArray(), (state, distance) => {
    const part = parts.partOf(state);
    if (parts.loose[part] !== 1 || at(distances, part) >= 0) return false;
    distances[part] = distance;
    entries.push(state);
    return false;
  });
  return { nearest, entries: entries.toArray(), distances };
};

/** A part that is found from here no farther than it is from where other walks end or start. */
const isNoFarther = (parts: FlowParts, distances: Int32Array, most: number): Wanted => {
  return (state, distance) => {
    if (distance > most) return "stop";
    return isLoose(parts, state) && distance <= at(distances, parts.partOf(state));
  };
};

/** A walk that ends at one place only can go on from there once; after that it takes a new start. */
const bring = (
  draft: Draft,
  entry: number,
  { nearest, fromStarts }: { readonly nearest: Nearest; readonly fromStarts: Nearest },
): void => {
  const source = nearest.sourceOf(entry);
  if (at(draft.ends, source) > 0) {
    add(draft.ends, source, -1);
    layPath(draft, nearest, entry);
  } else {
    add(draft.starts, fromStarts.sourceOf(entry), 1);
    layPath(draft, fromStarts, entry);
  }
};

const layPath = ({ graph, parts, uses }: Draft, path: Nearest, entry: number): void => {
  parts.loose[parts.partOf(entry)] = 0;
  path.walkBack(entry, (edge) => {
    add(uses, edge, 1);
    parts.loose[parts.partOf(at(graph.from, edge))] = 0;
  });
};
