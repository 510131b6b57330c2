import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { SilentReport, TraceReport } from "./checkReport.ts";
import { asLogged } from "./declared/asLogged.ts";
import type { JudgedSegment } from "./judge.ts";
import type { TraceSource } from "./source.ts";

/** What is known of a trace piece by piece: all pieces but the last were accepted. */
export interface SoFar {
  readonly matched: number;
  readonly silent?: SilentReport;
  /** Whether each event can be a step that changes nothing. */
  readonly idle: boolean;
  /** Whether more silent steps than allowed were possible before some matched event. */
  readonly cut: boolean;
}

export const NOTHING_SO_FAR: SoFar = { matched: 0, idle: true, cut: false };

/** With one more piece; the report once it is the last, or the first that was not accepted. */
export const withPiece = (
  before: SoFar,
  { followed, divergence, boundReached }: JudgedSegment,
  { source, spec }: { readonly source: TraceSource; readonly spec: LoadedSpec },
): { readonly soFar: SoFar; readonly report: TraceReport } => {
  const cut = before.cut || followed.cut;
  const logged = asLogged({ ...followed, cut }, spec, { divergence: divergence ?? null, boundReached });
  const silent = together(before.silent, logged.silent);
  const soFar: SoFar = {
    matched: before.matched + logged.matched,
    idle: before.idle && followed.idle,
    cut,
    ...(silent && { silent }),
  };
  return { soFar, report: reportOf(soFar, { source, logged, followed }) };
};

const together = (before?: SilentReport, next?: SilentReport): SilentReport | undefined =>
  before === undefined || next === undefined
    ? (next ?? before)
    : {
        steps: before.steps + next.steps,
        boundReached: next.boundReached,
        taken: [...before.taken, ...next.taken],
      };

const reportOf = (
  { matched, silent }: SoFar,
  {
    source: { file, header, events },
    logged: { divergence, reason },
    followed,
  }: {
    readonly source: TraceSource;
    readonly logged: ReturnType<typeof asLogged>;
    readonly followed: JudgedSegment["followed"];
  },
): TraceReport => {
  const { ended } = followed;
  const verdict = ended === "accepted" ? "conforms" : divergence === null ? "inconclusive" : "diverges";
  const why = reason ?? followed.reason ?? "TLC's answers contradict each other";
  return {
    ...{ file, verdict, events, matched, ...(silent && { silent }) },
    ...(divergence === null ? {} : { divergence }),
    ...(verdict === "inconclusive" ? { reason: why } : {}),
    ...expectationOf(header.expect, divergence?.line),
  };
};

const expectationOf = (
  expect: TraceSource["header"]["expect"],
  line: number | undefined,
): Pick<TraceReport, "expected"> =>
  expect === undefined
    ? {}
    : { expected: { line: expect.line, mistake: expect.mistake, met: expect.line === line } };
