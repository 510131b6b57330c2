import { at, createIntList } from "../intList.ts";
import { searchGraph } from "../search.ts";
import { indexGraph, type StateGraph } from "../stateGraph.ts";

/** The first levels of a part of a graph. */
export interface LevelSlice {
  readonly graph: StateGraph;
  /** By edge of the slice: its number in the part. */
  readonly edges: Int32Array;
  /** All steps of all states that lie less than so many steps from an initial state are in it. */
  readonly depth: number;
}

/**
 * Where a number of states has cut a graph off, one level is half explored, and no renaming maps that onto itself: the
 * levels before are whole.
 */
export const levelSlice = (part: StateGraph): LevelSlice => {
  const { reached, depth: depths } = searchGraph(part);
  const isWhole = (state: number): boolean => part.isUnexplored?.(state) !== true;
  let depth = Infinity;
  for (let state = 0; state < part.states; state += 1)
    if (at(reached, state) === 1 && !isWhole(state)) depth = Math.min(depth, at(depths, state));
  const kept = numbersWhere(part.states, (state) => at(reached, state) === 1 && at(depths, state) <= depth);
  const isInner = (state: number): boolean => at(reached, state) === 1 && at(depths, state) < depth;
  const edges = numbersWhere(part.edges, (edge) => isInner(at(part.from, edge)));
  return { graph: partOf(part, { kept, edges, isInner }), edges, depth };
};

const numbersWhere = (count: number, wanted: (number: number) => boolean): Int32Array => {
  const found = createIntList();
  for (let number = 0; number < count; number += 1) if (wanted(number)) found.push(number);
  return found.toArray();
};

const partOf = (
  part: StateGraph,
  {
    kept,
    edges,
    isInner,
  }: {
    readonly kept: Int32Array;
    readonly edges: Int32Array;
    readonly isInner: (state: number) => boolean;
  },
): StateGraph => {
  const numbers = new Int32Array(part.states).fill(-1);
  for (const [number, state] of kept.entries()) numbers[state] = number;
  const { values, labels, beyond } = part;
  return indexGraph({
    ...{ states: kept.length, labels, beyond },
    initial: part.initial.map((state) => at(numbers, state)),
    from: edges.map((edge) => at(numbers, at(part.from, edge))),
    to: edges.map((edge) => at(numbers, at(part.to, edge))),
    label: edges.map((edge) => at(part.label, edge)),
    cutLabels: (state) => (isInner(at(kept, state)) ? part.cutLabels(at(kept, state)) : []),
    stateOf: (state) => part.stateOf(at(kept, state)),
    isUnexplored: (state) => !isInner(at(kept, state)),
    ...(values === undefined
      ? {}
      : {
          values: {
            store: values.store,
            columns: new Map(
              Array.from(
                values.columns,
                ([name, column]) => [name, kept.map((state) => at(column, state))] as const,
              ),
            ),
          },
        }),
  });
};
