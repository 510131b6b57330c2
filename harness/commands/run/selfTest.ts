import type { CheckReport, TraceReport } from "../../check/checkReport.ts";
import type { Target, TargetMutant } from "../../targets/target.ts";
import type { FreshTraces } from "./freshTraces.ts";
import { graphMatrix, type GraphFindings, type NamedGraph } from "./graphMatrix.ts";
import { isAnswered, TECHNIQUES, type MutantReport, type Technique } from "./mutantReport.ts";
import { replayCommand } from "./reproduce.ts";
import type { SelfTestReport } from "./runReport.ts";
import { shownByTraces, type TraceFinding } from "./traceFindings.ts";

/** What the self-test judges: a report over all traces, sorted out by where they came from, and the graphs. */
export interface SelfTestInput {
  readonly target: Target;
  readonly report: CheckReport;
  readonly fresh: FreshTraces;
  readonly knownBad: readonly string[];
  readonly graphs: readonly NamedGraph[];
}

/**
 * Every known-bad trace must be refused where its header says, every mutant caught by a trace or by a replay, or be proven to
 * do nothing else than the true implementation. Every technique is tried on every mutant.
 */
export const selfTest = (input: SelfTestInput): SelfTestReport => {
  const bad = tracesOf(input.report, input.knownBad);
  const traces = shownByTraces(input);
  const graphs = graphMatrix(input.target, input.graphs, (name) => traces.has(name));
  return {
    traces: {
      total: input.knownBad.length,
      refused: bad.filter(({ verdict }) => verdict === "diverges").length,
      asExpected: bad.filter(({ expected }) => expected?.met === true).length,
    },
    mutants: input.target.mutants.map((mutant) =>
      mutantReport(mutant, input, { graph: graphs.get(mutant.name), trace: traces.get(mutant.name) }),
    ),
  };
};

/** Whether everything that must be caught was caught. */
export const selfTestPassed = ({ traces, mutants }: SelfTestReport): boolean =>
  traces.total > 0 && traces.asExpected === traces.total && mutants.length > 0 && mutants.every(isAnswered);

const tracesOf = (report: CheckReport, files: readonly string[]): readonly TraceReport[] => {
  const wanted = new Set(files);
  return report.traces.filter(({ file }) => wanted.has(file));
};

interface Findings {
  readonly graph: GraphFindings | undefined;
  readonly trace: TraceFinding | undefined;
}

const mutantReport = (
  mutant: TargetMutant,
  input: SelfTestInput,
  { graph, trace }: Findings,
): MutantReport => {
  const { name, description } = mutant;
  const beyond = mutant.beyond ?? null;
  const techniques = {
    replay: null,
    against: null,
    promises: null,
    ...graph?.shown,
    traces: trace?.shown ?? null,
  };
  const shortest = shortestOf(techniques);
  const best = shortest === null ? null : techniques[shortest];
  const silence = best === null ? (graph?.silent ?? null) : null;
  const departs = input.fresh.mutants.get(name)?.departs ?? 0;
  const isSame = silence?.kind === "equivalent" && departs === 0;
  return {
    ...{ name, description, beyond, techniques, shortest, caught: best !== null },
    by: trace?.by ?? (best === null ? null : `replay, step ${best.steps}`),
    command:
      best?.command ??
      replayCommand(input.target.name, { cfg: input.graphs[0]?.name ?? "trace", mutant: name }),
    equivalent: isSame ? evidenceOf(silence) : null,
    survives: best === null && !isSame ? survival(silence, departs) : null,
  };
};

const shortestOf = (techniques: MutantReport["techniques"]): Technique | null =>
  TECHNIQUES.reduce<Technique | null>((best, technique) => {
    const steps = techniques[technique]?.steps ?? Infinity;
    return steps < (best === null ? Infinity : (techniques[best]?.steps ?? Infinity)) ? technique : best;
  }, null);

const evidenceOf = ({
  graphs,
  states,
  edges,
  forbidden,
}: Extract<GraphFindings["silent"], { kind: "equivalent" }>) => ({
  ...{ graphs, states, edges, forbidden },
});

/** What is known of a mutant that nothing shows, and that is not proven to be the same. */
const survival = (silence: GraphFindings["silent"], departs: number): string => {
  if (silence?.kind === "different") return `no technique tells, but it does something else: ${silence.what}`;
  const graphs = silence === null ? "no graph was there to compare it on" : "it is the same on all graphs";
  const runs =
    departs === 0 ? "" : `, but not in ${departs} of the schedules, whose traces are behaviours of the spec`;
  return `${graphs}${runs}`;
};
