import type { Problem } from "../../traces/problem.ts";

/** The closed union of what a check can find. Failures of the tool are problems, not verdicts. */
export type Verdict = "conforms" | "diverges" | "inconclusive";

/** The one table of exit codes; the README repeats it. */
export const EXIT_CODES = {
  conforms: 0,
  diverges: 1,
  inconclusive: 2,
  usage: 64,
  input: 65,
  tool: 70,
} as const;

export type Outcome = keyof typeof EXIT_CODES;

/** Of several outcomes the first in this order decides. */
const WORST_FIRST: readonly Outcome[] = ["usage", "tool", "input", "diverges", "inconclusive", "conforms"];

const OUTCOME_BY_PREFIX: Readonly<Record<string, Outcome>> = {
  TRC: "input",
  SPC: "input",
  CFG: "input",
  SCN: "input",
  COV: "input",
  RPL: "input",
  DRV: "input",
  USE: "usage",
  JAV: "tool",
  JAR: "tool",
  TLC: "tool",
  TCP: "tool",
  BUG: "tool",
  INC: "inconclusive",
  VAC: "diverges",
  // Warnings about the cache: they cost time and no verdict.
  CAC: "conforms",
};

/** The outcome a problem stands for, by the letters of its code; an unknown prefix is a bug of ours. */
export const outcomeOfProblem = (problem: Problem): Outcome =>
  OUTCOME_BY_PREFIX[problem.code.slice(0, 3)] ?? "tool";

/** The worst of some outcomes; nothing at all conforms to nothing and is a tool failure. */
export const worst = (outcomes: readonly Outcome[]): Outcome =>
  WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? "tool";

/** The verdict on a whole from the verdicts on its parts; null for no parts. */
export const overallVerdict = (verdicts: readonly Verdict[]): Verdict | null =>
  (["diverges", "inconclusive", "conforms"] as const).find((verdict) => verdicts.includes(verdict)) ?? null;

/** What warnings come to with `--strict`: any of them is as bad as a divergence, unless it is about the cache. */
export const strictVerdicts = (strict: boolean, warnings: readonly Problem[]): readonly Verdict[] =>
  strict && strictWarnings(warnings).length > 0 ? ["diverges"] : [];

/** The cache says nothing about traces or specs. */
export const strictWarnings = (warnings: readonly Problem[]): readonly Problem[] =>
  warnings.filter((warning) => outcomeOfProblem(warning) !== "conforms");

/** Exit code of a command from its verdicts and the problems it met. */
export const exitCode = (verdicts: readonly Verdict[], problems: readonly Problem[]): number =>
  EXIT_CODES[worst([...verdicts, ...problems.map(outcomeOfProblem)])];
