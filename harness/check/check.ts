import { appendFileSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Problem, Result } from "../../traces/problem.ts";
import type { Trace } from "../../traces/trace.ts";
import { makeFolder } from "../makeFolder.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { CheckReport, TraceReport } from "./checkReport.ts";
import { fileSize } from "./fileSize.ts";
import type { ScanAhead } from "./scanAhead.ts";
import { createSummary, type Summary } from "./summary.ts";
import type { TraceSource } from "./source.ts";
import type { TraceOutcome, VerdictStore } from "./traceOutcome.ts";
import type { Reasons } from "./explain/explain.ts";
import { planCoverage, type CoveragePlan } from "./coverage/coveragePlan.ts";

export interface CheckSession extends TlcSession {
  /**
   * Report which branches of the spec were taken, by the traces of these files; not at all unless told. `actions` then
   * counts these traces only.
   */
  readonly coverage?: (file: string) => boolean;
  /** Whether diverging traces are told what they look like, which takes one more run of TLC; they are unless told. */
  readonly looksLike?: boolean;
  /** How much is asked about diverging traces; all unless told. */
  readonly reasons?: Reasons;
  /** Events after which a trace is cut into pieces that are followed one after the other; many unless told. */
  readonly pieceEvents?: number;
  /** Bytes of trace files that one run of TLC judges; as many as keep all workers busy unless told. */
  readonly shareBytes?: number;
  /** What is known of trace files from earlier. */
  readonly verdicts?: VerdictStore;
  /** What was read of trace files while the spec was loaded. */
  readonly ahead?: Pick<ScanAhead, "take">;
}

/**
 * Reads trace files and has TLC judge them; unreadable ones become errors, the others are judged all the same. No more
 * than a few batches are in memory at a time, and of a long trace no more than a piece.
 */
export const checkFiles = async (
  files: readonly string[],
  spec: LoadedSpec,
  session: CheckSession,
): Promise<CheckReport> => {
  const { verdicts, signal, ahead } = session;
  const known = await findKnown(files, { ...(verdicts && { verdicts }), ...(signal && { signal }) });
  const unknown = files.flatMap((file, index) => (known.has(index) ? [] : [{ file, index }]));
  const bytes = unknown.reduce((sum, { file }) => sum + fileSize(file), 0);
  const readers = unknown.map(({ file, index }) => ({
    index,
    read: async () => (await import("./source.ts")).fileSource(file, spec, ahead?.take(file)),
  }));
  const report = await checkSources({ known, readers, bytes }, spec, session);
  return verdicts ? { ...report, cache: { hits: known.size, misses: unknown.length } } : report;
};

/** A trace of which everything is known already. */
interface KnownTrace {
  readonly file: string;
  readonly outcome: TraceOutcome;
}

/** By the place of each file in the list. */
const findKnown = async (
  files: readonly string[],
  { verdicts, signal }: Pick<CheckSession, "verdicts" | "signal">,
): Promise<ReadonlyMap<number, KnownTrace>> => {
  const known = new Map<number, KnownTrace>();
  for (const [index, file] of files.entries()) {
    if (verdicts === undefined || signal?.aborted === true) break;
    const outcome = await verdicts.find(file);
    if (outcome !== undefined) known.set(index, { file, outcome });
  }
  return known;
};

/** Has TLC judge traces: three verdicts, independent of order and batching. */
export const checkTraces = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  session: CheckSession,
): Promise<CheckReport> => {
  const { EVENT_BYTES, traceSource } = await import("./source.ts");
  const events = traces.reduce((sum, trace) => sum + trace.events.length, 0);
  const readers = traces.map((trace, index) => ({
    index,
    read: () => Promise.resolve(traceSource(trace, spec)),
  }));
  return checkSources({ known: new Map(), readers, bytes: events * EVENT_BYTES }, spec, session);
};

interface Input {
  readonly known: ReadonlyMap<number, KnownTrace>;
  /** One for each of the other traces, called in this order; with its place among all traces. */
  readonly readers: readonly Reader[];
  readonly bytes: number;
}

interface Reader {
  readonly index: number;
  readonly read: () => Promise<Result<TraceSource>>;
}

