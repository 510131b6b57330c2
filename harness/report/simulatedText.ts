import type { SimulatedReport } from "../replay/random/simulatedReport.ts";
import { counted, problemLines, seconds } from "./lines.ts";
import { longFailureLines } from "./replayText.ts";
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
    ...failures.flatMap(longFailureLines),
    ...(failureKinds > failures.length ? [`and ${failureKinds - failures.length} more kinds`] : []),
    ...warnings.flatMap((problem) => problemLines("warning", problem)),
    ...errors.flatMap((problem) => problemLines("error", problem)),
  ].join("\n");
};
