import path from "node:path";
import { readTrace } from "../../traces/decode.ts";
import type { Problem } from "../../traces/problem.ts";
import type { Trace } from "../../traces/trace.ts";
import { checkFiles, checkTraces, type CheckSession } from "../check/check.ts";
import type { CheckReport, Divergence } from "../check/checkReport.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { candidate, eventsOf } from "./candidate.ts";
import { createJudge, type Diverging, type Judge } from "./judge.ts";
import { cutLoops, dropEvents, dropFacts, dropNodes, takeShorterWay, type Phase } from "./phases.ts";
import { sameReason } from "./reason.ts";
import type { Shorter } from "./shorter.ts";
import type { ShrinkReport, ShrinkStep, ShrunkSide } from "./shrinkReport.ts";
import { createBest, sizeOf, type Best } from "./state.ts";

export interface ShrinkOptions {
  readonly session: CheckSession;
  /** Writes the result and says where. */
  readonly write: (trace: Trace) => Promise<string | Problem>;
}

/** Looks for the shortest trace that diverges for the same reason as the given one. */
export const shrink = async (
  file: string,
  spec: LoadedSpec,
  { session, write }: ShrinkOptions,
): Promise<ShrinkReport> => {
  const started = performance.now();
  const read = await readTrace(file);
  const traces = read.ok ? [read.value] : [];
  const check = await checkTraces(traces, spec, {
    ...session,
    runDir: path.join(session.runDir, "original"),
    looksLike: false,
  });
  const errors = [...(read.ok ? [] : read.problems), ...check.errors];
  const report = (found: Partial<ShrinkReport>, runs = 0): ShrinkReport => ({
    ...{ command: "shrink", verdict: check.verdict, original: null, shrunk: null, steps: [], errors },
    durationMs: Math.round(performance.now() - started),
    interrupted: session.signal?.aborted === true,
    ...found,
    warnings: check.warnings,
    tlc: { version: check.tlc.version, runs: check.tlc.runs + runs },
    spec: check.spec,
    runDir: session.runDir,
  });
  const [trace] = traces;
  const divergence = check.traces[0]?.divergence;
  if (trace === undefined || divergence === undefined) return report({});
  const original = { file, ...sizeOf({ trace }), divergence };
  const judge = createJudge({ spec, session, wanted: divergence });
  const found = await shrinkDiverging({ trace, divergence }, { judge, spec, session });
  const proven = await writeAndProve(found, spec, { session, write, wanted: divergence });
  const problems = [...errors, ...proven.errors];
  const steps = found.best.steps();
  return report({ original, shrunk: proven.shrunk, steps, errors: problems }, judge.runs() + proven.runs);
};

interface Proven {
  /** Null when it could not be written. */
  readonly shrunk: ShrunkSide | null;
  readonly errors: readonly Problem[];
  readonly runs: number;
}

const writeAndProve = async (
  { best, side }: Shrunk,
  spec: LoadedSpec,
  { session, write, wanted }: ShrinkOptions & { readonly wanted: Divergence },
): Promise<Proven> => {
  const found = best.get();
  const file = await write(found.trace);
  if (typeof file !== "string") return { shrunk: null, errors: [file], runs: 0 };
  const { divergence, errors, runs } = await checkAgain(file, spec, { session, wanted });
  const checked = { divergence: divergence ?? found.divergence, checkedAgain: divergence !== null };
  return { shrunk: { file, ...sizeOf(found), ...side, ...checked }, errors, runs };
};

interface Tools {
  readonly judge: Judge;
  readonly spec: LoadedSpec;
  readonly session: CheckSession;
}

interface Shrunk {
  readonly best: Best;
  readonly side: Pick<ShrunkSide, "minimalEvents" | "minimalFacts" | "shortestWay">;
}

/** What comes after the divergence is no part of its reason: TLC has never looked at it. */
const withoutTail = async ({ trace, divergence }: Diverging): Promise<Diverging> => {
  const events = eventsOf(trace).slice(0, Math.max(1, divergence.event));
  const cut = await candidate(trace.file, trace.header, events);
  if (cut === null) throw new Error("the beginning of a trace is no trace");
  return { trace: cut, divergence };
};

const shrinkDiverging = async (
  original: Diverging,
  { judge: { judge }, spec, session }: Tools,
): Promise<Shrunk> => {
  const cut = await withoutTail(original);
  const tell = ({ step, events, facts }: ShrinkStep): void =>
    session.progress(`${step}: ${events} events with ${facts} facts left`);
  const isCut = cut.trace.events.length < original.trace.events.length;
  const best = createBest(cut, tell, isCut);
  const stop = (): boolean => session.signal?.aborted === true;
  const phase: Phase = { best, judge, spec, session, stop };
  await dropNodes(phase);
  return { best, side: await dropEverything(phase) };
};

/**
 * Events that say less leave more ways, so that other events may go, and shorter ways may be found: once more from the
 * start, until nothing helps. Each time there are fewer events.
 */
const dropEverything = async (phase: Phase): Promise<Shrunk["side"]> => {
  const { best, stop } = phase;
  for (;;) {
    await cutLoops(phase);
    let minimalEvents = await dropEvents(phase);
    let way = await shorterWay(phase, minimalEvents);
    if (way === "found") continue;
    const before = best.get();
    const minimalFacts = await dropFacts(phase);
    if (best.get() !== before) {
      minimalEvents = await dropEvents(phase);
      if (hasOtherStates(before, best.get())) way = await shorterWay(phase, minimalEvents);
    }
    const isDone = way !== "found" && best.get().trace.events.length === before.trace.events.length;
    if (isDone || stop()) return { minimalEvents, minimalFacts, shortestWay: way === "none" ? true : null };
  }
};

/** One event before the last is as few as can be, when none is too few. */
const shorterWay = (phase: Phase, minimalEvents: boolean): Promise<Shorter["kind"]> =>
  minimalEvents && phase.best.get().trace.events.length <= 2
    ? Promise.resolve("none")
    : takeShorterWay(phase);

const hasOtherStates = (left: Diverging, right: Diverging): boolean =>
  left.divergence.frontierStates !== right.divergence.frontierStates ||
  JSON.stringify(left.divergence.frontier) !== JSON.stringify(right.divergence.frontier);

/** The proof: the file, read and judged alone. */
const checkAgain = async (
  file: string,
  spec: LoadedSpec,
  { session, wanted }: { readonly session: CheckSession; readonly wanted: Divergence },
): Promise<{
  readonly divergence: Divergence | null;
  readonly errors: readonly Problem[];
  readonly runs: number;
}> => {
  if (session.signal?.aborted === true) return { divergence: null, errors: [], runs: 0 };
  const report: CheckReport = await checkFiles([file], spec, {
    ...session,
    runDir: path.join(session.runDir, "proof"),
    looksLike: false,
  });
  const divergence = report.traces[0]?.divergence;
  const isSame = divergence !== undefined && sameReason(divergence, wanted);
  if (!isSame && !isStopped(session)) throw new Error(`${file} does not diverge as it did a moment ago`);
  return { divergence: isSame ? divergence : null, errors: report.errors, runs: report.tlc.runs };
};

const isStopped = ({ signal }: CheckSession): boolean => signal?.aborted === true;
