import type { RandomFailure, RandomReport } from "../replay/random/randomReport.ts";
import { counted, problemLines, seconds } from "./lines.ts";
import { failureLines } from "./replayText.ts";

/** `conformance replay --random` for people. */
export const randomText = ({ verdict, random, states, edges, negative, ...report }: RandomReport): string => {
  const { walks, length, seed, steps, longest, edgesTaken, statesSeen } = random;
  return [
    `${verdict}: ${counted(walks, "random walk")} of at most ${counted(length, "step")} (seed ${seed}), ${counted(steps, "step")}, the longest ${longest}, ${seconds(report.durationMs)}`,
    `taken: ${edgesTaken} of ${counted(edges, "edge")}, ${statesSeen} of ${counted(states, "state")}; walks are no cover: leave --random out for all edges`,
    `forbidden steps: ${negative.checked} tried on the way, ${negative.excused} excused by deviations, ${negative.exempt} taken because only a budget forbids them`,
    ...report.failures.flatMap(failureText),
    ...report.warnings.flatMap((problem) => problemLines("warning", problem)),
  ].join("\n");
};

const failureText = (failure: RandomFailure): readonly string[] => [
  ...failureLines(failure),
  `    made shorter ${counted(failure.fastCheck.shrinks, "time")} by fast-check (seed ${failure.fastCheck.seed}, path ${failure.fastCheck.path})`,
  `    follow it: ${failure.follow}`,
];
