import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { overallVerdict } from "../report/exit.ts";
import { figures } from "../tlc/figures.ts";
import { classify, type TlcOutcome } from "../tlc/outcome.ts";
import { readCfg } from "../spec/loadSpec.ts";
import { inParallel } from "../tlc/inParallel.ts";
import { runTlc } from "../tlc/run.ts";
import type { TlcSession } from "../tlc/session.ts";
import { splitState } from "../tlc/splitState.ts";
import { judgeModel, violationOf, type ModelExpectation } from "./judge.ts";
import type { CounterexampleStep, ModelFigures, ModelReport } from "./modelReport.ts";

/** One configuration to check, and what is expected of it. */
export interface ModelQuestion extends ModelExpectation {
  readonly name: string;
  readonly specFile: string;
  readonly cfgFile: string;
  /** A run of seconds: start quickly rather than compile thoroughly. */
  readonly short: boolean;
}

/** Model-checks configurations: short ones side by side with a worker each, long ones alone with all of them. */
export const checkModels = async (
  questions: readonly ModelQuestion[],
  session: TlcSession,
): Promise<ModelReport> => {
  const answers = await askAll(questions, session);
  const models = answers.map(({ model }) => model);
  const [first = EMPTY] = models;
  return {
    command: "model",
    ...first,
    verdict: overallVerdict(models.flatMap(({ verdict }) => verdict ?? [])),
    models,
    errors: answers.flatMap(({ problems }) => problems),
    warnings: [],
    tlc: { version: session.toolchain.jar.version ?? "unknown", runs: answers.length },
    runDir: session.runDir,
  };
};

const askAll = async (
  questions: readonly ModelQuestion[],
  session: TlcSession,
): Promise<readonly Answer[]> => {
  const ask = (question: ModelQuestion, jobs: number): Promise<Answer> => {
    if (session.signal?.aborted !== true)
      session.progress(`model ${question.name}: ${path.basename(question.cfgFile)}`);
    return checkModel(question, { ...session, jobs, runDir: path.join(session.runDir, question.name) });
  };
  const isAlone = ({ short }: ModelQuestion): boolean => !short || questions.length === 1;
  const answers = new Map<ModelQuestion, Answer>();
  const keep = async (question: ModelQuestion, jobs: number): Promise<void> => {
    answers.set(question, await ask(question, jobs));
  };
  await inParallel(
    questions.filter((one) => !isAlone(one)),
    session.jobs,
    (one) => keep(one, 1),
  );
  for (const question of questions.filter(isAlone)) await keep(question, session.jobs);
  return questions.flatMap((question) => answers.get(question) ?? []);
};

interface Answer {
  readonly model: ModelFigures;
  readonly problems: readonly Problem[];
}

const EMPTY: ModelFigures = {
  ...{ name: "", cfg: "", verdict: null, generated: 0, distinct: 0, depth: 0, actions: {} },
  ...{ violated: null, counterexample: [], durationMs: 0 },
};

const checkModel = async (question: ModelQuestion, session: TlcSession): Promise<Answer> => {
  // What is wrong with the file, TLC will say.
  const read = await readCfg(question.cfgFile);
  const cfg = read.ok ? read.value : null;
  const run = await runTlc({
    ...session,
    module: question.specFile,
    config: question.cfgFile,
    workers: session.jobs,
    short: question.short,
    // Unlike TLC: only where the configuration asks for it. A model whose budgets are spent may rest.
    deadlock: cfg?.checkDeadlock === true,
    coverage: true,
  });
  const outcome = classify(run);
  const counted = figures(run);
  const violation = violationOf(outcome, cfg);
  const { verdict, reason } = judgeModel(question, { outcome, violation, figures: counted });
  return {
    model: {
      name: question.name,
      cfg: question.cfgFile,
      verdict,
      generated: counted.generated ?? 0,
      distinct: counted.distinct ?? 0,
      depth: counted.depth ?? 0,
      actions: counted.actions,
      violated: violation?.name ?? null,
      counterexample: violation?.states.map(counterexampleStep) ?? [],
      ...(violation?.lassoTo === undefined ? {} : { lassoTo: violation.lassoTo }),
      ...(reason === null ? {} : { reason }),
      ...(question.violates === undefined ? {} : { expectation: `violates ${question.violates}` }),
      durationMs: Math.round(run.durationMs),
    },
    problems: outcome.kind === "input" ? outcome.problems : [],
  };
};

const counterexampleStep = ({
  action,
  text,
}: Extract<TlcOutcome, { kind: "violated" }>["states"][number]): CounterexampleStep => ({
  action: action?.name ?? "initial state",
  state: Object.fromEntries(splitState(text)),
});
