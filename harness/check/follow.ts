import { falseAssumption } from "../spec/assumption.ts";
import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcOutcome } from "../tlc/outcome.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import type { SilentCircle, SilentStep } from "./declared/silentSteps.ts";
import { runFollow, type FollowRun } from "./followRun.ts";
import type { TlaValue } from "../tla/value.ts";
import type { Segment } from "./segment.ts";
import type { Suspicion } from "./suspicion.ts";
import type { EventBranches } from "./coverage/trail.ts";

/** How far TLC could follow a trace. */
export interface Followed {
  readonly trace: Segment;
  /** Events matched, or -1 when not even an initial state is known. */
  readonly matched: number;
  /**
   * `failed`: TLC could not evaluate the event after the matched prefix; `suspect`: it was not asked to, because
   * the event holds a value of a kind that would have ended the run; `unknown`: it ran out of time or memory.
   */
  readonly ended: "accepted" | "rejected" | "failed" | "suspect" | "unknown";
  /** With coverage: the branches of the matched events; none where the module with coverage was refused. */
  readonly branches: readonly EventBranches[];
  /** The silent steps on the way to the last matched event, and circles of them that were met. */
  readonly silent: readonly SilentStep[];
  readonly circles: readonly SilentCircle[];
  /** Whether more silent steps than allowed were possible before an event that was matched. */
  readonly cut: boolean;
  /** Whether every event followed can be a step that changes nothing. */
  readonly idle: boolean;
  /** All states at the end of an accepted piece after which the trace goes on; none of others. */
  readonly end: readonly (readonly TlaValue[])[];
  /** Invariants and action properties that forbade the event after the matched prefix. */
  readonly laws: readonly string[];
  /** What TLC said, where it did not get to the end. */
  readonly reason?: string;
}

export interface FollowResult {
  readonly followed: readonly Followed[];
  readonly runs: number;
  readonly problems: readonly Problem[];
}

export interface FollowOptions {
  readonly session: TlcSession;
  readonly suspicion: Suspicion;
  /** Whether a failure may make other traces suspect; without, each failure costs one run. */
  readonly cautious: boolean;
  readonly coverage?: CoveragePlan;
}

/** Runs that may end without result before TLC is no longer asked about several traces at once. */
const MAX_STOPS = 4;

/**
 * Follows all traces of a batch in one TLC run. A trace on which TLC fails to evaluate something, or needs too much
 * time or memory, ends that run; it is set aside and the rest is run again, so that it cannot take others with it.
 */
export const followBatch = async (
  traces: readonly Segment[],
  spec: LoadedSpec,
  options: FollowOptions,
): Promise<FollowResult> => {
  const decided = new Map<Segment, Followed>();
  const alone: Segment[] = [];
  let [runs, stops] = [0, 0];
  let pending = traces;
  let { coverage } = options;
  while (pending.length > 0) {
    runs += 1;
    const runDir = path.join(options.session.runDir, `follow-${runs}`);
    const limits = pending.map(options.suspicion.limit);
    const cut = pending.map((trace, index) => ({ ...trace, events: trace.events.slice(0, limits[index]) }));
    const run = await runFollow(cut, spec, { ...options.session, runDir, ...(coverage && { coverage }) });
    const { outcome } = run;
    // The bodies of actions, written anew, may be what was refused: without them it is as without coverage.
    if (outcome.kind === "input" && coverage !== undefined) {
      coverage = undefined;
      continue;
    }
    const problems = inputProblems(outcome, spec);
    if (problems.length > 0) return { followed: [...decided.values()], runs, problems };
    const round: Round = { run, pending, limits, options };
    const again = pending.length > 1 && stops < MAX_STOPS ? traceToBlame(round) : undefined;
    if (again !== undefined) {
      alone.push(again);
      stops += 1;
    }
    for (const one of settle(round, again !== undefined)) decided.set(one.trace, one);
    pending = pending.filter((trace) => !decided.has(trace) && trace !== again);
    if (pending.length === 0) pending = alone.splice(0, 1);
  }
  return { followed: traces.flatMap((trace) => decided.get(trace) ?? []), runs, problems: [] };
};

