import path from "node:path";
import type { TraceEvent, TraceHeader } from "../../traces/schema.ts";
import type { Trace } from "../../traces/trace.ts";
import { checkTraces, type CheckSession } from "../check/check.ts";
import type { Divergence } from "../check/checkReport.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { candidate } from "./candidate.ts";
import { sameReason } from "./reason.ts";

/** A trace that diverges for the reason of the original, at its last event. */
export interface Diverging {
  readonly trace: Trace;
  readonly divergence: Divergence;
}

export type JudgedDraft = Diverging | "other" | "unknown";

export interface Draft {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
}

/** What is not judged by then is not what was looked for. */
export interface Deadline {
  /** Of each run of TLC. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

export interface Judge {
  /** Of each draft, judged together: a trace that diverges for the same reason, or not, or nobody knows. */
  readonly judge: (drafts: readonly Draft[], until?: Deadline) => Promise<readonly JudgedDraft[]>;
  readonly runs: () => number;
}

export interface JudgeOptions {
  readonly spec: LoadedSpec;
  readonly session: CheckSession;
  /** The divergence to keep. */
  readonly wanted: Divergence;
}

/**
 * States that may match everything before the last event: a trace that says so little that there are more of them is
 * shorter, but nobody can see from it what went wrong. No fewer than the original allows.
 */
const MOST_STATES = 8;

/** Has the checker decide, round by round. */
export const createJudge = ({ spec, session, wanted }: JudgeOptions): Judge => {
  let runs = 0;
  let rounds = 0;
  const most = Math.max(MOST_STATES, wanted.frontierStates);
  const judge: Judge["judge"] = async (drafts, until) => {
    rounds += 1;
    const runDir = path.join(session.runDir, `round-${rounds}`);
    const traces = await Promise.all(
      drafts.map(({ header, events }, index) => candidate(`candidate-${index + 1}`, header, events)),
    );
    const sound = traces.filter((trace) => trace !== null);
    if (sound.length === 0) return drafts.map(() => "other");
    const limits = until === undefined ? {} : within(until, session);
    const asked = { looksLike: false, reasons: "own" } as const;
    const report = await checkTraces(sound, spec, { ...session, ...limits, ...asked, runDir });
    runs += report.tlc.runs;
    const reports = new Map(report.traces.map((one) => [one.file, one]));
    return traces.map((trace): JudgedDraft => {
      if (trace === null) return "other";
      const { verdict = "inconclusive", divergence } = reports.get(trace.file) ?? {};
      if (divergence === undefined) return verdict === "inconclusive" ? "unknown" : "other";
      // Event 0: not even an initial state is allowed.
      const isLast = Math.max(1, divergence.event) === trace.events.length;
      const isVague = divergence.frontierStates > most;
      return isLast && !isVague && sameReason(divergence, wanted) ? { trace, divergence } : "other";
    });
  };
  return { judge, runs: () => runs };
};

const within = ({ timeoutSeconds, signal }: Deadline, session: CheckSession): Partial<CheckSession> => ({
  timeoutSeconds: Math.min(timeoutSeconds, session.timeoutSeconds ?? Infinity),
  signal: session.signal === undefined ? signal : AbortSignal.any([signal, session.signal]),
});
