import { at, createIntList } from "../intList.ts";
import type { Reached } from "../search.ts";
import type { StateGraph } from "../stateGraph.ts";

/** The classes of edges that are wanted, numbered from 0 in the order in which they come into reach. */
export interface EdgeClasses {
  /** By edge; -1 for edges of no class and for those out of reach. */
  readonly of: Int32Array;
  /** By class in reach: its first edge, by the length of a shortest path. */
  readonly first: Int32Array;
  /** By class in reach: how many edges in reach it has. */
  readonly sizes: Int32Array;
  /** All wanted classes, those out of reach too. */
  readonly total: number;
}

/** `classOf` has any numbers, below 0 for edges that nobody wants. */
export const numberClasses = (graph: StateGraph, reach: Reached, classOf: Int32Array): EdgeClasses => {
  const numbers = new Map<number, number>();
  const of = new Int32Array(graph.edges).fill(-1);
  const [first, sizes] = [createIntList(), createIntList()];
  for (const state of reach.order) {
    for (let place = at(graph.outStart, state); place < at(graph.outStart, state + 1); place += 1) {
      const edge = at(graph.outEdges, place);
      const given = at(classOf, edge);
      if (given < 0) continue;
      const number = numbers.get(given) ?? numbers.size;
      if (number === numbers.size) first.push(edge);
      numbers.set(given, number);
      sizes.set(number, sizes.at(number) + 1);
      of[edge] = number;
    }
  }
  const inReach = { first: first.toArray(), sizes: sizes.toArray() };
  for (const given of classOf) if (given >= 0 && !numbers.has(given)) numbers.set(given, numbers.size);
  return { of, ...inReach, total: numbers.size };
};
