import type { Trace } from "../../../traces/trace.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { outcomeOf, runGenerated } from "../../spec/runGenerated.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { canonicalText, type TlaValue } from "../../tla/value.ts";
import type { TlcOutcome } from "../../tlc/outcome.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { writeBatchFiles } from "../batchFiles.ts";
import { culpritOf } from "../followRun.ts";
import type { Guard } from "./guardTable.ts";
import { readPrinted, type FailedGuard, type Printed } from "../printed.ts";
import type { ProbeDepth } from "./probeModule.ts";

export type Successor = Extract<Printed, { kind: "next" }>;

/** A guard that failed in some instance of the action, in the frontier state of that number. */
export type FailedInState = FailedGuard & { readonly state: number };

/** What a run found out about one trace: states reached, steps possible there, guards that forbid the event. */
export interface Findings {
  readonly probes: readonly ActionOccurrence[];
  readonly guards: readonly Guard[];
  readonly frontier: readonly (readonly TlaValue[])[];
  /** Whether one more silent step than allowed would have led to further states, or that is not known. */
  readonly boundReached: boolean;
  /** Of the event's own action as many as there is room for, of other steps one of each kind. */
  readonly successors: readonly Successor[];
  /** What of them was left out for their number. */
  readonly more: ReadonlySet<"successors" | "steps">;
  readonly failed: readonly FailedInState[];
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
  const outcome = outcomeOf(run, spec);
  const unknown = outcome.kind !== "finished";
  const findings = notes.map((note) => {
    const { boundReached, ...found } = note.found();
    return { probes, guards: files.guards, ...found, boundReached: unknown || boundReached };
  });
  return { outcome, findings, culprit: culpritOf(outcome)?.index ?? working };
};

const probesFor = (traces: readonly Trace[], spec: LoadedSpec): readonly ActionOccurrence[] => {
  const named = new Set(traces.map(({ events }) => events.at(-1)?.event.action));
  return spec.shape.occurrences.filter(({ leaf, name }) => leaf || named.has(name));
};

const createNotes = () => {
  const frontier = new Map<string, readonly TlaValue[]>();
  const beyond = new Set<string>();
  const [successors, failed]: [Successor[], FailedInState[]] = [[], []];
  const more = new Set<"successors" | "steps">();
  const note = (printed: Printed): void => {
    switch (printed.kind) {
      case "frontier":
        frontier.set(stateText(printed.state), printed.state);
        return;
      case "beyond":
        beyond.add(stateText(printed.state));
        return;
      case "next":
        successors.push(printed);
        return;
      case "more":
        more.add(printed.what);
        return;
      case "guards":
        // They come right after the state in which they fail.
        failed.push(...printed.failed.map((guard) => ({ ...guard, state: frontier.size })));
        return;
      case "at":
      case "now":
      case "could":
      case "via":
      case "circle":
      case "idle":
      case "law":
      case "looks":
      case "cut":
        return;
    }
  };
  const found = () => ({
    ...{ frontier: [...frontier.values()], successors, more, failed },
    boundReached: [...beyond].some((state) => !frontier.has(state)),
  });
  return { note, found };
};

const stateText = (state: readonly TlaValue[]): string => state.map(canonicalText).join(" ");
