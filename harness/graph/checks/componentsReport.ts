import { at } from "../intList.ts";
import type { StateGraph } from "../stateGraph.ts";
import type { Reached } from "../search.ts";
import { leadingBack, nearest } from "./breadth.ts";
import type { ComponentsReport } from "./checksReport.ts";
import { componentsOf, type Components } from "./components.ts";

/** What the strongly connected components say. One that holds a state whose steps are not known is not closed. */
export const componentsReport = (
  graph: StateGraph,
  breadth: Reached,
  isUnexplored: (state: number) => boolean,
): ComponentsReport => {
  const components = componentsOf(graph);
  const back = leadingBack(graph);
  const returning = back.reduce((sum, leads) => sum + leads, 0);
  return {
    count: components.count,
    largest: largest(components.sizes),
    sizes: sizesOf(components.sizes),
    closed: closedReport({ graph, breadth, components, isUnexplored }),
    returning: {
      states: returning,
      all: returning === graph.states,
      nearestWithout:
        returning === graph.states ? null : nearest(graph, breadth, (state) => back[state] === 0),
    },
  };
};

const closedReport = ({
  graph,
  breadth,
  components: { of, sizes, closed },
  isUnexplored,
}: {
  readonly graph: StateGraph;
  readonly breadth: Reached;
  readonly components: Components;
  readonly isUnexplored: (state: number) => boolean;
}): ComponentsReport["closed"] => {
  const known = closed.slice();
  const leaving = new Set<number>();
  for (const [state, component] of of.entries()) {
    if (closed[component] === 0) continue;
    if (isUnexplored(state)) known[component] = 0;
    if (graph.cutLabels(state).length > 0) leaving.add(component);
  }
  const closedSizes = sizes.filter((_, component) => known[component] === 1);
  const none = closedSizes.length === 0;
  return {
    components: closedSizes.length,
    states: closedSizes.reduce((sum, size) => sum + size, 0),
    largest: largest(closedSizes),
    leaving: [...leaving].filter((component) => known[component] === 1).length,
    nearest: none ? null : nearest(graph, breadth, (state) => known[at(of, state)] === 1),
  };
};

const largest = (sizes: Int32Array): number => sizes.reduce((most, size) => Math.max(most, size), 0);

const sizesOf = (sizes: Int32Array): ComponentsReport["sizes"] => {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return [...counts]
    .sort(([left], [right]) => right - left)
    .map(([size, components]) => ({ size, components }));
};
