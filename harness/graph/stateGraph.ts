import { add, at } from "./intList.ts";
import type { TlaValue } from "../tla/value.ts";
import type { ValueStore } from "./values/valueStore.ts";

/** What stands on an edge: an action of the spec and the arguments that are known. */
export interface GraphLabel {
  readonly action: string;
  /** By parameter name; a parameter chosen inside, from a set that depends on the state, is missing. */
  readonly args: Readonly<Record<string, TlaValue>>;
  /** `RequestVote(i = S1, j = S2)`; labels of equal text are the same label. */
  readonly text: string;
}

/** States as rows of stored values (values/valueStore.ts): what is equal has one number. */
export interface StateValues {
  readonly store: ValueStore;
  /** By variable, in the order of `stateOf`; then by state. */
  readonly columns: ReadonlyMap<string, Int32Array>;
}

/**
 * The reachable states of a model. States, edges and labels are numbers; all edges are kept, parallel ones
 * and loops too. `from`, `to` and `label` are indexed by edge.
 */
export interface StateGraph {
  readonly states: number;
  readonly edges: number;
  readonly initial: readonly number[];
  readonly labels: readonly GraphLabel[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly label: Int32Array;
  /** The edges out of state n are `outEdges[outStart[n]]` up to, without, `outEdges[outStart[n + 1]]`. */
  readonly outStart: Int32Array;
  readonly outEdges: Int32Array;
  /** States that TLC reached and did not explore, for they are outside the model's constraint. */
  readonly beyond: number;
  /** Labels of steps that the model has but does not explore, for they leave its constraint. */
  readonly cutLabels: (state: number) => readonly number[];
  /** Made on demand; equal values of one variable are mostly the same object. */
  readonly stateOf: (state: number) => ReadonlyMap<string, TlaValue>;
  /** Of a part of a graph: whether the steps out of the state are unknown. Absent: all are known. */
  readonly isUnexplored?: (state: number) => boolean;
  /** The same states for what goes over all of them; graphs that were put together by hand have none. */
  readonly values?: StateValues;
}

/** A graph without its index. */
export interface GraphParts {
  readonly states: number;
  readonly initial: readonly number[];
  readonly labels: readonly GraphLabel[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly label: Int32Array;
  readonly beyond: number;
  readonly cutLabels: (state: number) => readonly number[];
  readonly stateOf: (state: number) => ReadonlyMap<string, TlaValue>;
  readonly isUnexplored?: (state: number) => boolean;
  readonly values?: StateValues;
}

/** Adds the index of outgoing edges; edges of one state keep their order. */
export const indexGraph = (parts: GraphParts): StateGraph => {
  const { starts, order } = sortedBy(parts.from, parts.states);
  return { ...parts, edges: parts.from.length, outStart: starts, outEdges: order };
};

/** The indices of `keys` sorted by key, stable, and where each key's share begins: a counting sort. */
export const sortedBy = (
  keys: Int32Array,
  count: number,
): { readonly starts: Int32Array; readonly order: Int32Array } => {
  const starts = new Int32Array(count + 1);
  for (const key of keys) add(starts, key + 1, 1);
  for (let key = 0; key < count; key += 1) add(starts, key + 1, at(starts, key));
  const next = starts.slice();
  const order = new Int32Array(keys.length);
  for (const [index, key] of keys.entries()) {
    order[at(next, key)] = index;
    add(next, key, 1);
  }
  return { starts, order };
};

/** The edges out of a state, in order. */
export const edgesFrom = ({ outStart, outEdges }: StateGraph, state: number): Int32Array =>
  outEdges.subarray(outStart[state] ?? 0, outStart[state + 1] ?? 0);

/** The end of an edge; a number outside the graph is a bug. */
export const endOf = (ends: Int32Array, edge: number): number => {
  const state = ends[edge];
  if (state === undefined) throw new Error(`the graph has no edge ${edge}`);
  return state;
};

/** The actions that some edge takes. */
export const takenActions = ({ labels, label }: StateGraph): ReadonlySet<string> =>
  new Set([...new Set(label)].flatMap((number) => labels[number]?.action ?? []));
