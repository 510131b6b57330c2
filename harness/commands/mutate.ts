import { readdir } from "node:fs/promises";
import path from "node:path";
import { findTraces } from "../../traces/find.ts";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { Trace } from "../../traces/trace.ts";
import { mutate as mutateTraces } from "../mutate/mutate.ts";
import { OPERATORS, type Mutant, type OperatorName } from "../mutate/mutant.ts";
import type { MutateReport } from "../mutate/mutateReport.ts";
import { EXIT_CODES, exitCode } from "../report/exit.ts";
import { mutateText } from "../report/mutateText.ts";
import { failed } from "./failed.ts";
import { loadDeclaredSpec } from "./loadDeclaredSpec.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { writeTrace } from "./recordFile.ts";
import { atMost, openSession, positiveInteger, readLimits, usage } from "./session.ts";
import { resolveSystem } from "./system.ts";

export interface MutateCommandOptions extends CommonOptions {
  readonly limit?: string;
  readonly operators?: string;
  readonly out?: string;
  readonly minScore?: string;
}

/** `conformance mutate TRACE|DIR ...` */
export const mutate = async (
  paths: readonly string[],
  options: MutateCommandOptions,
  context: CommandContext,
): Promise<CommandResult> => {
  const system = await resolveSystem(options, "trace");
  if (!system.ok) return failed("mutate", system.problems);
  const chosen = await readChoice(options);
  if (!chosen.ok) return failed("mutate", chosen.problems);
  const files = await findTraces(paths);
  if (!files.ok) return failed("mutate", files.problems);
  const session = await openSession("mutate", options, context);
  if (!session.ok) return failed("mutate", session.problems);
  const spec = await loadDeclaredSpec(system.value, session.value);
  if (!spec.ok) return failed("mutate", spec.problems);
  const { minScore, ...choice } = chosen.value;
  const { out } = options;
  const report = await mutateTraces(files.value, spec.value, {
    ...choice,
    session: session.value,
    ...(out === undefined ? {} : { keep: keepIn(out) }),
  });
  return {
    json: report,
    text: mutateText(report, options.verbose === true),
    exitCode: codeOf(report, minScore),
  };
};

/** Survivors are information; a score below the one that was asked for is not. */
const codeOf = ({ originals, total, errors }: MutateReport, minScore: number | null): number => {
  const verdicts = originals.map(({ verdict }) => verdict);
  const isLow = minScore !== null && (total.score === null || total.score * 100 < minScore);
  if (isLow && errors.length === 0) verdicts.push("diverges");
  if (total.inconclusive > 0) verdicts.push("inconclusive");
  return verdicts.length === 0 && errors.length === 0 ? EXIT_CODES.input : exitCode(verdicts, errors);
};

const DEFAULT_LIMIT = 10;
const MOST_MUTANTS = 100_000;
const DEFAULT_SEED = 1;

/** What the options say, all that is wrong at once. */
const readChoice = async (options: MutateCommandOptions) => {
  const limits = readLimits(options);
  const limit = atMost("--limit", positiveInteger("--limit", options.limit, DEFAULT_LIMIT), MOST_MUTANTS);
  const seed = positiveInteger("--seed", options.seed, DEFAULT_SEED);
  const operators = readOperators(options.operators);
  const minScore = readScore(options.minScore);
  const folder = await emptyFolder(options.out);
  const all = [limits, limit, seed, operators, minScore, folder];
  const problems = all.flatMap((result) => (result.ok ? [] : result.problems));
  if (!limit.ok || !seed.ok || !operators.ok || !minScore.ok || problems.length > 0)
    return failure(...problems);
  const chosen = { limit: limit.value, seed: seed.value, operators: operators.value };
  return success({ ...chosen, minScore: minScore.value });
};

const readOperators = (text: string | undefined): Result<readonly OperatorName[]> => {
  if (text === undefined) return success(OPERATORS);
  const names = text.split(",").map((name) => name.trim());
  const chosen = OPERATORS.filter((operator) => names.includes(operator));
  const known: readonly string[] = OPERATORS;
  const unknown = names.filter((name) => !known.includes(name));
  return unknown.length === 0
    ? success(chosen)
    : failure(
        usage("USE030", `there is no operator ${unknown.join(", ")}`, `Operators: ${OPERATORS.join(", ")}.`),
      );
};

const readScore = (text: string | undefined): Result<number | null> => {
  if (text === undefined) return success(null);
  const score = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && score <= 100
    ? success(score)
    : failure(usage("USE001", `--min-score takes a percentage from 0 to 100, found "${text}"`));
};

/** Mutants of an earlier run must not stand among the new ones. */
const emptyFolder = async (folder: string | undefined): Promise<Result<null>> => {
  if (folder === undefined) return success(null);
  const there = await readdir(folder).catch(() => []);
  return there.length === 0
    ? success(null)
    : failure(usage("USE023", `${folder} is not empty`, "Choose another --out, or empty it yourself."));
};

/** Writes survivors as `name.operator-3.ndjson`; two traces may have the same name. */
const keepIn =
  (folder: string) =>
  async ({ name, edit: { change } }: Mutant, trace: Trace): Promise<string | Problem> => {
    const base = path
      .basename(name)
      .replace(/\.ndjson#/u, ".")
      .replace("#", ".");
    const labelled = { ...trace, header: { ...trace.header, purpose: `a mutant: ${change}` } };
    for (let copy = 1; ; copy += 1) {
      const file = path.join(folder, copy === 1 ? `${base}.ndjson` : `${base}.${copy}.ndjson`);
      const problem = await writeTrace(file, labelled, false);
      if (problem === null) return file;
      if (problem.code !== "USE023") return problem;
    }
  };
