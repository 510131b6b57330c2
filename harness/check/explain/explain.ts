import path from "node:path";
import type { Trace } from "../../../traces/trace.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { TlcSession } from "../../tlc/session.ts";
import type { Divergence } from "../checkReport.ts";
import { divergenceOf } from "./diagnosis.ts";
import { notAsked, type Asked } from "./incomplete.ts";
import type { Followed } from "../follow.ts";
import { initialDivergence } from "./initialDivergence.ts";
import { isHomogeneous } from "../kinds.ts";
import { fromItf } from "../../tla/itfValue.ts";
import { runProbe, type Findings } from "./probeRun.ts";
import type { ProbeDepth } from "./probeModule.ts";
import { suspectTraces } from "./suspects/suspects.ts";
import { untriedFor, type Untried } from "./suspects/untried.ts";

/** What could be found out about traces that stopped; runs counts the JVMs it took. */
export interface Explained {
  /** Traces that diverge. The others that were asked about have a successor that agrees, or could not be probed. */
  readonly divergences: ReadonlyMap<Trace, Divergence>;
  /** Traces for which it is not shown that all silent steps possible before their event were looked at. */
  readonly boundReached: ReadonlySet<Trace>;
  /** Traces on which everything that was asked was answered. */
  readonly answered: ReadonlySet<Trace>;
  /** Traces that diverge and on which no edit could be tried that would mend them, and why. */
  readonly untried: ReadonlyMap<Trace, Untried>;
  readonly runs: number;
}

export interface ExplainSession extends TlcSession {
  /** Whether edits are tried that would mend the traces, which takes one more run; they are unless told. */
  readonly looksLike?: boolean;
  /** How much is asked of each trace; all unless told. */
  readonly reasons?: Reasons;
}

/** `own`: nothing about other actions that were possible; `none`: no guards either, for a verdict alone. */
export type Reasons = "all" | "own" | "none";

const DEPTHS: Readonly<Record<Reasons, ProbeDepth>> = { all: 0, own: 1, none: 2 };

/** A trace that stopped, how much is asked about it, and what TLC answered. */
interface Question {
  readonly one: Followed;
  readonly trace: Trace;
  /** How much was asked first, and last. */
  readonly started: ProbeDepth;
  depth: ProbeDepth;
  findings: Findings;
  /** Whether the last run that asked about it came to its end. */
  finished: boolean;
  /** Why less was asked than at first, or the last run did not come to its end. */
  obstacle: Untried | null;
}

/** Whether anything is known of the steps that are possible. */
const isAnswered = ({ finished, depth }: Question): boolean => finished && depth < 3;

/**
 * Asks TLC, for all given traces at once, for the states in which each stopped, the steps possible there and
 * the guards that forbid the logged one. A trace about which TLC cannot evaluate this is asked again with less.
 */
export const explainTraces = async (
  stopped: readonly Followed[],
  spec: LoadedSpec,
  session: ExplainSession,
): Promise<Explained> => {
  const questions = stopped
    .filter(({ matched }) => matched >= 0)
    .map((one) => questionOn(one, spec, session));
  const runs = await ask(questions, spec, session);
  const divergences = new Map<Trace, Divergence>();
  for (const one of stopped)
    if (one.matched < 0 && one.ended === "rejected") divergences.set(one.trace, initialDivergence(one));
  for (const question of questions) {
    const { one, findings } = question;
    const told = { findings, answered: isAnswered(question), asked: askedOf(question, session) };
    const divergence = divergenceOf(one, spec, told);
    if (divergence !== null) divergences.set(one.trace, divergence);
  }
  // With more time there would be another answer.
  const answered = questions
    .filter((question) => isAnswered(question) && question.obstacle?.passing !== true)
    .map(({ one }) => one.trace);
  const beyond = questions.filter(({ findings }) => findings.boundReached).map(({ one }) => one.trace);
  const known: Explained = {
    ...{ divergences, boundReached: new Set(beyond), answered: new Set(answered), untried: new Map(), runs },
  };
  if (session.looksLike === false) return known;
  return withHypotheses(known, questions, { spec, session });
};

/** How much was asked of TLC, and why not more. */
const askedOf = (
  { one, depth, finished, obstacle }: Question,
  { reasons = "all" }: ExplainSession,
): Asked => ({
  depth,
  finished,
  reason: obstacle?.reason ?? (depth > DEPTHS[reasons] ? one.reason : undefined) ?? notAsked,
});

