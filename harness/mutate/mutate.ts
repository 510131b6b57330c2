import path from "node:path";
import { readTrace } from "../../traces/decode.ts";
import type { Problem } from "../../traces/problem.ts";
import type { Trace } from "../../traces/trace.ts";
import { checkTraces, type CheckSession } from "../check/check.ts";
import type { CheckReport } from "../check/checkReport.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { chunks } from "./chunks.ts";
import { judgeMutants } from "./judgeMutants.ts";
import { makeMutants, type MutantChoice } from "./makeMutants.ts";
import { proveEquivalence, type Survivor } from "./meaning/prove.ts";
import { OPERATORS, type Mutant } from "./mutant.ts";
import type { MutateReport, SurvivorReport } from "./mutateReport.ts";
import { operatorContext } from "./operatorContext.ts";
import { countBy, tally, type Result } from "./tally.ts";

export interface MutateOptions extends MutantChoice {
  readonly session: CheckSession;
  /** Takes a survivor that is not equivalent, with its trace, and says where it was kept. */
  readonly keep?: (mutant: Mutant, trace: Trace) => Promise<string | Problem>;
}

/** Makes mistakes in conforming traces and has the checker judge whether it notices. */
export const mutate = async (
  files: readonly string[],
  spec: LoadedSpec,
  options: MutateOptions,
): Promise<MutateReport> => {
  const started = performance.now();
  const { session } = options;
  const read = await readAll(files);
  const runDir = path.join(session.runDir, "originals");
  const check = await checkTraces(read.traces, spec, { ...session, runDir, looksLike: false });
  const conforming = new Set(
    check.traces.filter(({ verdict }) => verdict === "conforms").map(({ file }) => file),
  );
  const originals = read.traces.filter(({ file }) => conforming.has(file));
  const judged = await judgeChunks(originals, spec, options);
  const { results, survivors } = judged;
  return {
    command: "mutate",
    verdict: check.verdict,
    durationMs: Math.round(performance.now() - started),
    seed: options.seed,
    limit: options.limit,
    originals: check.traces.map(({ file, verdict, events }) => ({ file, verdict, events })),
    ...figures(results, options),
    survivors,
    warnings: check.warnings,
    errors: [...read.problems, ...check.errors, ...judged.problems],
    tlc: { version: check.tlc.version, runs: check.tlc.runs + judged.runs },
    ...sources(check),
    runDir: session.runDir,
  };
};

const sources = ({ spec }: CheckReport) => ({ spec });

const figures = (results: readonly Result[], { operators }: MutateOptions) => ({
  total: tally(results),
  withoutDrop: tally(results.filter(({ mutant }) => mutant.edit.operator !== "drop")),
  operators: OPERATORS.filter((operator) => operators.includes(operator)).map((operator) => ({
    operator,
    ...tally(results.filter(({ mutant }) => mutant.edit.operator === operator)),
  })),
  refusedBy: countBy(results.flatMap(({ fate }) => (fate.kind === "refused" ? [fate.code] : []))) as Readonly<
    Record<string, number>
  >,
  equivalentBy: countBy(
    results.flatMap(({ fate }) => (fate.kind === "survived" ? (fate.proof.equivalence ?? []) : [])),
  ),
  inconclusive: results.flatMap(({ mutant, fate }) =>
    fate.kind === "inconclusive"
      ? [{ name: mutant.name, change: mutant.edit.change, reason: fate.reason }]
      : [],
  ),
});

const readAll = async (files: readonly string[]) => {
  const traces: Trace[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const trace = await readTrace(file);
    if (trace.ok) traces.push(trace.value);
    else problems.push(...trace.problems);
  }
  return { traces, problems };
};

interface Judged {
  readonly results: readonly Result[];
  readonly survivors: readonly SurvivorReport[];
  readonly problems: readonly Problem[];
  readonly runs: number;
}

/** Mutants are made, judged and forgotten chunk by chunk; of each only its edit remains. */
const judgeChunks = async (
  originals: readonly Trace[],
  spec: LoadedSpec,
  options: MutateOptions,
): Promise<Judged> => {
  const { session } = options;
  const results: Result[] = [];
  const survivors: SurvivorReport[] = [];
  const problems: Problem[] = [];
  let runs = 0;
  const mutants = makeMutants(originals, operatorContext(originals, spec), options);
  for (const [number, chunk] of chunks(mutants)) {
    if (session.signal?.aborted === true || problems.length > 0) break;
    const runDir = path.join(session.runDir, `mutants-${number}`);
    session.progress(`judging mutants ${results.length + 1} to ${results.length + chunk.length}`);
    const judged = await judgeChunk(chunk, spec, { ...options, session: { ...session, runDir } });
    results.push(...judged.results);
    survivors.push(...judged.survivors);
    problems.push(...judged.problems);
    runs += judged.runs;
  }
  return { results, survivors, problems, runs };
};

const judgeChunk = async (
  mutants: readonly Mutant[],
  spec: LoadedSpec,
  { session, keep }: MutateOptions,
): Promise<Judged> => {
  const { fates, problems, runs } = await judgeMutants(mutants, spec, session);
  const surviving = mutants.flatMap((mutant): readonly Survivor[] => {
    const fate = fates.get(mutant);
    return fate?.kind === "survived" ? [{ mutant, trace: fate.trace }] : [];
  });
  session.progress(`comparing ${surviving.length} survivors with their originals`);
  const proven = await proveEquivalence(surviving, spec, session);
  const results = mutants.flatMap((mutant): readonly Result[] => {
    const fate = fates.get(mutant);
    if (fate === undefined) return [];
    if (fate.kind !== "survived") return [{ mutant: withoutEvents(mutant), fate }];
    const proof = proven.proofs.get(mutant) ?? { equivalence: null, told: false };
    return [{ mutant: withoutEvents(mutant), fate: { kind: "survived", proof } }];
  });
  const survivors: SurvivorReport[] = [];
  const unwritten: Problem[] = [];
  for (const { mutant, trace } of surviving) {
    const proof = proven.proofs.get(mutant);
    if (proof === undefined || proof.equivalence !== null) continue;
    const kept = await keep?.(mutant, trace);
    if (typeof kept === "object") unwritten.push(kept);
    survivors.push(survivorReport(mutant, proof.told, typeof kept === "string" ? kept : undefined));
  }
  return { results, survivors, problems: [...problems, ...unwritten], runs: runs + proven.runs };
};

const withoutEvents = (mutant: Mutant): Mutant => ({ ...mutant, events: [] });

const survivorReport = (
  { original, edit: { event, operator, change, means } }: Mutant,
  told: boolean,
  written: string | undefined,
): SurvivorReport => ({
  file: original.file,
  line: original.events[event - 1]?.line ?? event + 1,
  ...{ event, operator, change, means },
  meaning: told ? "different" : "unknown",
  ...(written === undefined ? {} : { written }),
});
