import { describeNode } from "./check.ts";
import { describeTransition, isRoutine } from "./event-log.ts";
import type { ScenarioRun } from "./run.ts";

/** The whole run as text: event log, final state of every node, expectations. This is what golden files hold. */
export const describeRun = ({ transitions, expectations, result }: ScenarioRun): string => {
  const shown = transitions.filter((transition) => !isRoutine(transition));
  const outcomes = expectations.map(
    ({ text, met, found }) => `${text}: ${met ? "met" : `NOT MET, ${found}`}`,
  );
  return [
    ...shown.map(describeTransition),
    "",
    `after ${result.now} ms: ${transitions.length} transitions (${transitions.length - shown.length} routine ones left out)`,
    ...Object.keys(result.world.electors).map((node) => describeNode(result.world, node)),
    "",
    ...outcomes,
    "",
  ].join("\n");
};