const withHypotheses = async (
  known: Explained,
  questions: readonly Question[],
  { spec, session }: { readonly spec: LoadedSpec; readonly session: TlcSession },
): Promise<Explained> => {
  const diverging = questions
    .filter(({ one: { trace } }) => known.divergences.has(trace))
    .map(({ one, findings, started, depth }) => ({ one, findings, cautious: depth > started }));
  const { found, untried, runs } = await suspectTraces(diverging, spec, session);
  const divergences = new Map(
    [...known.divergences].map(([trace, divergence]) => {
      const looksLike = found.get(trace);
      return [trace, looksLike === undefined ? divergence : { ...divergence, looksLike }] as const;
    }),
  );
  const answered = new Set([...known.answered].filter((trace) => untried.get(trace)?.passing !== true));
  return { ...known, divergences, answered, untried, runs: known.runs + runs };
};

const questionOn = (one: Followed, spec: LoadedSpec, { reasons = "all" }: ExplainSession): Question => {
  const events = one.trace.events.slice(0, one.matched + 1);
  const args = Object.values(events.at(-1)?.event.args ?? {});
  const canHold = args.every((value) => isHomogeneous(fromItf(value, spec.modelValues)));
  // Guards compare composite arguments as values, which may be what failed before.
  const risky = one.ended === "failed" && args.some((value) => typeof value === "object");
  const depth = risky ? 2 : DEPTHS[reasons];
  return {
    one,
    trace: canHold ? { ...one.trace, events } : { ...one.trace, events: withoutArgs(events) },
    started: depth,
    depth,
    findings: NOTHING_FOUND,
    finished: false,
    obstacle: null,
  };
};

const NOTHING_FOUND: Findings = {
  ...{ probes: [], guards: [], frontier: [], boundReached: true, successors: [], failed: [] },
  more: new Set(),
};

/** For arguments that TLC cannot even hold. */
const withoutArgs = (events: Trace["events"]): Trace["events"] =>
  events.map((located, index) => {
    if (index < events.length - 1) return located;
    return { ...located, event: { ...located.event, args: {} } };
  });

/** Runs that may go by without all questions answered; each costs a start of TLC, or its whole time limit. */
const MAX_RUNS = 8;

const ask = async (
  questions: readonly Question[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<number> => {
  let runs = 0;
  let open = questions;
  const failed = new Set<Question>();
  while (open.length > 0 && runs < MAX_RUNS) {
    runs += 1;
    const runDir = path.join(session.runDir, `explain-${runs}`);
    const depths = open.map(({ depth }) => depth);
    const traces = open.map(({ trace }) => trace);
    const limited = depths.includes(0) ? withTimeLimit(session) : session;
    const run = await runProbe(traces, spec, { session: { ...limited, runDir }, depths });
    for (const [index, question] of open.entries()) {
      question.findings = run.findings[index] ?? question.findings;
      question.finished = run.outcome.kind === "finished";
    }
    if (run.outcome.kind === "finished") return runs;
    const obstacle = untriedFor(run.outcome);
    // Some traces that fail are exceptions; more, or one that takes all the time, are a rule.
    const culprit = open[run.culprit ?? -1];
    if (culprit !== undefined) failed.add(culprit);
    const rule = run.outcome.kind === "stopped" || failed.size > MAX_EXCEPTIONS;
    const before = open.map(({ depth }) => depth);
    const next = askLess(open, { culprit: run.culprit, rule });
    const last = next.length === 0 || runs === MAX_RUNS;
    for (const [index, question] of open.entries())
      if (last || !next.includes(question) || question.depth !== before[index]) question.obstacle = obstacle;
    open = next;
  }
  return runs;
};

/** Traces that are asked less while the others of the batch are still asked everything. */
const MAX_EXCEPTIONS = 3;

/** Other actions than the traces' own are asked out of courtesy; one of them may never end. */
const withTimeLimit = (session: TlcSession): TlcSession => ({
  ...session,
  timeoutSeconds: Math.min(session.timeoutSeconds ?? Infinity, COURTESY_SECONDS),
});

const COURTESY_SECONDS = 60;

/** The trace to blame is asked less, with `rule` all are; without a trace to blame there is no use in asking again. */
const askLess = (
  open: readonly Question[],
  { culprit, rule }: { readonly culprit: number | null; readonly rule: boolean },
): readonly Question[] => {
  const question = open[culprit ?? -1];
  if (question === undefined) return [];
  if (question.depth === 3) return open.filter((other) => other !== question);
  const less = DEEPER[question.depth];
  question.depth = less;
  if (rule && less < 3) for (const other of open) if (other.depth < less) other.depth = less;
  return open;
};

const DEEPER = { 0: 1, 1: 2, 2: 3 } as const;
