import { decodeTrace } from "../../traces/decode.ts";
import { encodeHeader } from "../../traces/encode.ts";
import type { Problem } from "../../traces/problem.ts";
import type { TraceHeader } from "../../traces/schema.ts";
import type { Trace } from "../../traces/trace.ts";
import { checkTraces, type CheckSession } from "../check/check.ts";
import type { TraceReport } from "../check/checkReport.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Mutant } from "./mutant.ts";

/** Nobody asks why a mutant was killed. */
const VERDICT_ONLY = { looksLike: false, reasons: "none" } as const;

/** What became of a mutant. */
export type Fate =
  /** By the decoder or for a name the spec does not know, before TLC; the first code. */
  | { readonly kind: "refused"; readonly code: string }
  /** `event`: number, in the mutant, of the event that could not happen. */
  | { readonly kind: "diverged"; readonly event: number; readonly why: string }
  | { readonly kind: "survived"; readonly trace: Trace }
  | { readonly kind: "inconclusive"; readonly reason: string };

export interface JudgedMutants {
  readonly fates: ReadonlyMap<Mutant, Fate>;
  /** What prevents any judgement. */
  readonly problems: readonly Problem[];
  readonly runs: number;
}

/** Has the decoder and then TLC judge all given mutants together, as if they were files. */
export const judgeMutants = async (
  mutants: readonly Mutant[],
  spec: LoadedSpec,
  session: CheckSession,
): Promise<JudgedMutants> => {
  const fates = new Map<Mutant, Fate>();
  const sound = new Map<Mutant, Trace>();
  for (const mutant of mutants) {
    const decoded = await decodeTrace(mutant.name, mutantText(mutant));
    if (decoded.ok) sound.set(mutant, decoded.value);
    else fates.set(mutant, { kind: "refused", code: decoded.problems[0]?.code ?? "" });
  }
  if (sound.size === 0) return { fates, problems: [], runs: 0 };
  const report = await checkTraces([...sound.values()], spec, { ...session, ...VERDICT_ONLY });
  const reports = new Map(report.traces.map((one) => [one.file, one]));
  const errors = new Map(report.errors.toReversed().map((problem) => [problem.file, problem]));
  for (const [mutant, trace] of sound) {
    const error = errors.get(mutant.name);
    if (error !== undefined) fates.set(mutant, { kind: "refused", code: error.code });
    else fates.set(mutant, fateOf(reports.get(mutant.name), trace));
  }
  const problems = report.errors.filter(({ file }) => file === undefined || !isMutant(file, sound));
  return { fates, problems, runs: report.tlc.runs };
};

/** The mutant as a file; what the header of an example expects holds for the example only. */
export const mutantText = ({ original, events }: Pick<Mutant, "original" | "events">): string =>
  [
    encodeHeader(withoutExpectation(original.header)),
    ...events.map((event) => JSON.stringify(event)),
    "",
  ].join("\n");

const withoutExpectation = (header: TraceHeader): TraceHeader => {
  const { expect, ...rest } = header;
  return expect === undefined ? header : rest;
};

const fateOf = (report: TraceReport | undefined, trace: Trace): Fate => {
  if (report === undefined) return { kind: "inconclusive", reason: "nothing was said about it" };
  const { verdict, divergence, reason } = report;
  if (verdict === "conforms") return { kind: "survived", trace };
  return verdict === "diverges" && divergence !== undefined
    ? { kind: "diverged", event: divergence.event, why: divergence.summary }
    : { kind: "inconclusive", reason: reason ?? "TLC did not get to its end" };
};

const isMutant = (file: string, mutants: ReadonlyMap<Mutant, Trace>): boolean =>
  [...mutants.keys()].some(({ name }) => name === file);