const checkSources = async (
  { known, readers, bytes }: Input,
  spec: LoadedSpec,
  { coverage: counts, ...session }: CheckSession,
): Promise<CheckReport> => {
  const started = performance.now();
  const coverage = counts && planCoverage(spec);
  const summary = createSummary(spec, { ...(coverage && { coverage }), ...(counts && { counts }) });
  const reports = new Map<number, TraceReport>();
  const log = await createVerdictLog(session.runDir);
  const tell = (index: number, report: TraceReport): void => {
    reports.set(index, report);
    log(report);
  };
  for (const [index, { file, outcome }] of known) {
    summary.known(file, outcome);
    tell(index, { file, ...outcome.report });
  }
  const plan = coverage && { coverage };
  const judged = await judgeUnknown({ readers, bytes }, spec, { ...session, ...plan, summary, tell });
  const inOrder = [...reports].sort(([left], [right]) => left - right).map(([, report]) => report);
  return {
    ...summary.report(inOrder),
    durationMs: Math.round(performance.now() - started),
    errors: judged.problems,
    tlc: { version: session.toolchain.jar.version ?? "unknown", runs: judged.runs },
    spec: { file: spec.specFile, cfg: spec.cfgFile },
    runDir: session.runDir,
  };
};

interface JudgeUnknown extends Omit<CheckSession, "coverage"> {
  readonly coverage?: CoveragePlan;
  readonly summary: Summary;
  readonly tell: (index: number, report: TraceReport) => void;
}

/** Only now the code is loaded that reads traces and runs TLC: without it all verdicts are there at once. */
const judgeUnknown = async (
  { readers, bytes }: Omit<Input, "known">,
  spec: LoadedSpec,
  { summary, tell, verdicts, ...session }: JudgeUnknown,
): Promise<{ readonly problems: readonly Problem[]; readonly runs: number }> => {
  if (readers.length === 0) return { problems: [], runs: 0 };
  const { judgeAll } = await import("./judgeAll.ts");
  const errors: Problem[] = [];
  const order = new Map<TraceSource, number>();
  const read = readAll(readers, {
    sound: (source, index) => order.set(source, index),
    refused: (problems) => errors.push(...problems),
    ...(session.signal && { signal: session.signal }),
  });
  const { problems, runs } = await judgeAll(read, spec, {
    ...{ ...session, bytes, count: readers.length },
    onPiece: summary.piece,
    onTrace: (source, judgedTrace) => {
      const { report, answered } = judgedTrace;
      const outcome = summary.trace(source, judgedTrace);
      if (answered && source.digest !== undefined) verdicts?.keep(source.digest, outcome);
      tell(order.get(source) ?? order.size, report);
      // Of a source hangs all that its reading has left behind: there may be thousands.
      order.delete(source);
    },
  });
  return { problems: [...errors, ...problems], runs };
};

interface Reading {
  readonly sound: (source: TraceSource, index: number) => void;
  readonly refused: (problems: readonly Problem[]) => void;
  readonly signal?: AbortSignal;
}

/** In their order, each only when somebody asks for it. */
async function* readAll(
  readers: readonly Reader[],
  { sound, refused, signal }: Reading,
): AsyncGenerator<TraceSource> {
  const breathe = createBreath();
  for (const { index, read } of readers) {
    const source = await read();
    await breathe();
    if (signal?.aborted === true) return;
    if (source.ok) {
      sound(source.value, index);
      yield source.value;
    } else refused(source.problems);
  }
}

const BREATH_MILLISECONDS = 4;

/** Small files are read without waiting: a TLC that is to start, its output and an interrupt must have their turn. */
const createBreath = (): (() => Promise<void>) => {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MILLISECONDS) return;
    await setImmediate();
    last = performance.now();
  };
};

/** Verdicts as they come, one a line, so that an interrupted check leaves what it has found out. */
const createVerdictLog = async (runDir: string): Promise<(report: TraceReport) => void> => {
  await makeFolder(runDir);
  const file = path.join(runDir, "verdicts.ndjson");
  return (report) => appendFileSync(file, `${JSON.stringify(report)}\n`);
};
