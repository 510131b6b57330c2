import type { LoadedSpec } from "../spec/loadSpec.ts";
import { outcomeOf, runGenerated } from "../spec/runGenerated.ts";
import type { TlcOutcome } from "../tlc/outcome.ts";
import type { TlcSession } from "../tlc/session.ts";
import { splitState } from "../tlc/splitState.ts";
import { writeBatchFiles } from "./batchFiles.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import {
  readCircle,
  readSilentSteps,
  silentSteps,
  type SilentCircle,
  type SilentStep,
} from "./declared/silentSteps.ts";
import { canonicalText, type TlaValue } from "../tla/value.ts";
import type { Segment } from "./segment.ts";
import { readPrinted } from "./printed.ts";
import { createTrail, type EventBranches } from "./coverage/trail.ts";

/** What one run of TLC told about the traces it followed; lists by number of the trace, from 0. */
export interface FollowRun {
  readonly outcome: TlcOutcome;
  /** Events matched so far, -1 when no initial state was seen. */
  readonly matched: readonly number[];
  /** With coverage: the branches of the matched events. */
  readonly branches: readonly (readonly EventBranches[])[];
  /** The silent steps on the way to the last matched event. */
  readonly silent: readonly (readonly SilentStep[])[];
  /** The first event before which more silent steps were possible than are allowed. */
  readonly cuts: readonly number[];
  /** Silent steps that lead back to where they started. */
  readonly circles: readonly (readonly SilentCircle[])[];
  /** Whether every event can be a step that changes nothing. */
  readonly idle: readonly boolean[];
  /** The states at the end of a piece after which the trace goes on. */
  readonly ends: readonly (readonly (readonly TlaValue[])[])[];
  readonly laws: readonly (readonly { readonly event: number; readonly name: string }[])[];
  /** The trace that TLC was at when it stopped, and the event (from 1). */
  readonly culprit: { readonly index: number; readonly event: number } | null;
}

/** Follows the given traces to their ends in one run. */
export const runFollow = async (
  traces: readonly Segment[],
  spec: LoadedSpec,
  session: TlcSession & { readonly coverage?: CoveragePlan },
): Promise<FollowRun> => {
  const { runDir, coverage } = session;
  const files = await writeBatchFiles(traces, spec, { runDir, explain: null, ...(coverage && { coverage }) });
  const matched = traces.map(() => -1);
  const plan = silentSteps(spec);
  const trail = coverage === undefined && plan === undefined ? undefined : createTrail();
  const circles: SilentCircle[][] = traces.map(() => []);
  const idle = traces.map(() => false);
  const cuts = traces.map(() => Infinity);
  const ends = traces.map(() => new Map<string, readonly TlaValue[]>());
  const laws: { event: number; name: string }[][] = traces.map(() => []);
  let working: FollowRun["culprit"] = null;
  const onUserLine = (line: string): void => {
    const printed = readPrinted(line);
    if (printed === null) return;
    const index = printed.trace - 1;
    trail?.note(printed);
    if (printed.kind === "at" || printed.kind === "now") reach(matched, index, printed.position - 1);
    if (printed.kind === "now") working = { index, event: printed.position };
    if (printed.kind === "frontier")
      ends[index]?.set(printed.state.map(canonicalText).join(" "), printed.state);
    if (printed.kind === "cut") cuts[index] = Math.min(cuts[index] ?? Infinity, printed.position);
    if (printed.kind === "idle") idle[index] = true;
    if (printed.kind === "circle") circles[index]?.push(readCircle(printed, plan));
    if (printed.kind === "law") laws[index]?.push(printed);
  };
  const run = await runGenerated({ ...files, onUserLine }, spec, session);
  const outcome = outcomeOf(run, spec);
  const branches = traces.map((_, index) => (coverage && trail?.events(index)) ?? []);
  const silent = traces.map((_, index) => readSilentSteps(trail?.silent(index) ?? [], plan));
  return {
    ...{ outcome, matched, branches, silent, circles, cuts, idle, laws },
    ends: ends.map((states) => [...states.values()]),
    culprit: culpritOf(outcome) ?? working,
  };
};

const reach = (matched: number[], index: number, events: number): void => {
  matched[index] = Math.max(matched[index] ?? -1, events);
};

/** From the state that TLC prints when it gives up. */
export const culpritOf = (outcome: TlcOutcome): FollowRun["culprit"] => {
  const last = outcome.kind === "evaluation" ? outcome.states.at(-1) : undefined;
  if (last === undefined) return null;
  const values = new Map(splitState(last.text));
  const trace = Number(values.get("Conf_tid") ?? "0");
  const event = Number(values.get("Conf_l") ?? "0");
  return trace > 0 && event > 0 ? { index: trace - 1, event } : null;
};
