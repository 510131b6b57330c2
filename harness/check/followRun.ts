import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { runGenerated } from "../spec/runGenerated.ts";
import { classify, type TlcOutcome } from "../tlc/outcome.ts";
import type { TlcSession } from "../tlc/session.ts";
import { splitState } from "../tlc/splitState.ts";
import { writeBatchFiles } from "./batchFiles.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import { readPrinted } from "./printed.ts";
import { createTrail, type EventBranches } from "./coverage/trail.ts";

/** What one run of TLC told about the traces it followed; lists by number of the trace, from 0. */
export interface FollowRun {
  readonly outcome: TlcOutcome;
  /** Events matched so far, -1 when no initial state was seen. */
  readonly matched: readonly number[];
  /** With coverage: the branches of the matched events. */
  readonly branches: readonly (readonly EventBranches[])[];
  readonly laws: readonly (readonly { readonly event: number; readonly name: string }[])[];
  /** The trace that TLC was at when it stopped, and the event (from 1). */
  readonly culprit: { readonly index: number; readonly event: number } | null;
}

/** Follows the given traces to their ends in one run. */
export const runFollow = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  session: TlcSession & { readonly coverage?: CoveragePlan },
): Promise<FollowRun> => {
  const { runDir, coverage } = session;
  const files = await writeBatchFiles(traces, spec, { runDir, explain: null, ...(coverage && { coverage }) });
  const matched = traces.map(() => -1);
  const trail = coverage && createTrail();
  const laws: { event: number; name: string }[][] = traces.map(() => []);
  let working: FollowRun["culprit"] = null;
  const onUserLine = (line: string): void => {
    const printed = readPrinted(line);
    if (printed === null) return;
    const index = printed.trace - 1;
    trail?.note(printed);
    if (printed.kind === "at") matched[index] = Math.max(matched[index] ?? -1, printed.position - 1);
    if (printed.kind === "now") working = { index, event: printed.position };
    if (printed.kind === "law") laws[index]?.push(printed);
  };
  const run = await runGenerated({ ...files, onUserLine }, spec, session);
  const outcome = classify(run);
  const branches = traces.map((_, index) => trail?.events(index) ?? []);
  return { outcome, matched, branches, laws, culprit: culpritOf(outcome) ?? working };
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
