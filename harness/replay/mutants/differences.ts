import { actionText } from "../../graph/label.ts";
import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import { actionDifferences, comparedPart, isSameAction, projectionDifferences } from "../compare.ts";
import type { Performed, ReplayDriver, SpecAction, SpecState } from "../driver.ts";
import { labelOf } from "../judge.ts";
import type { GraphTechnique, Kill } from "./kill.ts";

/** How what was done differs from a step of the spec, in words; null when it does not. */
export const differencesOf = <World>(
  driver: ReplayDriver<World>,
  { wanted, after }: { readonly wanted: SpecAction; readonly after: SpecState },
  performed: Performed<World>,
): string | null => {
  if (performed.kind === "refused") return performed.reason;
  const leaves = [
    ...actionDifferences(wanted, performed),
    ...projectionDifferences(after, driver.project(performed.world)),
  ];
  const [first] = leaves;
  if (first === undefined) return null;
  const more = leaves.length === 1 ? "" : ` (and ${leaves.length - 1} more)`;
  return `${first.path} is ${first.logged}, not ${first.expected}${more}`;
};

/** What a step does that the spec forbids, in words; null when the target ignores it there. */
export const forbiddenText = <World>(
  driver: ReplayDriver<World>,
  { wanted, before }: { readonly wanted: SpecAction; readonly before: SpecState },
  world: World,
): string | null => {
  const shown = driver.project(world);
  const [first] = projectionDifferences(comparedPart(before, shown), shown);
  if (first === undefined) return `it takes ${actionText(wanted)} without effect`;
  return `it takes ${actionText(wanted)}: ${first.path} becomes ${first.logged}`;
};

/** Whether a mutant, walking a way alone from its initial state, shows itself at the end of it and not before. */
export const showsAgain = <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  { path, label, technique }: Omit<Kill, "steps" | "why"> & { readonly technique: GraphTechnique },
): boolean => {
  const [first] = path;
  const starts = first === undefined ? graph.initial : [endOf(graph.from, first)];
  return starts.some((start) => {
    const way = technique === "replay" ? path.slice(0, -1) : path;
    const reached = walked(graph, driver, { start, path: way });
    if (reached === null) return false;
    switch (technique) {
      case "replay": {
        const last = path.at(-1);
        return last !== undefined && stepped(graph, driver, { world: reached.world, edge: last }) === null;
      }
      case "promises":
        return (driver.promises?.(reached.world) ?? []).length > 0;
      case "against":
        return label !== null && takes(graph, driver, { ...reached, label });
    }
  });
};

interface Reached<World> {
  readonly world: World;
  readonly state: number;
}

const walked = <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  { start, path }: { readonly start: number; readonly path: readonly number[] },
): Reached<World> | null => {
  let world: World | null = driver.initial(graph.stateOf(start));
  let state = start;
  for (const edge of path) {
    if (world === null) return null;
    world = stepped(graph, driver, { world, edge });
    state = endOf(graph.to, edge);
  }
  return world === null ? null : { world, state };
};

/** The world after an edge, or null when the implementation does not do what the spec says. */
const stepped = <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  { world, edge }: { readonly world: World; readonly edge: number },
): World | null => {
  const wanted = labelOf(graph, endOf(graph.label, edge));
  const [before, after] = [graph.stateOf(endOf(graph.from, edge)), graph.stateOf(endOf(graph.to, edge))];
  const { action, args } = wanted;
  const performed = driver.perform(world, { action, args, before, after });
  const differs = differencesOf(driver, { wanted, after }, performed) !== null;
  return differs || performed.kind === "refused" ? null : performed.world;
};

const takes = <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  { world, state, label }: Reached<World> & { readonly label: number },
): boolean => {
  const { action, args } = labelOf(graph, label);
  const performed = driver.perform(world, { action, args, before: graph.stateOf(state) });
  return performed.kind === "taken" && isSameAction({ action, args }, performed);
};
