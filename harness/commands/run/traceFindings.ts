import path from "node:path";
import type { CheckReport, TraceReport } from "../../check/checkReport.ts";
import type { Target } from "../../targets/target.ts";
import type { FreshTraces } from "./freshTraces.ts";
import type { Shown } from "./mutantReport.ts";
import { traceCommand } from "./reproduce.ts";
import type { MutantTrace } from "./mutantTraces.ts";

/** What a trace shows, and the same in a line. */
export interface TraceFinding {
  readonly shown: Shown;
  readonly by: string;
}

/** By mutant: its shortest trace that is no behaviour of the spec; who has none is missing. */
export const shownByTraces = ({
  target,
  report,
  fresh,
}: {
  readonly target: Pick<Target, "name">;
  readonly report: Pick<CheckReport, "traces">;
  readonly fresh: Pick<FreshTraces, "mutants">;
}): ReadonlyMap<string, TraceFinding> => {
  const judged = new Map(report.traces.map((trace) => [trace.file, trace]));
  return new Map(
    [...fresh.mutants].flatMap(([name, { traces }]) => {
      const refused = traces.flatMap((trace) => {
        const verdict = judged.get(trace.file);
        return verdict?.divergence === undefined
          ? []
          : [shownBy(verdict, trace, { target: target.name, name })];
      });
      const [shortest] = refused.toSorted((left, right) => left.shown.steps - right.shown.steps);
      return shortest === undefined ? [] : [[name, shortest] as const];
    }),
  );
};

const shownBy = (
  { file, divergence }: TraceReport,
  { request, actions }: MutantTrace,
  { target, name }: { readonly target: string; readonly name: string },
): TraceFinding => {
  const { event = 0, line = 0, summary = "" } = divergence ?? {};
  const where = path.basename(file);
  const command = traceCommand(target, request, name);
  return {
    shown: { steps: event, where, line, path: actions.slice(0, event), why: summary, command },
    by: `trace ${where}:${line}: ${summary}`,
  };
};
