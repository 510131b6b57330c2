import { endOf } from "../graph/stateGraph.ts";
import { judgePerformed, labelOf, type Asked, type EdgeOutcome, type Engine, type Place } from "./judge.ts";
import { judgeOutcomes } from "./outcomes.ts";

/** Asks the implementation, in a world, for the step of an edge. */
export const judgeEdge = <World>(
  engine: Engine<World>,
  { world, before }: Place<World>,
  { edge, after }: Asked,
): EdgeOutcome<World> => {
  const { graph, driver } = engine;
  const { action, args } = labelOf(graph, endOf(graph.label, edge));
  const step = { action, args, before, after };
  return driver.outcomes === undefined
    ? judgePerformed(driver, { world, step }, driver.perform(world, step))
    : judgeOutcomes(engine, { world, step, edge }, driver.outcomes(world, step));
};
