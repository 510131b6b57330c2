import type { EdgeClasses } from "./classes.ts";
import type { SearchedGraph } from "./coverWishes.ts";
import { at, createIntList, type IntList } from "../intList.ts";
import { createNearest, type Nearest } from "./nearest.ts";

/** Tests that take all classes, and by class the edge that took it first. */
export interface TakenClasses {
  readonly tests: readonly Int32Array[];
  readonly chosen: Int32Array;
}

/**
 * Goes on to the nearest edge of a class that was not taken, unless one is nearer to an initial state: then a new
 * test goes there. Looks at about `effort` edges; then all tests are of the latter kind.
 */
export const takeClasses = (searched: SearchedGraph, classes: EdgeClasses, effort: number): TakenClasses => {
  const { graph, reach } = searched;
  const taking = createTaking(classes);
  const nearest = createNearest(graph);
  const fromStarts = createNearest(graph);
  fromStarts.search(graph.initial, () => false);
  const tests: Int32Array[] = [];
  const path = createIntList();
  const end = (): void => {
    if (path.length() > 0) tests.push(path.toArray());
    path.cut(0);
  };
  for (const first of classes.first) {
    while (taking.isMissing(first)) {
      const here = path.length() === 0 ? null : at(graph.to, path.at(path.length() - 1));
      const limit = at(reach.depth, at(graph.from, first));
      const next =
        here === null || nearest.spent() > effort
          ? null
          : nearest.search([here], (state, distance) => {
              if (distance > limit) return "stop";
              return wayOn(searched, state, taking) !== null;
            });
      if (next === null) end();
      const state = next ?? at(graph.from, first);
      walkTo(next === null ? fromStarts : nearest, state, { path, take: taking.take });
      const edge = wayOn(searched, state, taking);
      if (edge === null) continue;
      path.push(edge);
      taking.take(edge);
    }
  }
  end();
  return { tests, chosen: taking.chosen };
};

interface Taking {
  readonly isMissing: (edge: number) => boolean;
  readonly take: (edge: number) => void;
  readonly chosen: Int32Array;
}

const createTaking = ({ of, first }: EdgeClasses): Taking => {
  const chosen = new Int32Array(first.length).fill(-1);
  const isMissing = (edge: number): boolean => at(of, edge) >= 0 && at(chosen, at(of, edge)) < 0;
  const take = (edge: number): void => {
    if (isMissing(edge)) chosen[at(of, edge)] = edge;
  };
  return { isMissing, take, chosen };
};

/** An edge out of a state whose class is missing. */
const wayOn = ({ graph }: SearchedGraph, state: number, { isMissing }: Taking): number | null => {
  for (let place = at(graph.outStart, state); place < at(graph.outStart, state + 1); place += 1)
    if (isMissing(at(graph.outEdges, place))) return at(graph.outEdges, place);
  return null;
};

const walkTo = (
  way: Nearest,
  state: number,
  { path, take }: { readonly path: IntList; readonly take: (edge: number) => void },
): void => {
  const backwards: number[] = [];
  way.walkBack(state, (edge) => backwards.push(edge));
  for (const edge of backwards.reverse()) {
    path.push(edge);
    take(edge);
  }
};
