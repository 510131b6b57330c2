import path from "node:path";
import type { CheckReport, TraceReport } from "../../check/checkReport.ts";
import type { ReplayReport } from "../../replay/replayReport.ts";
import type { Target, TargetMutant } from "../../targets/target.ts";
import type { FreshTraces } from "./freshTraces.ts";
import type { MutantReport, SelfTestReport } from "./runReport.ts";

/** What the self-test judges: a report over all traces, sorted out by where they came from. */
export interface SelfTestInput {
  readonly target: Target;
  readonly report: CheckReport;
  readonly fresh: FreshTraces;
  readonly knownBad: readonly string[];
  readonly replayMutant: (mutant: string) => ReplayReport | null;
}

/** Every known-bad trace must be refused where its header says, every mutant caught by a trace or by replay. */
export const selfTest = (input: SelfTestInput): SelfTestReport => {
  const bad = tracesOf(input.report, input.knownBad);
  return {
    traces: {
      total: input.knownBad.length,
      refused: bad.filter(({ verdict }) => verdict === "diverges").length,
      asExpected: bad.filter(({ expected }) => expected?.met === true).length,
    },
    mutants: input.target.mutants.map((mutant) => mutantReport(mutant, input)),
  };
};

/** Whether everything that must be caught was caught. */
export const selfTestPassed = ({ traces, mutants }: SelfTestReport): boolean =>
  traces.total > 0 &&
  traces.asExpected === traces.total &&
  mutants.length > 0 &&
  mutants.every(({ caught, beyond }) => caught || beyond !== null);

const tracesOf = (report: CheckReport, files: readonly string[]): readonly TraceReport[] => {
  const wanted = new Set(files);
  return report.traces.filter(({ file }) => wanted.has(file));
};

const mutantReport = (mutant: TargetMutant, input: SelfTestInput): MutantReport => {
  const { name, description } = mutant;
  const beyond = mutant.beyond ?? null;
  const refused = tracesOf(input.report, input.fresh.mutants.get(name) ?? []).find(
    ({ verdict }) => verdict === "diverges",
  );
  if (refused?.divergence !== undefined) {
    const by = `trace ${path.basename(refused.file)}:${refused.divergence.line}: ${refused.divergence.summary}`;
    return { name, description, beyond, caught: true, by, command: `conformance explain ${refused.file}` };
  }
  const replay = beyond === null ? input.replayMutant(name) : null;
  const command = `conformance replay --target ${input.target.name} --mutant ${name}`;
  const [failure] = replay?.failures ?? [];
  if (failure === undefined) return { name, description, beyond, caught: false, by: null, command };
  return { name, description, beyond, caught: true, by: `replay, step ${failure.step}`, command };
};
