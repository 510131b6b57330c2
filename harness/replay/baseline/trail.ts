import { createIntList, type IntList } from "../../graph/intList.ts";
import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";

/** What became of the steps that the spec does not have in a state and the implementation took all the same. */
export interface PairNote {
  readonly exempt: Readonly<Record<string, number>>;
  /** By number of the deviation. */
  readonly excused: Readonly<Record<string, number>>;
  readonly ignored: number;
}

/**
 * What a replay without failures has asked, as a tree: each step from the world that the step above led to. Worlds are
 * values and drivers functions, so that the same way from the same start leads to the same world again.
 */
export interface Trail {
  /** By step: the step above; -1 for a start. Steps come after those above. */
  readonly parents: IntList;
  /** By step: the edge of the graph; -1 for a start. */
  readonly edges: IntList;
  /** By step: the state that it leads to. */
  readonly states: IntList;
  /** By step: 1 + the number of the deviation that excuses it; 0 for none. */
  readonly deviations: IntList;
  /** By state: 1 + the step from whose world the steps that the spec does not have were asked for; 0 for none. */
  readonly askedAt: Int32Array;
  /** By state: how many were asked for. */
  readonly asked: Int32Array;
  /** By state: 1 + the number of the note; 0 for nothing to note. */
  readonly noted: Int32Array;
  readonly notes: PairNote[];
  /** Actions that the implementation said it did when it was asked for others. */
  readonly named: Set<string>;
}

export const createTrail = ({ states }: StateGraph): Trail => ({
  ...{
    parents: createIntList(),
    edges: createIntList(),
    states: createIntList(),
    deviations: createIntList(),
  },
  ...{ askedAt: new Int32Array(states), asked: new Int32Array(states), noted: new Int32Array(states) },
  notes: [],
  named: new Set(),
});

/** Adds a step or, with the edge -1, a start; its number. */
export const addStep = (
  trail: Trail,
  step: { readonly parent: number; readonly edge: number; readonly state: number },
): number => {
  trail.parents.push(step.parent);
  trail.edges.push(step.edge);
  trail.states.push(step.state);
  trail.deviations.push(0);
  return trail.parents.length() - 1;
};

/** Edges that are the same step of the spec, this one included: one answer holds for all of them. */
export const alikeEdges = (graph: StateGraph, edge: number): Int32Array =>
  edgesFrom(graph, endOf(graph.from, edge)).filter(
    (other) =>
      endOf(graph.label, other) === endOf(graph.label, edge) &&
      endOf(graph.to, other) === endOf(graph.to, edge),
  );

/** What a trail comes to, edge by edge. */
export interface TrailEdges {
  /** By edge: 1 when the trail has it. */
  readonly covered: Uint8Array;
  readonly count: number;
  /** By edge: 1 + the number of the deviation that first excused it; 0 for none. */
  readonly excused: Uint8Array;
}

export const trailEdges = (graph: StateGraph, trail: Trail): TrailEdges => {
  const [covered, excused] = [new Uint8Array(graph.edges), new Uint8Array(graph.edges)];
  let count = 0;
  for (let step = 0; step < trail.edges.length(); step += 1) {
    const edge = trail.edges.at(step);
    if (edge < 0) continue;
    for (const alike of alikeEdges(graph, edge)) {
      if (covered[alike] === 0) count += 1;
      covered[alike] = 1;
      if (excused[alike] === 0) excused[alike] = trail.deviations.at(step);
    }
  }
  return { covered, count, excused };
};

/** What a trail comes to, of the steps that the spec does not have. */
export interface TrailPairs {
  readonly checked: number;
  readonly exempt: Readonly<Record<string, number>>;
  readonly excused: Readonly<Record<string, number>>;
  readonly ignored: number;
}

export const trailPairs = (trail: Trail): TrailPairs => {
  const [exempt, excused] = [new Map<string, number>(), new Map<string, number>()];
  let [checked, ignored] = [0, 0];
  for (const [state, count] of trail.asked.entries()) {
    checked += count;
    const note = trail.notes[(trail.noted[state] ?? 0) - 1];
    if (note === undefined) continue;
    addAll(exempt, note.exempt);
    addAll(excused, note.excused);
    ignored += note.ignored;
  }
  return { checked, exempt: Object.fromEntries(exempt), excused: Object.fromEntries(excused), ignored };
};

const addAll = (sums: Map<string, number>, counts: Readonly<Record<string, number>>): void => {
  for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
};
