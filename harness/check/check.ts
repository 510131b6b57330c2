import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { readTrace } from "../../traces/decode.ts";
import type { Trace } from "../../traces/trace.ts";
import { overallVerdict } from "../report/exit.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { inParallel } from "../tlc/inParallel.ts";
import type { TlcSession } from "../tlc/session.ts";
import { planBatches, type Batch } from "./batch.ts";
import type { CheckReport, TraceReport } from "./checkReport.ts";
import { coverageOf } from "./coverage/coverage.ts";
import { planCoverage, type CoveragePlan } from "./coverage/coveragePlan.ts";
import { explainTraces } from "./explain/explain.ts";
import { followBatch, type Followed } from "./follow.ts";
import { createSuspicion } from "./suspicion.ts";
import type { EventBranches } from "./coverage/trail.ts";
import { unknownNames } from "./names.ts";
import { specWarnings } from "./warnings.ts";

export interface CheckSession extends TlcSession {
  /**
   * Report which branches of the spec were taken, by the traces of these files; not at all unless told. `actions` then
   * counts these traces only.
   */
  readonly coverage?: (file: string) => boolean;
}

/** Reads trace files and has TLC judge them; unreadable ones become errors, the others are judged all the same. */
export const checkFiles = async (
  files: readonly string[],
  spec: LoadedSpec,
  session: CheckSession,
): Promise<CheckReport> => {
  const traces: Trace[] = [];
  const errors: Problem[] = [];
  for (const file of files) {
    const trace = await readTrace(file);
    if (trace.ok) traces.push(trace.value);
    else errors.push(...trace.problems);
  }
  const report = await checkTraces(traces, spec, session);
  return { ...report, errors: [...errors, ...report.errors] };
};

/** Has TLC judge traces: three verdicts, independent of order and batching. */
export const checkTraces = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  { coverage: counts, ...session }: CheckSession,
): Promise<CheckReport> => {
  const started = performance.now();
  const names = traces.map((trace) => ({ trace, problems: traceProblems(trace, spec) }));
  const sound = names.filter(({ problems }) => problems.length === 0).map(({ trace }) => trace);
  const batches = planBatches(sound, spec, session.jobs);
  const coverage = counts && planCoverage(spec);
  const results = await judgeAll(batches, spec, { ...session, ...(coverage && { coverage }) });
  const reports = results.flatMap(({ reports: some }) => some);
  const inOrder = sound.flatMap((trace) => reports.filter((report) => report.trace === trace));
  const chosen = counts === undefined ? inOrder : inOrder.filter(({ trace }) => counts(trace.file));
  return {
    command: "check",
    verdict: overallVerdict(inOrder.map(({ report }) => report.verdict)),
    durationMs: Math.round(performance.now() - started),
    traces: inOrder.map(({ report }) => report),
    actions: countActions(chosen),
    ...(coverage && { coverage: coverageOf(covered(chosen), coverage, spec) }),
    warnings: specWarnings(spec),
    errors: [...names.flatMap(({ problems }) => problems), ...results.flatMap(({ problems }) => problems)],
    tlc: {
      version: session.toolchain.jar.version ?? "unknown",
      runs: results.reduce((sum, { runs }) => sum + runs, 0),
    },
    spec: { file: spec.specFile, cfg: spec.cfgFile },
    runDir: session.runDir,
  };
};

const covered = (some: readonly Judged[]) =>
  some.map(({ report: { matched }, branches }) => ({ matched, branches }));

/** What must not reach TLC: names the spec does not know, and a trace that says nothing. */
const traceProblems = (trace: Trace, spec: LoadedSpec): readonly Problem[] => unknownNames(trace, spec);

interface Judged {
  readonly trace: Trace;
  readonly report: TraceReport;
  readonly branches: readonly EventBranches[];
}

type BatchSession = TlcSession & { readonly cautious?: boolean; readonly coverage?: CoveragePlan };

interface BatchResult {
  readonly reports: readonly Judged[];
  readonly problems: readonly Problem[];
  readonly runs: number;
}

const judgeAll = (
  batches: readonly Batch[],
  spec: LoadedSpec,
  session: BatchSession,
): Promise<readonly BatchResult[]> =>
  inParallel(batches, session.jobs, async (batch, index) => {
    const runDir = path.join(session.runDir, `batch-${index + 1}`);
    const result = await judgeBatch(batch, spec, { ...session, runDir });
    session.progress(`judged batch ${index + 1} of ${batches.length}: ${batch.traces.length} traces`);
    return result;
  });

/** Suspect traces whose suspicious event agrees with the spec after all are followed again, without suspicion. */
const judgeBatch = async (
  { traces }: Batch,
  spec: LoadedSpec,
  session: BatchSession,
): Promise<BatchResult> => {
  const cautious = session.cautious !== false;
  const suspicion = createSuspicion(spec.modelValues);
  const { coverage } = session;
  const options = { session, suspicion, cautious, ...(coverage && { coverage }) };
  const { followed, runs, problems } = await followBatch(traces, spec, options);
  const stopped = followed.filter(({ ended }) => ended !== "accepted" && ended !== "unknown");
  const explained = await explainTraces(stopped, spec, session);
  const done = { problems, runs: runs + explained.runs };
  const isUnclear = ({ trace, ended }: Followed): boolean =>
    ended === "suspect" && !explained.divergences.has(trace);
  const unclear = cautious ? followed.filter(isUnclear).map(({ trace }) => trace) : [];
  const clear = followed.filter(({ trace }) => !unclear.includes(trace));
  const reports = clear.map((one) => judged(one, explained.divergences.get(one.trace) ?? null));
  if (unclear.length === 0) return { ...done, reports };
  const runDir = path.join(session.runDir, "again");
  const again = await judgeBatch({ traces: unclear }, spec, { ...session, runDir, cautious: false });
  return {
    reports: [...reports, ...again.reports],
    problems: [...problems, ...again.problems],
    runs: done.runs + again.runs,
  };
};

const judged = (followed: Followed, divergence: TraceReport["divergence"] | null): Judged => {
  const { trace, matched, ended, reason, branches } = followed;
  const verdict = ended === "accepted" ? "conforms" : divergence === null ? "inconclusive" : "diverges";
  const { expect } = trace.header;
  const line = divergence?.line;
  return {
    trace,
    branches,
    report: {
      file: trace.file,
      verdict,
      events: trace.events.length,
      matched: Math.max(0, matched),
      ...(divergence === null || divergence === undefined ? {} : { divergence }),
      ...(verdict === "inconclusive" ? { reason: reason ?? "TLC's answers contradict each other" } : {}),
      ...(expect === undefined
        ? {}
        : { expected: { line: expect.line, mistake: expect.mistake, met: expect.line === line } }),
    },
  };
};

/** How many events each action matched, over the matched prefixes of all traces. */
const countActions = (all: readonly Judged[]): CheckReport["actions"] => {
  const counts: Record<string, { matched: number }> = {};
  for (const { trace, report } of all)
    for (const { event } of trace.events.slice(0, report.matched)) {
      const name = event.action ?? "(none)";
      counts[name] = { matched: (counts[name]?.matched ?? 0) + 1 };
    }
  return counts;
};
