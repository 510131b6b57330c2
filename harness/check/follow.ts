import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { classify, type TlcOutcome } from "../tlc/outcome.ts";
import { runTlc } from "../tlc/run.ts";
import { splitState } from "../tlc/splitState.ts";
import type { TlcSession } from "../tlc/session.ts";
import { writeBatchFiles } from "./batchFiles.ts";
import { readPrinted } from "./printed.ts";

/** How far TLC could follow a trace. */
export interface Followed {
  readonly trace: Trace;
  /** Events matched, or -1 when not even an initial state is known. */
  readonly matched: number;
  readonly ended: "accepted" | "rejected" | "unknown";
  /** Invariants and action properties that pruned a step after the matched prefix. */
  readonly laws: readonly string[];
  /** Why the end is unknown, or what TLC could not evaluate. */
  readonly reason?: string;
  /** TLC failed to evaluate the step after the matched prefix: a probe may still tell why. */
  readonly evaluationFailed?: boolean;
}

export interface FollowResult {
  readonly followed: readonly Followed[];
  readonly runs: number;
  readonly problems: readonly Problem[];
}

/**
 * Follows all traces of a batch in one TLC run. A trace on which TLC fails to evaluate something ends that
 * run; it is then set aside and the undecided rest is run again, so that it cannot take others with it.
 */
export const followBatch = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<FollowResult> => {
  const decided: Followed[] = [];
  let pending = traces;
  let runs = 0;
  while (pending.length > 0) {
    runs += 1;
    const round = await followOnce(pending, spec, {
      ...session,
      runDir: path.join(session.runDir, `follow-${runs}`),
    });
    if (round.outcome.kind === "input") return { followed: decided, runs, problems: round.outcome.problems };
    const settled = settle(round, pending);
    decided.push(...settled);
    pending = pending.filter((trace) => !settled.some((followed) => followed.trace === trace));
  }
  return { followed: decided, runs, problems: [] };
};

interface Round {
  readonly outcome: TlcOutcome;
  readonly positions: readonly number[];
  readonly laws: readonly (readonly { readonly position: number; readonly name: string }[])[];
}

const followOnce = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Round> => {
  const files = await writeBatchFiles(traces, spec, { runDir: session.runDir, explain: null });
  const positions = traces.map(() => 0);
  const laws: { position: number; name: string }[][] = traces.map(() => []);
  const run = await runTlc({
    ...session,
    ...files,
    libraries: [path.dirname(path.resolve(spec.specFile))],
    workers: 1,
    short: true,
    deadlock: false,
    onUserLine: (line) => {
      const printed = readPrinted(line);
      if (printed?.kind === "at")
        positions[printed.trace - 1] = Math.max(positions[printed.trace - 1] ?? 0, printed.position);
      if (printed?.kind === "law") laws[printed.trace - 1]?.push(printed);
    },
  });
  return { outcome: classify(run), positions, laws };
};

/** The traces that a run decided; never empty, so that the rest shrinks. */
const settle = (round: Round, pending: readonly Trace[]): readonly Followed[] => {
  const all = pending.map((trace, index) => followedSoFar(trace, index, round));
  const accepted = all.filter(({ trace, matched }) => matched === trace.events.length);
  const { outcome } = round;
  if (outcome.kind === "finished")
    return all.map((one) => ({ ...one, ended: accepted.includes(one) ? "accepted" : "rejected" }));
  const done = accepted.map((one): Followed => ({ ...one, ended: "accepted" }));
  const culprit = outcome.kind === "evaluation" ? all[culpritOf(outcome) - 1] : undefined;
  const reason = describe(outcome);
  if (culprit === undefined || done.includes(culprit))
    return all.map((one) => (accepted.includes(one) ? { ...one, ended: "accepted" } : { ...one, reason }));
  return [...done, { ...culprit, ended: "unknown", reason, evaluationFailed: true }];
};

const followedSoFar = (trace: Trace, index: number, { positions, laws }: Round): Followed => {
  const matched = (positions[index] ?? 0) - 1;
  const names = (laws[index] ?? []).filter(({ position }) => position > matched).map(({ name }) => name);
  return { trace, matched, ended: "unknown", laws: [...new Set(names)] };
};

/** The number of the trace that TLC was following when it gave up, from the state it printed. */
const culpritOf = (outcome: Extract<TlcOutcome, { kind: "evaluation" }>): number => {
  const last = outcome.states.at(-1);
  const value = last === undefined ? undefined : splitState(last.text).find(([name]) => name === "Conf_tid");
  return Number(value?.[1] ?? "0");
};

const describe = (outcome: TlcOutcome): string => {
  switch (outcome.kind) {
    case "finished":
      return "";
    case "violated":
      return `TLC stopped at a violated ${outcome.what}`;
    case "evaluation":
    case "stopped":
      return outcome.message;
    case "input":
      return outcome.problems.map(({ message }) => message).join("; ");
  }
};
