import type { Trace } from "../../../traces/trace.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { runGenerated } from "../../spec/runGenerated.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { canonicalText, type TlaValue } from "../../tla/value.ts";
import { classify, type TlcOutcome } from "../../tlc/outcome.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { writeBatchFiles } from "../batchFiles.ts";
import { culpritOf } from "../followRun.ts";
import type { Guard } from "./guardText.ts";
import { readPrinted, type FailedGuard, type Printed } from "../printed.ts";
import type { ProbeDepth } from "./probeModule.ts";

export type Successor = Extract<Printed, { kind: "next" }>;

/** What a run found out about one trace: states reached, steps possible there, guards that forbid the event. */
export interface Findings {
  readonly probes: readonly ActionOccurrence[];
  readonly guards: readonly Guard[];
  readonly frontier: readonly (readonly TlaValue[])[];
  readonly successors: readonly Successor[];
  readonly failed: readonly FailedGuard[];
}

export interface ProbeRun {
  readonly outcome: TlcOutcome;
  /** By number of the trace, from 0. */
  readonly findings: readonly Findings[];
  /** The trace that TLC was at when it stopped. */
  readonly culprit: number | null;
}

/** Follows each trace to its last event but one, and asks what could have come in the place of the last. */
export const runProbe = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  { session, depths }: { readonly session: TlcSession; readonly depths: readonly ProbeDepth[] },
): Promise<ProbeRun> => {
  const probes = probesFor(traces, spec);
  const files = await writeBatchFiles(traces, spec, {
    runDir: session.runDir,
    explain: { probes, depths },
  });
  const notes = traces.map(() => createNotes());
  let working: number | null = null;
  const onUserLine = (line: string): void => {
    const printed = readPrinted(line);
    if (printed === null) return;
    if (printed.kind === "now") working = printed.trace - 1;
    notes[printed.trace - 1]?.note(printed);
  };
  const run = await runGenerated({ ...files, onUserLine }, spec, session);
  const outcome = classify(run);
  const findings = notes.map((note) => ({ probes, guards: files.guards, ...note.found() }));
  return { outcome, findings, culprit: culpritOf(outcome)?.index ?? working };
};

const probesFor = (traces: readonly Trace[], spec: LoadedSpec): readonly ActionOccurrence[] => {
  const named = new Set(traces.map(({ events }) => events.at(-1)?.event.action));
  return spec.shape.occurrences.filter(({ leaf, name }) => leaf || named.has(name));
};

const createNotes = () => {
  const frontier = new Map<string, readonly TlaValue[]>();
  const successors: Successor[] = [];
  const failed: FailedGuard[] = [];
  const note = (printed: Printed): void => {
    switch (printed.kind) {
      case "frontier":
        frontier.set(printed.state.map(canonicalText).join(" "), printed.state);
        return;
      case "next":
        successors.push(printed);
        return;
      case "guards":
        failed.push(...printed.failed);
        return;
      case "at":
      case "now":
      case "could":
      case "law":
        return;
    }
  };
  return { note, found: () => ({ frontier: [...frontier.values()], successors, failed }) };
};
