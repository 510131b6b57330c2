import type { SimulatedPart, SimulateReport } from "../graph/simulate/simulateReport.ts";
import { counted, problemLines, seconds, table } from "./lines.ts";

/** `conformance graph --simulate` for people. */
export const simulateText = ({ verdict, simulated, errors, durationMs }: SimulateReport): string =>
  [
    `${verdict}: ${walkedText(simulated)}, ${seconds(durationMs)}`,
    ...table([
      ["action", "taken", "possible in states"],
      ...Object.entries(simulated.actions).map(([name, { taken, possible }]) => [name, taken, possible]),
    ]),
    ...evidenceLines(simulated),
    ...errors.flatMap((problem) => problemLines("error", problem)),
  ].join("\n");

/** `40 random behaviours of at most 100 steps (seed 1), 2125 steps, 1980 distinct states` */
export const walkedText = ({ behaviours, depth, seed, steps, longest, distinct }: SimulatedPart): string =>
  [
    `${counted(behaviours, "random behaviour")} of at most ${counted(depth, "step")} (seed ${seed})`,
    `${counted(steps, "step")}, the longest ${longest}`,
    ...(distinct === null ? [] : [counted(distinct, "distinct state")]),
  ].join(", ");

/** What random behaviours cannot prove is named as what it is. */
export const evidenceLines = (simulated: SimulatedPart): readonly string[] => {
  const { labels, labelsTaken, neverTaken, neverPossible, behaviours, steps, laws } = simulated;
  const states = counted(behaviours + steps, "state");
  return [
    `kinds of steps: ${labelsTaken} of ${labels} taken`,
    ...(neverTaken.length === 0 ? [] : [`possible and never taken: ${neverTaken.join(", ")}`]),
    ...(neverPossible.length === 0 || behaviours === 0
      ? []
      : [`possible in none of ${states} (evidence, no proof): ${neverPossible.join(", ")}`]),
    ...(behaviours === 0 ? [] : lawLines(laws, states)),
  ];
};

const lawLines = (laws: SimulatedPart["laws"], states: string): readonly string[] => {
  const held = laws.filter(({ first }) => first === null).map(({ name }) => name);
  return [
    ...(held.length === 0 ? [] : [`held in all of ${states} (evidence, no proof): ${held.join(", ")}`]),
    ...laws.flatMap(({ name, broken, first }) =>
      first === null
        ? []
        : [
            `${name} did not hold in ${counted(broken, "state")}, first in behaviour ${first.behaviour} after ${counted(first.step, "step")}`,
          ],
    ),
  ];
};
