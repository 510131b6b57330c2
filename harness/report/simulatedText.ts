import type { SimulatedReport } from "../replay/random/simulatedReport.ts";
import { counted, problemLines, seconds } from "./lines.ts";
import type { ReplayFailure } from "../replay/replayReport.ts";
import { failureLines } from "./replayText.ts";
import { evidenceLines, walkedText } from "./simulateText.ts";

/** `conformance replay --simulate` for people. */
export const simulatedText = (report: SimulatedReport): string => {
  const { verdict, simulated, negative, deviations, failures, failureKinds, warnings, errors } = report;
  return [
    `${verdict}: ${report.edgesCovered} of ${counted(report.steps, "step")} followed; ${walkedText(simulated)}, ${seconds(report.durationMs)}`,
    `compared in every state: ${report.compared.join(", ")}`,
    `forbidden steps: ${negative.checked} of ${negative.pairs} tried (rate ${negative.rate}), ${negative.excused} excused by deviations`,
    ...Object.entries(negative.exempt).map(([reason, count]) => `  ${count} taken all the same: ${reason}`),
    ...deviations.map(
      ({ id, reason, edges, pairs }) =>
        `deviation ${id}: excuses ${counted(edges, "step")} and ${counted(pairs, "forbidden step")} (${reason})`,
    ),
    ...evidenceLines(simulated),
    ...failures.flatMap(failureText),
    ...(failureKinds > failures.length ? [`and ${failureKinds - failures.length} more kinds`] : []),
    ...warnings.flatMap((problem) => problemLines("warning", problem)),
    ...errors.flatMap((problem) => problemLines("error", problem)),
  ].join("\n");
};

/** Steps of a path that are told of every failure but the first: they are long, and the document has them whole. */
const TOLD_STEPS = 3;

const failureText = (failure: ReplayFailure, index: number): readonly string[] => {
  const [head = "", ...lines] = failureLines(failure);
  const left = index === 0 ? 0 : Math.max(0, failure.path.length - TOLD_STEPS);
  return left === 0
    ? [head, ...lines]
    : [head, `  ... ${counted(left, "step")} (--json has them)`, ...lines.slice(left)];
};
