import type { Verdict } from "../../report/exit.ts";
import type { TargetReport } from "./runReport.ts";
import { selfTestPassed } from "./selfTest.ts";

/**
 * Every verdict of a target. A self-test that did not catch what it must is a divergence of our own, and where traces
 * were to be judged and there were none, nothing is decided.
 */
export const verdictsOf = ({ model, check, selfTest, replays }: TargetReport): readonly Verdict[] => [
  ...model.models.flatMap(({ verdict }) => verdict ?? []),
  ...(check === null ? [] : [check.verdict ?? "inconclusive"]),
  ...(selfTest === null ? [] : [selfTestPassed(selfTest) ? ("conforms" as const) : ("diverges" as const)]),
  ...replays.map(({ verdict }) => verdict),
];
