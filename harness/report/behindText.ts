import type { BehindReport } from "../replay/behind/behindReport.ts";
import { counted } from "./lines.ts";

/** What random behaviours have shown behind the cut of a graph, and what stays unknown all the same. */
export const behindLines = ({
  steps,
  covered,
  behaviours,
  states,
  frontier,
  newActions,
  command,
  replay,
}: BehindReport): readonly string[] => {
  const { depth, seed } = replay.simulated;
  const { checked, pairs } = replay.negative;
  const all = `${counted(replay.tests, "random behaviour")} of at most ${counted(depth, "step")} (seed ${seed})`;
  const far =
    steps === 0
      ? "none of their steps is behind it"
      : `${steps} of ${counted(replay.steps, "step")} are behind it, in ${counted(behaviours, "behaviour")}: ${covered} followed, ${counted(states, "state")} that the graph does not have`;
  return [
    `behind the cut: ${all}; ${far}; ${checked} of ${pairs} forbidden steps tried`,
    ...(newActions.length === 0 ? [] : [`  only there: ${newActions.join(", ")}`]),
    `  still unknown: all behind ${frontier.states - frontier.left} of ${counted(frontier.states, "state")} at the cut, and behind the others what chance passed by`,
    `  again: ${command}`,
  ];
};
