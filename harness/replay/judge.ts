import { endOf, type StateGraph } from "../graph/stateGraph.ts";
import { ACTION_PATH, actionDifferences, comparedPart, projectionDifferences } from "./compare.ts";
import type { Deviation, ReplayDriver, SpecState, SpecStep, StepDifference } from "./driver.ts";
import type { ReplayWhy } from "./replayReport.ts";

/** What came of asking the implementation for an edge of the graph. */
export type EdgeOutcome<World> =
  | { readonly kind: "same"; readonly world: World }
  | { readonly kind: "excused"; readonly deviation: Deviation }
  | { readonly kind: "different"; readonly why: readonly ReplayWhy[] };

/** Asks the implementation, in a world, for the step of an edge. */
export const judgeEdge = <World>(
  { graph, driver }: { readonly graph: StateGraph; readonly driver: ReplayDriver<World> },
  world: World,
  edge: number,
): EdgeOutcome<World> => {
  const { action, args } = labelOf(graph, endOf(graph.label, edge));
  const before = graph.stateOf(endOf(graph.from, edge));
  const after = graph.stateOf(endOf(graph.to, edge));
  const step = { action, args, before, after };
  const performed = driver.perform(world, step);
  if (performed.kind === "refused") {
    const expected = comparedPart(after, driver.project(world));
    const difference = { step, expected, actual: null, performed: null, differences: [] };
    return excusedOr(driver, difference, [{ kind: "refused", reason: performed.reason }]);
  }
  const actual = driver.project(performed.world);
  const leaves = [...actionDifferences(step, performed), ...projectionDifferences(after, actual)];
  if (leaves.length === 0) return { kind: "same", world: performed.world };
  const expected = comparedPart(after, actual);
  const difference = { step, expected, actual, performed, differences: leaves };
  return excusedOr(driver, difference, leaves.map(whyOf));
};

const excusedOr = <World>(
  { deviations }: ReplayDriver<World>,
  difference: StepDifference,
  why: readonly ReplayWhy[],
): EdgeOutcome<World> => {
  const deviation = deviations.find(({ matches }) => matches(difference));
  return deviation === undefined ? { kind: "different", why } : { kind: "excused", deviation };
};

const whyOf = ({ path, expected, logged }: StepDifference["differences"][number]): ReplayWhy =>
  path === ACTION_PATH
    ? { kind: "action", reason: `it did ${logged} instead of ${expected}`, expected, performed: logged }
    : { kind: "state", path, expected, logged };

/** Whether the implementation starts as the spec says. */
export const judgeInitial = <World>(
  { project }: ReplayDriver<World>,
  world: World,
  state: SpecState,
): readonly ReplayWhy[] => projectionDifferences(state, project(world)).map(whyOf);

/** A world in a state of the spec. What a target loads must show that state: anything else is the target's bug. */
export const loadWorld = <World>(driver: ReplayDriver<World>, state: SpecState): World => {
  if (driver.load === undefined) throw new Error("a target with deviations must be able to load a state");
  const world = driver.load(state);
  const [wrong] = projectionDifferences(state, driver.project(world));
  if (wrong !== undefined)
    throw new Error(
      `the target loads another state: ${wrong.path} is ${wrong.logged} instead of ${wrong.expected}`,
    );
  return world;
};

/** A label of the graph; a number outside of it is a bug. */
export const labelOf = (graph: StateGraph, number: number): StateGraph["labels"][number] => {
  const label = graph.labels[number];
  if (label === undefined) throw new Error(`the graph has no label ${number}`);
  return label;
};

/** The step of a label in a state that has none of that label. */
export const forbiddenStep = (graph: StateGraph, before: SpecState, label: number): SpecStep => {
  const { action, args } = labelOf(graph, label);
  return { action, args, before };
};
