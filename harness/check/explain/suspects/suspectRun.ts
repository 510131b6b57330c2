import type { Trace } from "../../../../traces/trace.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import { outcomeOf, runGenerated } from "../../../spec/runGenerated.ts";
import { createModelValueNames } from "../../../tla/moduleText.ts";
import type { TlaValue } from "../../../tla/value.ts";
import type { TlcOutcome } from "../../../tlc/outcome.ts";
import type { TlcSession } from "../../../tlc/session.ts";
import { constantDefinitions, stepNotes } from "../../batchFiles.ts";
import { followLines } from "../../followModule.ts";
import { culpritOf } from "../../followRun.ts";
import { writeGenerated } from "../../generatedFiles.ts";
import { readPrinted } from "../../printed.ts";
import { buildTables } from "../../tables.ts";
import { suspectLines, suspectNotes } from "./suspectModule.ts";
import { suspectTables, type SuspectTables } from "./suspectTables.ts";
import type { Edit, Variant } from "./variant.ts";

/** A trace to try edits on; `failed` is the index of the event that could not happen. */
export interface SuspectTrace {
  readonly trace: Trace;
  readonly failed: number;
  readonly variants: readonly Variant[];
}

/** An edit with which a trace gets further. */
export interface Mended {
  readonly edit: Edit;
  /** Index of the first event that was not matched. */
  readonly reached: number;
  /** Whether that is all that was asked for: the end of the trace, or far beyond the failed event. */
  readonly whole: boolean;
  /** Number of the step in the spec's shape and its arguments, or the state after a step. */
  readonly found: TlaValue;
}

export interface SuspectRun {
  readonly outcome: TlcOutcome;
  /** By number of the trace, from 0. */
  readonly mended: readonly (readonly Mended[])[];
  /** The trace that TLC was at when it stopped. */
  readonly culprit: number | null;
}

/** Tries all variants of all traces in one run. */
export const runSuspects = async (
  suspects: readonly SuspectTrace[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<SuspectRun> => {
  const tables = suspectTables(
    suspects.map(({ trace, failed, variants }) => ({ length: trace.events.length, failed, variants })),
  );
  const files = await writeSuspectFiles(suspects, tables, { spec, runDir: session.runDir });
  const mended = suspects.map((): Mended[] => []);
  let working: number | null = null;
  const onUserLine = (line: string): void => {
    const printed = readPrinted(line);
    if (printed?.kind === "now") working = printed.trace - 1;
    if (printed?.kind !== "looks") return;
    const trace = printed.trace - 1;
    const variant = tables.variant(trace, printed.variant);
    const reached = printed.position - 1;
    const whole = reached >= (tables.last[trace] ?? Infinity);
    if (variant !== undefined)
      mended[trace]?.push({ edit: variant.edit, reached, whole, found: printed.found });
  };
  const run = await runGenerated({ ...files, onUserLine }, spec, session);
  const outcome = outcomeOf(run, spec);
  return { outcome, mended, culprit: culpritOf(outcome)?.index ?? working };
};

const ROOT = "Conf_Hypotheses";

const writeSuspectFiles = (
  suspects: readonly SuspectTrace[],
  { lines }: SuspectTables,
  { spec, runDir }: { readonly spec: LoadedSpec; readonly runDir: string },
) => {
  const names = createModelValueNames();
  const traces = suspects.map(({ trace }) => trace);
  const tables = buildTables(traces, spec, names);
  const constants = constantDefinitions(traces, spec, names);
  const { actions, variables } = tables;
  const notes = stepNotes(spec, { traceCount: traces.length, trail: false });
  return writeGenerated(runDir, spec, {
    ...{ root: ROOT, notes, tables, constants, names },
    lines: [
      ...followLines(spec, tables, suspectNotes(notes)),
      ...suspectLines(spec, { actions, traces: traces.length, variables: variables.length, base: notes }),
    ],
    behaviour: { init: "Conf_Init", next: "Conf_TrySuspect", constraint: "Conf_TrySuspected" },
    definitions: lines,
  });
};
