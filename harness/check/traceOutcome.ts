import type { CheckReport, TraceReport } from "./checkReport.ts";
import { createTraceCoverage, type CoverageCounts } from "./coverage/coverage.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import { circlesSeen, type SeenCircle } from "./declared/silentReport.ts";
import type { Followed } from "./follow.ts";
import type { JudgedTrace } from "./judgeAll.ts";
import type { TraceSource } from "./source.ts";
import type { TraceFacts } from "./vacuity/facts.ts";

/** All that a check says of one trace and adds to its totals, whatever its file is called. JSON-serialisable. */
export interface TraceOutcome {
  readonly report: Omit<TraceReport, "file">;
  readonly facts: TraceFacts;
  /** Whether each event can be a step that changes nothing. */
  readonly idle: boolean;
  /** Why nothing could be found out of what it looks like (INC070). */
  readonly untried?: string;
  /** Whether its header says that it must diverge. */
  readonly expected: boolean;
  /** By the matched prefix. */
  readonly actions: CheckReport["actions"];
  /** Steps without an event; the report may list fewer. */
  readonly silentSteps: number;
  readonly circles: readonly SeenCircle[];
  /** Where coverage was asked for. */
  readonly coverage?: CoverageCounts;
}

/** Verdicts that are known from earlier (harness/cache); only verdicts that nothing can change are kept. */
export interface VerdictStore {
  /** What is known of a trace file as it is now; undefined when it has to be judged. */
  readonly find: (file: string) => Promise<TraceOutcome | undefined>;
  /** For files of that SHA-256. */
  readonly keep: (digest: string, outcome: TraceOutcome) => void;
}

/** Adds up the pieces of one trace, in their order. */
export interface TraceTally {
  readonly piece: (followed: Followed) => void;
  readonly outcome: (source: TraceSource, judged: Omit<JudgedTrace, "answered">) => TraceOutcome;
}

export const createTraceTally = (plan: CoveragePlan | undefined): TraceTally => {
  const actions = new Map<string, { matched: number; silent?: number }>();
  const coverage = plan && createTraceCoverage(plan);
  const circles: SeenCircle[] = [];
  let silentSteps = 0;
  const of = (name: string): { matched: number; silent?: number } => {
    const known = actions.get(name) ?? { matched: 0 };
    actions.set(name, known);
    return known;
  };
  const piece = (followed: Followed): void => {
    const matched = Math.max(0, followed.matched);
    for (const { event } of followed.trace.events.slice(0, matched))
      of(event.action ?? "(none)").matched += 1;
    for (const { action } of followed.silent) {
      const one = of(action);
      one.silent = (one.silent ?? 0) + 1;
    }
    silentSteps += followed.silent.length;
    circles.push(...circlesSeen(followed));
    coverage?.add({ matched, branches: followed.branches });
  };
  const outcome: TraceTally["outcome"] = ({ header, facts }, { report, idle, untried }) => ({
    ...{ report: withoutFile(report), facts, idle, expected: header.expect !== undefined },
    ...{ actions: Object.fromEntries(actions), silentSteps, circles },
    ...(coverage && { coverage: coverage.counts() }),
    ...(untried !== undefined && { untried }),
  });
  return { piece, outcome };
};

const withoutFile = (report: TraceReport): TraceOutcome["report"] => {
  const outcome: Omit<TraceReport, "file"> & { file?: string } = { ...report };
  delete outcome.file;
  return outcome;
};
