import type { Problem } from "../../../traces/problem.ts";
import type { Verdict } from "../../report/exit.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { CoverageReport } from "../coverage/coverageReport.ts";
import { mergeFacts, NO_FACTS, type Facts, type TraceFacts } from "./facts.ts";
import { vacuityWarnings, type PassedTrace } from "./vacuity.ts";

/** Gathers verdicts as they come, in any order, and keeps little of each trace. */
export interface VacuityGuard {
  readonly judged: (trace: GuardedTrace) => void;
  readonly warnings: (known?: { readonly coverage?: CoverageReport }) => readonly Problem[];
}

export interface GuardedTrace {
  readonly file: string;
  readonly verdict: Verdict;
  readonly matched: number;
  /** Whether each event can be a step that changes nothing; of all pieces of a trace that was cut. */
  readonly idle: boolean;
  readonly facts: TraceFacts;
  /** Steps that no event logs, where actions are declared silent. */
  readonly silent?: { readonly steps: number; readonly taken: readonly { readonly action: string }[] };
  /** Whether its header says that it must diverge: then it is no evidence for anything. */
  readonly expected: boolean;
}

/** Warns of passes that say little; traces that do not conform say nothing about that. */
export const createVacuityGuard = (spec: Pick<LoadedSpec, "shape" | "model">): VacuityGuard => {
  let facts: Facts = NO_FACTS;
  let [badExamples, judged, matched, silentSteps] = [0, 0, 0, 0];
  const unexpected: string[] = [];
  const silentActions = new Set<string>();
  const passed: PassedTrace[] = [];
  return {
    judged: (trace) => {
      if (trace.expected) {
        badExamples += 1;
        if (trace.verdict === "conforms") unexpected.push(trace.file);
        return;
      }
      judged += 1;
      matched += trace.matched;
      if (trace.verdict !== "conforms") return;
      facts = mergeFacts(facts, trace.facts);
      silentSteps += trace.silent?.steps ?? 0;
      for (const { action } of trace.silent?.taken ?? []) silentActions.add(action);
      passed.push({ file: trace.file, content: trace.facts.content, idle: trace.idle });
    },
    warnings: ({ coverage } = {}) => {
      const inOrder = passed.toSorted((left, right) => (left.file < right.file ? -1 : 1));
      const taken = coverage && takenBy(coverage);
      return vacuityWarnings(
        {
          ...{ facts, passed: inOrder, judged, matched, silentSteps, silentActions },
          ...{ badExamples, unexpected: unexpected.toSorted() },
          ...(taken && { taken }),
        },
        spec,
      );
    },
  };
};

/** Not where some traces could only be followed without coverage: their events are in no count. */
const takenBy = ({ actions, unattributed }: CoverageReport): ReadonlyMap<string, number> | undefined =>
  unattributed > 0 ? undefined : new Map(actions.map(({ action, taken }) => [action, taken]));
