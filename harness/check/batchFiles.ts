import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { fromItf } from "../tla/itfValue.ts";
import { createModelValueNames, valueText, type ModelValueNames } from "../tla/moduleText.ts";
import { coverageNotes } from "./coverage/coverageModule.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import { trailNotes } from "./coverage/trailModule.ts";
import { silentNotes } from "./declared/silentModule.ts";
import { silentSteps } from "./declared/silentSteps.ts";
import { followLines, noNotes, type StepNotes } from "./followModule.ts";
import { writeGenerated } from "./generatedFiles.ts";
import { probeLines, type ProbeDepth } from "./explain/probeModule.ts";
import { guardQuestions, type GuardQuestions } from "./explain/guardModule.ts";
import type { Guard } from "./explain/guardTable.ts";
import type { Segment } from "./segment.ts";
import { buildTables, type BatchTables } from "./tables.ts";

/** The generated root module and its configuration, as written. */
export interface BatchFiles {
  readonly module: string;
  readonly config: string;
  /** What the numbers of printed guards mean. */
  readonly guards: readonly Guard[];
}

export interface BatchFileOptions {
  readonly runDir: string;
  /**
   * Follow each trace to its last event but one, and there ask which steps the probes allow and, as deep as asked,
   * what forbids the last event. Null: follow every trace to its end.
   */
  readonly explain: {
    readonly probes: readonly ActionOccurrence[];
    /** One a trace. */
    readonly depths: readonly ProbeDepth[];
  } | null;
  /** Have each step note the branches it takes. */
  readonly coverage?: CoveragePlan;
}

/** Writes the modules that follow some traces and, to explain, ask what could follow. */
export const writeBatchFiles = async (
  traces: readonly Segment[],
  spec: LoadedSpec,
  { runDir, explain, coverage }: BatchFileOptions,
): Promise<BatchFiles> => {
  const names = createModelValueNames();
  const whole = buildTables(explain === null ? traces : traces.map(withoutLastState), spec, names);
  const tables = explain === null ? whole : withoutLastEvents(whole);
  const constants = constantDefinitions(traces, spec, names);
  const root = explain === null ? "Conf_Check" : "Conf_Explain";
  const asked = explain?.depths.some((depth) => depth <= 1) === true;
  const questions = asked ? guardQuestions(spec, tables) : NO_QUESTIONS;
  const maxSilent = silentSteps(spec)?.max ?? null;
  const request = explain && { ...explain, actions: tables.actions, questions, maxSilent };
  const traceCount = traces.length;
  const notes = stepNotes(spec, { traceCount, trail: explain === null, ...(coverage && { coverage }) });
  const probing = request === null ? [] : probeLines(spec, request);
  const files = await writeGenerated(runDir, spec, {
    ...{ root, notes, tables, constants, names },
    lines: [...followLines(spec, tables, notes), ...probing],
    behaviour: explain === null ? FOLLOWING : ASKING,
    definitions: [lastEvents(whole)],
  });
  return { ...files, guards: questions.guards };
};

/** The number of each trace's last event. */
const lastEvents = ({ traces }: BatchTables): string =>
  `Conf_F == <<${traces.map((numbers) => numbers.at(-1) ?? 0).join(", ")}>>`;

const FOLLOWING = { init: "Conf_Init", next: "Conf_Follow", constraint: "Conf_Progress" };
const ASKING = { init: "Conf_Init", next: "Conf_FollowOrProbe", constraint: "Conf_Report" };

/** What is to be noted of the steps. */
export interface Noted {
  readonly traceCount: number;
  /** Whether the way to the last event is asked for. */
  readonly trail: boolean;
  readonly coverage?: CoveragePlan;
}

/** What every step notes: coverage, the way to the last event, and silent steps where some are declared. */
export const stepNotes = (spec: LoadedSpec, { traceCount, trail, coverage }: Noted): StepNotes => {
  const silent = silentSteps(spec);
  const plain = silent !== undefined && trail ? trailNotes(spec, traceCount) : noNotes(spec);
  const notes = coverage === undefined ? plain : coverageNotes(spec, coverage, traceCount);
  return silent === undefined ? notes : silentNotes(spec, { plan: silent, traceCount, notes, trail });
};

const NO_QUESTIONS: GuardQuestions = { lines: [], guards: [], report: "TRUE" };

/** What the last event says of the state is compared with the successors outside of TLC, which might stop at it. */
const withoutLastState = (trace: Segment): Segment => ({
  ...trace,
  events: trace.events.map((located, index) => {
    if (index < trace.events.length - 1) return located;
    return { ...located, event: { ...located.event, state: {} } };
  }),
});

const withoutLastEvents = (tables: BatchTables): BatchTables => ({
  ...tables,
  traces: tables.traces.map((numbers) => numbers.slice(0, -1)),
});

/** Constants that the headers set (one batch agrees on them), as definitions to put in the place of the cfg's. */
export const constantDefinitions = (traces: readonly Trace[], spec: LoadedSpec, names: ModelValueNames) =>
  Object.entries(traces[0]?.header.constants ?? {}).map(([name, value], index) => ({
    name,
    operator: `Conf_c${index + 1}`,
    text: valueText(fromItf(value, spec.modelValues), names),
  }));
