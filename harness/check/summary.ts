import { overallVerdict } from "../report/exit.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { CheckReport, TraceReport } from "./checkReport.ts";
import { createCoverageTally } from "./coverage/coverage.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import { circleWarnings, type CirclesOfTrace } from "./declared/silentReport.ts";
import { silentSteps } from "./declared/silentSteps.ts";
import { untriedWarnings } from "./explain/suspects/untried.ts";
import type { Followed } from "./follow.ts";
import type { TraceSource } from "./source.ts";
import { createTraceTally, type TraceOutcome, type TraceTally } from "./traceOutcome.ts";
import { createVacuityGuard } from "./vacuity/guard.ts";
import { specWarnings } from "./warnings.ts";

/** Adds up what all traces say together, as they come; keeps little of each. */
export interface Summary {
  readonly piece: (source: TraceSource, followed: Followed) => void;
  /** After the last piece of a trace: what became of it, which is added. */
  readonly trace: TraceTally["outcome"];
  /** Adds a trace of which everything is known already. */
  readonly known: (file: string, outcome: TraceOutcome) => void;
  readonly report: (traces: readonly TraceReport[]) => Totals;
}

export type Totals = Omit<CheckReport, "durationMs" | "errors" | "tlc" | "spec" | "runDir">;

export interface SummaryOptions {
  readonly coverage?: CoveragePlan;
  /** The traces that count for actions, coverage and vacuity; all unless told. */
  readonly counts?: (file: string) => boolean;
}

export const createSummary = (
  spec: LoadedSpec,
  { coverage, counts = () => true }: SummaryOptions,
): Summary => {
  const actions = createActionCount();
  const tally = coverage && createCoverageTally(coverage, spec);
  const guard = createVacuityGuard(spec);
  const circles: CirclesOfTrace[] = [];
  const untried: string[] = [];
  const known = (file: string, outcome: TraceOutcome): void => {
    if (outcome.circles.length > 0) circles.push({ file, circles: outcome.circles });
    if (outcome.untried !== undefined) untried.push(outcome.untried);
    if (!counts(file)) return;
    actions.add(outcome);
    if (outcome.coverage !== undefined) tally?.add(outcome.coverage);
    const { report, idle, facts, expected } = outcome;
    guard.judged({ ...report, file, idle, facts, expected });
  };
  const report = (traces: readonly TraceReport[]): Totals => {
    const taken = tally?.report();
    const silent = silentSteps(spec) && { silentSteps: actions.silent() };
    return {
      command: "check",
      verdict: overallVerdict(traces.map(({ verdict }) => verdict)),
      traces,
      actions: actions.counts(),
      ...silent,
      ...(taken && { coverage: taken }),
      warnings: [
        ...specWarnings(spec),
        ...circleWarnings(circles.toSorted((left, right) => (left.file < right.file ? -1 : 1))),
        ...guard.warnings({ ...(taken && { coverage: taken }), ...silent }),
        ...untriedWarnings(untried, spec),
      ],
    };
  };
  return { ...createOpenTraces(coverage, known), known, report };
};

/** Traces of which some pieces have come. */
const createOpenTraces = (
  plan: CoveragePlan | undefined,
  add: Summary["known"],
): Pick<Summary, "piece" | "trace"> => {
  const open = new Map<TraceSource, TraceTally>();
  const of = (source: TraceSource): TraceTally => {
    const known = open.get(source) ?? createTraceTally(plan);
    open.set(source, known);
    return known;
  };
  const trace: Summary["trace"] = (source, judged) => {
    const outcome = of(source).outcome(source, judged);
    open.delete(source);
    add(source.file, outcome);
    return outcome;
  };
  return { piece: (source, followed) => of(source).piece(followed), trace };
};

/** How many events, or steps of events, each action matched, over the matched prefixes of all traces; by name. */
const createActionCount = () => {
  const counts = new Map<string, { matched: number; silent?: number }>();
  let silentSum = 0;
  const add = ({ actions, silentSteps: steps }: TraceOutcome): void => {
    silentSum += steps;
    for (const [name, { matched, silent }] of Object.entries(actions)) {
      const known = counts.get(name) ?? { matched: 0 };
      known.matched += matched;
      if (silent !== undefined) known.silent = (known.silent ?? 0) + silent;
      counts.set(name, known);
    }
  };
  const inOrder = () => [...counts].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return { add, counts: () => Object.fromEntries(inOrder()), silent: () => silentSum };
};
