import type { Problem } from "../../../../traces/problem.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import type { TlcOutcome } from "../../../tlc/outcome.ts";

/** Why no edit could be tried on a trace. */
export interface Untried {
  /** In one line: what SANY or TLC said first. */
  readonly reason: string;
  /** Whether another time may be enough: TLC was stopped. */
  readonly passing: boolean;
}

export const untriedFor = (outcome: TlcOutcome): Untried => {
  const [first = ""] = said(outcome).split("\n");
  return { reason: first === "" ? "TLC did not say why" : first, passing: outcome.kind === "stopped" };
};

const said = (outcome: TlcOutcome): string => {
  switch (outcome.kind) {
    case "input":
      return outcome.problems[0]?.message ?? "";
    case "violated":
    case "evaluation":
    case "stopped":
      return outcome.message;
    case "finished":
      return "";
  }
};

/** One warning (INC070) for all diverging traces on which no edit could be tried, with the reason for one of them. */
export const untriedWarnings = (
  reasons: readonly string[],
  { specFile }: Pick<LoadedSpec, "specFile">,
): readonly Problem[] => {
  const [reason] = reasons.toSorted();
  if (reason === undefined) return [];
  const traces = reasons.length === 1 ? "1 diverging trace looks" : `${reasons.length} diverging traces look`;
  return [
    {
      ...{ code: "INC070", file: specFile, message: `what ${traces} like could not be tried: ${reason}` },
      repair:
        "Verdicts and reasons stand without it; what TLC said is in tlc.out below suspects-* in the run folder.",
    },
  ];
};
