import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { fromItf } from "../tla/itfValue.ts";
import { configText } from "../tla/modelConfig.ts";
import {
  createModelValueNames,
  LIBRARY_MODULE,
  moduleText,
  valueText,
  type ModelValueNames,
} from "../tla/moduleText.ts";
import { COVERAGE_VIEW, coverageNotes } from "./coverage/coverageModule.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import { DATA_MODULE, dataModule, followLines } from "./followModule.ts";
import { probeLines, type ProbeDepth } from "./explain/probeModule.ts";
import { guardQuestions, type GuardQuestions } from "./explain/guardModule.ts";
import type { Guard } from "./explain/guardText.ts";
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
  traces: readonly Trace[],
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
  const probing =
    explain === null ? [] : probeLines(spec, { ...explain, actions: tables.actions, questions });
  const notes = coverage && coverageNotes(spec, coverage, traces.length);
  const lines = [`EXTENDS ${DATA_MODULE}`, ...followLines(spec, tables, notes), ...probing];
  const config = configText({
    cfg: spec.cfg,
    overrides: new Map(constants.map(({ name, operator }) => [name, operator])),
    names,
    init: "Conf_Init",
    next: explain === null ? "Conf_Follow" : "Conf_FollowOrProbe",
    constraint: explain === null ? "Conf_Progress" : "Conf_Report",
    ...(coverage === undefined ? {} : { view: COVERAGE_VIEW }),
  });
  const data = dataModule(spec, tables, {
    modelValues: [...names.constants.keys()],
    definitions: [
      ...constants.map(({ operator, text }) => `${operator} == ${text}`),
      `Conf_F == <<${whole.traces.map((numbers) => numbers.at(-1) ?? 0).join(", ")}>>`,
    ],
  });
  await mkdir(runDir, { recursive: true });
  await writeFile(path.join(runDir, "Conf_Lib.tla"), LIBRARY_MODULE);
  await writeFile(path.join(runDir, `${DATA_MODULE}.tla`), data);
  await writeFile(path.join(runDir, `${root}.tla`), moduleText(root, lines));
  await writeFile(path.join(runDir, `${root}.cfg`), config);
  const file = (extension: string): string => path.join(runDir, `${root}.${extension}`);
  return { module: file("tla"), config: file("cfg"), guards: questions.guards };
};

const NO_QUESTIONS: GuardQuestions = { lines: [], guards: [], report: "TRUE" };

/** What the last event says of the state is compared with the successors outside of TLC, which might stop at it. */
const withoutLastState = (trace: Trace): Trace => ({
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
const constantDefinitions = (traces: readonly Trace[], spec: LoadedSpec, names: ModelValueNames) =>
  Object.entries(traces[0]?.header.constants ?? {}).map(([name, value], index) => ({
    name,
    operator: `Conf_c${index + 1}`,
    text: valueText(fromItf(value, spec.modelValues), names),
  }));