/** What the user has to mend before anything can be judged. */
const inputProblems = (outcome: TlcOutcome, { specFile }: LoadedSpec): readonly Problem[] => {
  if (outcome.kind === "input") return outcome.problems;
  const isFalse = outcome.kind === "violated" && outcome.what === "assumption";
  return isFalse ? [falseAssumption(outcome.message, specFile)] : [];
};

interface Round {
  readonly run: FollowRun;
  readonly pending: readonly Segment[];
  readonly limits: readonly number[];
  readonly options: FollowOptions;
}

/** The trace on which TLC ran out of time or memory: it is judged again, alone, after all others. */
const traceToBlame = ({ run: { outcome, culprit }, pending }: Round): Segment | undefined =>
  outcome.kind === "stopped" && (outcome.why === "timeout" || outcome.why === "outOfMemory")
    ? pending[culprit?.index ?? -1]
    : undefined;

/** The traces that a run decided; with `goOn` the undecided ones get another run. */
const settle = (round: Round, goOn: boolean): readonly Followed[] => {
  const { run, pending } = round;
  const all = pending.map((_, index) => followedSoFar(round, index));
  const arrived = all.filter(({ ended }) => ended === "accepted" || ended === "suspect");
  if (run.outcome.kind === "finished")
    return all.map((one) => (arrived.includes(one) ? one : { ...one, ended: "rejected" }));
  if (goOn) return arrived;
  const failed = failedTrace(round, all);
  if (failed === undefined) {
    const reason = describe(run.outcome);
    return all.map((one) => (arrived.includes(one) ? one : { ...one, reason }));
  }
  learn(round, all);
  return [...arrived, failed];
};

const followedSoFar = ({ run, pending, limits }: Round, index: number): Followed => {
  const trace = pending[index];
  if (trace === undefined) throw new Error("no trace of that number");
  const matched = run.matched[index] ?? -1;
  const names = (run.laws[index] ?? []).filter(({ event }) => event === matched + 1).map(({ name }) => name);
  // Where the trace goes on all states count that match, and TLC has seen all only when it has finished.
  const whole = limits[index] === trace.events.length;
  const open = whole && trace.more === true && run.outcome.kind !== "finished";
  const ended = matched < (limits[index] ?? 0) || open ? "unknown" : whole ? "accepted" : "suspect";
  return {
    trace,
    matched,
    ended,
    branches: run.branches[index] ?? [],
    silent: run.silent[index] ?? [],
    circles: run.circles[index] ?? [],
    cut: (run.cuts[index] ?? Infinity) <= matched,
    idle: run.idle[index] ?? false,
    end: run.ends[index] ?? [],
    laws: [...new Set(names)],
  };
};

/** The trace that TLC could not evaluate; unknown when another branch of it got further than the failed one. */
const failedTrace = ({ run }: Round, all: readonly Followed[]): Followed | undefined => {
  const { outcome, culprit } = run;
  const one = outcome.kind === "evaluation" && culprit !== null ? all[culprit.index] : undefined;
  if (one?.ended !== "unknown") return undefined;
  const ended = culprit?.event === one.matched + 1 ? "failed" : "unknown";
  return { ...one, ended, reason: describe(outcome) };
};

const learn = ({ run, options }: Round, all: readonly Followed[]): void => {
  const failed = all[run.culprit?.index ?? -1];
  if (!options.cautious || failed === undefined) return;
  const matched = new Map(all.map((one) => [one.trace, one.matched]));
  options.suspicion.learn({ trace: failed.trace, event: run.culprit?.event ?? 0, matched });
};

const describe = (outcome: TlcOutcome): string => {
  switch (outcome.kind) {
    case "finished":
      return "";
    case "violated":
      return `TLC stopped at a violated ${outcome.what}: ${outcome.message}`;
    case "evaluation":
    case "stopped":
      return outcome.message;
    case "input":
      return outcome.problems.map(({ message }) => message).join("; ");
  }
};
