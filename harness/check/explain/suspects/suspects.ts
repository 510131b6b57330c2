import path from "node:path";
import type { LocatedEvent, Trace } from "../../../../traces/trace.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import { fromItf } from "../../../tla/itfValue.ts";
import { seq } from "../../../tla/value.ts";
import type { TlcSession } from "../../../tlc/session.ts";
import type { LooksLike } from "../../checkReport.ts";
import type { Followed } from "../../follow.ts";
import { canBeHeld, isHomogeneous } from "../../kinds.ts";
import type { Findings } from "../probeRun.ts";
import { isComparable } from "./comparable.ts";
import { looksLikeOf } from "./looksLike.ts";
import { runSuspects, type Mended, type SuspectTrace } from "./suspectRun.ts";
import { HORIZON } from "./suspectTables.ts";
import { untriedFor, type Untried } from "./untried.ts";
import { variantsOf, type Askable, type SuspectEvent } from "./variant.ts";

/** A trace that diverges, and what is known of the states before the event. */
export interface Diverging {
  readonly one: Followed;
  readonly findings: Pick<Findings, "frontier" | "successors">;
  /** TLC could not evaluate, or not in time, what else could have happened. */
  readonly cautious: boolean;
}

/** What diverging traces look like; runs counts the JVMs it took. */
export interface Hypotheses {
  /** Traces on which edits could be tried; nothing is known of the others. */
  readonly found: ReadonlyMap<Trace, readonly LooksLike[]>;
  /** Traces on which they could not although there are some, and why. */
  readonly untried: ReadonlyMap<Trace, Untried>;
  readonly runs: number;
}

/**
 * Tries on each trace that diverges the edits that would mend it, all traces in one run of TLC. It is a courtesy: the
 * traces on which TLC fails to evaluate something, or for which it takes too long, are asked less, and then not at all.
 */
export const suspectTraces = async (
  diverging: readonly Diverging[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Hypotheses> => {
  const found = new Map<Trace, readonly LooksLike[]>();
  const untried = new Map<Trace, Untried>();
  const askable = diverging.filter(({ one }) => one.matched >= 0 && one.matched < one.trace.events.length);
  let runs = 0;
  for (let from = 0; from < askable.length; from += MAX_TRACES) {
    const questions = askable.slice(from, from + MAX_TRACES).map((one) => questionOn(one, spec));
    const runDir = path.join(session.runDir, `suspects-${1 + from / MAX_TRACES}`);
    runs += await ask(questions, spec, { ...session, runDir });
    for (const { one, mended, obstacle } of questions)
      if (mended !== null) found.set(one.trace, looksLikeOf(one, mended, spec));
      else untried.set(one.trace, obstacle);
  }
  return { found, untried, runs };
};

/** Traces of one run; there may be thousands of them, and each has about a hundred variants. */
const MAX_TRACES = 500;

/** Runs that there may be before no more is asked, and the time that each may take. */
const MAX_RUNS = 8;
const COURTESY_SECONDS = 30;

/** 0 everything; 1 nothing about steps of which nothing is known; 2 nor about the failed event as it is; 3 nothing. */
type Depth = 0 | 1 | 2 | 3;

const NONE = 3;

/** A trace, how much is asked about it, and what TLC answered. */
interface Question {
  readonly one: Followed;
  depth: Depth;
  mended: readonly Mended[] | null;
  /** Why the last run of TLC that asked about it gave no answer. */
  obstacle: Untried;
}

const UNASKED: Untried = { reason: "it was not asked", passing: true };

const questionOn = ({ one, findings, cautious }: Diverging, spec: LoadedSpec): Question => {
  const failed = one.trace.events[one.matched];
  const comparable = failed !== undefined && isComparable(failed.event, findings, spec);
  return { one, depth: !comparable ? 2 : cautious ? 1 : 0, mended: null, obstacle: UNASKED };
};

const ask = async (
  questions: readonly Question[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<number> => {
  let open = questions;
  let stopped = false;
  for (let runs = 1; runs <= MAX_RUNS; runs += 1) {
    if (open.length === 0) return runs - 1;
    const suspects = open.map((question) => suspectOf(question, spec));
    const timeoutSeconds = Math.min(session.timeoutSeconds ?? Infinity, COURTESY_SECONDS);
    const runDir = path.join(session.runDir, String(runs));
    const run = await runSuspects(suspects, spec, { ...session, runDir, timeoutSeconds });
    if (run.outcome.kind === "finished") {
      for (const [index, question] of open.entries())
        question.mended = [...(run.mended[index] ?? []), ...lastDropped(question.one)];
      return runs;
    }
    for (const question of open) question.obstacle = untriedFor(run.outcome);
    const culprit = open[run.culprit ?? -1];
    if (culprit === undefined || (stopped && run.outcome.kind === "stopped")) return runs;
    stopped = run.outcome.kind === "stopped";
    culprit.depth = stopped && culprit.depth === 0 ? 1 : culprit.depth < 2 ? 2 : NONE;
    // What cannot be evaluated is the affair of one trace; what takes all the time has no time left for others.
    if (stopped) for (const question of open) question.depth = question.depth === 0 ? 1 : question.depth;
    open = open.filter(({ depth }) => depth < NONE);
  }
  return MAX_RUNS;
};

/** Without the last event nothing is left to be matched. */
const lastDropped = ({ trace: { events }, matched }: Followed): readonly Mended[] =>
  matched === events.length - 1
    ? [{ edit: { kind: "drop", at: matched }, reached: events.length, whole: true, found: seq([]) }]
    : [];

const suspectOf = ({ one, depth }: Question, spec: LoadedSpec): SuspectTrace => {
  const { trace, matched: failed } = one;
  const can = askableOf(one, depth, spec);
  const rest = trace.events.slice(failed + 1, failed + 2 + HORIZON);
  const end = rest.findIndex(({ event }) => !canBeHeld(event, spec.modelValues));
  const events = [
    ...trace.events.slice(0, failed),
    ...trace.events
      .slice(failed, failed + 1)
      .map((located) => (can.asLogged ? located : holdable(located, can))),
    ...(end === -1 ? rest : rest.slice(0, end)),
  ];
  const variants = variantsOf({ events: trace.events.slice(0, events.length).map(described), failed, can });
  return { trace: { ...trace, events }, failed, variants };
};

const described = ({ event: { action, args, state } }: LocatedEvent): SuspectEvent => ({
  key: JSON.stringify([action, args, state]),
  hasAction: action !== undefined,
  hasArgs: Object.keys(args ?? {}).length > 0,
  hasState: Object.keys(state ?? {}).length > 0,
});

const askableOf = ({ trace, matched }: Followed, depth: Depth, { modelValues }: LoadedSpec): Askable => {
  const args = Object.values(trace.events[matched]?.event.args ?? {});
  return {
    asLogged: depth < 2,
    withoutState: args.every((value) => isHomogeneous(fromItf(value, modelValues))),
    anyStep: depth < 1,
  };
};

/** The failed event without what TLC cannot hold or compare. */
const holdable = (located: LocatedEvent, { withoutState }: Askable): LocatedEvent => ({
  ...located,
  event: { ...located.event, state: {}, ...(withoutState ? {} : { args: {} }) },
});
