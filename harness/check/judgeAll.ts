import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TraceReport } from "./checkReport.ts";
import type { Followed } from "./follow.ts";
import { judgeBatch, type JudgedSegment, type JudgeSession } from "./judge.ts";
import type { TraceSource } from "./source.ts";
import { createSupply, type Batch, type Piece, type Supply } from "./supply.ts";
import { NOTHING_SO_FAR, withPiece, type SoFar } from "./traceVerdict.ts";

export interface JudgeAllSession extends JudgeSession {
  /** Bytes and number of all trace files, to share them out. */
  readonly bytes: number;
  readonly count: number;
  /** Events after which a trace is cut; PIECE_EVENTS unless told. */
  readonly pieceEvents?: number;
  /** Bytes of trace files in one batch; as many as keep all workers busy unless told. */
  readonly shareBytes?: number;
  /** Is told what was followed of each piece, in the order of each trace. */
  readonly onPiece: (source: TraceSource, followed: Followed) => void;
  /** Is told each verdict as soon as it is there. */
  readonly onTrace: (source: TraceSource, judged: JudgedTrace) => void;
}

/**
 * A verdict; whether each event can be a step that changes nothing; whether all was answered that TLC was asked; why nothing
 * could be found out of what it looks like.
 */
export interface JudgedTrace {
  readonly report: TraceReport;
  readonly idle: boolean;
  readonly answered: boolean;
  readonly untried?: string;
}

/** Has TLC judge traces as they come, in `jobs` runs at a time. */
export const judgeAll = async (
  sources: AsyncIterator<TraceSource>,
  spec: LoadedSpec,
  session: JudgeAllSession,
): Promise<{ readonly problems: readonly Problem[]; readonly runs: number }> => {
  const supply = createSupply(sources, spec, limitsOf(session));
  const work = createWork(spec, session, supply);
  const queue = createQueue(supply);
  const worker = async (): Promise<void> => {
    for (let batch = await queue.next(); batch !== null; batch = await queue.next()) {
      await work.judge(batch);
      queue.done();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, session.jobs) }, worker));
  const lost = supply.lost().map(({ problem }) => problem);
  return { problems: [...lost, ...work.problems()], runs: work.runs() };
};

/** Below so much of trace files a second JVM costs more than it saves. */
const MIN_SHARE = 400 * 1024;
/** More in one batch only delays the first verdicts. */
const MAX_SHARE = 6 * 1024 * 1024;
/** One piece of a long trace takes some ten seconds. */
const PIECE_EVENTS = 20_000;
/** Bytes of a data module for each MiB of TLC's heap: measured, SANY needs a third of the heap then. */
const BYTES_PER_MIB = 2000;

const limitsOf = ({ bytes, jobs, memoryMiB, pieceEvents, shareBytes }: JudgeAllSession) => ({
  maxBytes: Math.max(64 * 1024, memoryMiB * BYTES_PER_MIB),
  maxEvents: pieceEvents ?? PIECE_EVENTS,
  share: shareBytes ?? Math.min(MAX_SHARE, Math.max(MIN_SHARE, Math.ceil(bytes / jobs))),
});

/** One worker at a time takes the next batch; who finds none waits as long as others may bring more. */
const createQueue = ({ take }: Supply) => {
  let turn: Promise<unknown> = Promise.resolve();
  let busy = 0;
  let wake: () => void = () => undefined;
  let change = new Promise<void>((resolve) => (wake = resolve));
  const attempt = async (): Promise<Batch | null> => {
    const batch = await take();
    if (batch !== null) busy += 1;
    return batch;
  };
  const next = async (): Promise<Batch | null> => {
    for (;;) {
      const changed = change;
      const mine = turn.then(attempt);
      turn = mine.catch(() => undefined);
      const batch = await mine;
      if (batch !== null || busy === 0) return batch;
      await changed;
    }
  };
  const done = (): void => {
    busy -= 1;
    wake();
    change = new Promise((resolve) => (wake = resolve));
  };
  return { next, done };
};

const createWork = (spec: LoadedSpec, session: JudgeAllSession, supply: Supply) => {
  const known = new Map<TraceSource, SoFar>();
  const problems: Problem[] = [];
  let [batches, runs, done] = [0, 0, 0];
  const take = ({ trace }: Piece, judged: JudgedSegment): void => {
    const { source } = trace;
    const { followed } = judged;
    const { soFar, report } = withPiece(known.get(source) ?? NOTHING_SO_FAR, judged, { source, spec });
    session.onPiece(source, followed);
    if (followed.ended === "accepted" && followed.trace.more === true) {
      known.set(source, soFar);
      supply.goOn(trace, followed.end);
      return;
    }
    known.delete(source);
    done += 1;
    const { answered, untried } = judged;
    session.onTrace(source, {
      report,
      idle: soFar.idle,
      answered,
      ...(untried !== undefined && { untried }),
    });
  };
  const judge = async (batch: Batch): Promise<void> => {
    batches += 1;
    const runDir = path.join(session.runDir, `batch-${batches}`);
    const segments = batch.pieces.map(({ segment }) => segment);
    const result = await judgeBatch(segments, spec, { ...session, runDir });
    runs += result.runs;
    problems.push(...result.problems);
    const byPiece = new Map(result.judged.map((one) => [one.followed.trace, one]));
    for (const piece of batch.pieces) {
      const judged = byPiece.get(piece.segment);
      if (judged !== undefined) take(piece, judged);
    }
    session.progress(`judged ${done} of ${session.count} traces${openText(known)}`);
  };
  return { judge, problems: () => problems, runs: () => runs };
};

/** How far the long traces are that have only been judged in part. */
const openText = (known: ReadonlyMap<TraceSource, SoFar>): string =>
  [...known].map(([{ events }, { matched }]) => `, ${matched} of ${events} events of the next`).join("");
