import { searchGraph, shortestPath, type Reached } from "../graph/search.ts";
import { endOf, type StateGraph } from "../graph/stateGraph.ts";
import type { Deviation, ReplayDriver } from "./driver.ts";
import { forbiddenStep, judgeEdge, judgeInitial, labelOf, loadWorld } from "./judge.ts";
import { forbiddenTaken } from "./negative.ts";
import type { Finding } from "./positive.ts";
import type { ReplayFailure } from "./replayReport.ts";

interface Context<World> {
  readonly graph: StateGraph;
  readonly driver: ReplayDriver<World>;
  readonly reached: Reached;
}

/** Failures for a report: labels instead of numbers, and the shortest path that shows the same. */
export const failuresOf = <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  findings: readonly Finding[],
): readonly ReplayFailure[] => {
  if (findings.length === 0) return [];
  const context = { graph, driver, reached: searchGraph(graph) };
  return findings.map((finding) => failureOf(context, finding));
};

/** A declared deviation that occurs nowhere hides the next real difference: it must be taken off the list. */
export const unusedDeviation = ({ id, where }: Deviation): ReplayFailure => ({
  path: [],
  step: 0,
  why: [{ kind: "deviation", id, reason: `the declared deviation ${id} (${where}) no longer occurs` }],
  shortest: null,
});

const failureOf = <World>(context: Context<World>, finding: Finding): ReplayFailure => {
  const { graph, reached } = context;
  switch (finding.kind) {
    case "initial":
      return { path: [], step: 0, why: finding.why, shortest: [] };
    case "edge": {
      const { path, why } = finding;
      const edge = path.at(-1) ?? -1;
      const shortest = [...shortestPath(graph, reached, endOf(graph.from, edge)), edge];
      const shown = shortest.length === path.length || differsAtEnd(context, shortest);
      const labels = edgeTexts(graph, path);
      return { path: labels, step: path.length, why, shortest: shown ? edgeTexts(graph, shortest) : null };
    }
    case "forbidden": {
      const { path, why, state, label } = finding;
      const shortest = shortestPath(graph, reached, state);
      const world = worldAfter(context, shortest, state);
      const step = forbiddenStep(graph, graph.stateOf(state), label);
      const shown = world !== undefined && forbiddenTaken(context.driver, world, step) !== null;
      const whole = (edges: readonly number[]): readonly string[] => [
        ...edgeTexts(graph, edges),
        labelOf(graph, label).text,
      ];
      return { path: whole(path), step: path.length + 1, why, shortest: shown ? whole(shortest) : null };
    }
  }
};

const edgeTexts = (graph: StateGraph, edges: readonly number[]): readonly string[] =>
  edges.map((edge) => labelOf(graph, endOf(graph.label, edge)).text);

const differsAtEnd = <World>(context: Context<World>, path: readonly number[]): boolean => {
  const edge = path.at(-1) ?? -1;
  const world = worldAfter(context, path.slice(0, -1), endOf(context.graph.from, edge));
  return world !== undefined && judgeEdge(context, world, edge).kind === "different";
};

/** The world at the end of a path without differences; undefined when there is one earlier. */
const worldAfter = <World>(
  { graph, driver }: Context<World>,
  path: readonly number[],
  end: number,
): World | undefined => {
  const first = path[0];
  const initial = graph.stateOf(first === undefined ? end : endOf(graph.from, first));
  let world = driver.initial(initial);
  if (judgeInitial(driver, world, initial).length > 0) return undefined;
  for (const edge of path) {
    const outcome = judgeEdge({ graph, driver }, world, edge);
    if (outcome.kind === "different") return undefined;
    world = outcome.kind === "same" ? outcome.world : loadWorld(driver, graph.stateOf(endOf(graph.to, edge)));
  }
  return world;
};
