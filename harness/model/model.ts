import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { overallVerdict, type Verdict } from "../report/exit.ts";
import { figures } from "../tlc/figures.ts";
import { classify, type TlcOutcome } from "../tlc/outcome.ts";
import { runTlc } from "../tlc/run.ts";
import type { TlcSession } from "../tlc/session.ts";
import { splitState } from "../tlc/splitState.ts";
import type { CounterexampleStep, ModelFigures, ModelReport } from "./modelReport.ts";

/** One configuration to check, and what is expected of it. */
export interface ModelQuestion {
  readonly name: string;
  readonly specFile: string;
  readonly cfgFile: string;
  /** Name of the invariant or property that must be violated; absent: nothing must. */
  readonly violates?: string;
  /** Exact figures that must come out. */
  readonly figures?: { readonly generated: number; readonly distinct: number; readonly depth: number };
  /** A run of seconds: start quickly rather than compile thoroughly. */
  readonly short: boolean;
}

/** Model-checks configurations one after the other. */
export const checkModels = async (
  questions: readonly ModelQuestion[],
  session: TlcSession,
): Promise<ModelReport> => {
  const answers: Answer[] = [];
  for (const question of questions) {
    session.progress(`model ${question.name}: ${path.basename(question.cfgFile)}`);
    answers.push(
      await checkModel(question, { ...session, runDir: path.join(session.runDir, question.name) }),
    );
  }
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

interface Answer {
  readonly model: ModelFigures;
  readonly problems: readonly Problem[];
}

const EMPTY: ModelFigures = {
  ...{ name: "", cfg: "", verdict: null, generated: 0, distinct: 0, depth: 0, actions: {} },
  ...{ violated: null, counterexample: [], durationMs: 0 },
};

const checkModel = async (question: ModelQuestion, session: TlcSession): Promise<Answer> => {
  const run = await runTlc({
    ...session,
    module: question.specFile,
    config: question.cfgFile,
    workers: session.jobs,
    short: question.short,
    deadlock: false,
    coverage: true,
  });
  const outcome = classify(run);
  const counted = figures(run);
  const { verdict, reason } = judge(question, outcome, counted);
  return {
    model: {
      name: question.name,
      cfg: question.cfgFile,
      verdict,
      generated: counted.generated ?? 0,
      distinct: counted.distinct ?? 0,
      depth: counted.depth ?? 0,
      actions: counted.actions,
      violated: outcome.kind === "violated" ? (outcome.name ?? outcome.what) : null,
      counterexample: outcome.kind === "violated" ? outcome.states.map(counterexampleStep) : [],
      ...(reason === null ? {} : { reason }),
      ...(question.violates === undefined ? {} : { expectation: `violates ${question.violates}` }),
      durationMs: Math.round(run.durationMs),
    },
    problems: outcome.kind === "input" ? outcome.problems : [],
  };
};

type Figures = ReturnType<typeof figures>;

const judge = (
  question: ModelQuestion,
  outcome: TlcOutcome,
  counted: Figures,
): { readonly verdict: Verdict | null; readonly reason: string | null } => {
  switch (outcome.kind) {
    case "input":
      return { verdict: null, reason: null };
    case "stopped":
    case "evaluation":
      return { verdict: "inconclusive", reason: outcome.message };
    case "violated":
      return judgeViolation(question, outcome.name ?? outcome.what);
    case "finished":
      return judgeFinished(question, counted);
  }
};

const judgeViolation = ({ violates }: ModelQuestion, violated: string) =>
  violates === violated
    ? { verdict: "conforms" as const, reason: null }
    : { verdict: "diverges" as const, reason: `${violated} is violated` };

const judgeFinished = ({ violates, figures: expected }: ModelQuestion, counted: Figures) => {
  const wrong = (reason: string) => ({ verdict: "diverges" as const, reason });
  if (violates !== undefined) return wrong(`${violates} holds although its violation is expected`);
  const { generated, distinct, depth } = counted;
  const same =
    expected === undefined ||
    (expected.generated === generated && expected.distinct === distinct && expected.depth === depth);
  return same
    ? { verdict: "conforms" as const, reason: null }
    : wrong(
        `expected ${expected.generated} generated, ${expected.distinct} distinct, depth ${expected.depth}`,
      );
};

const counterexampleStep = ({
  action,
  text,
}: Extract<TlcOutcome, { kind: "violated" }>["states"][number]): CounterexampleStep => ({
  action: action?.name ?? "initial state",
  state: Object.fromEntries(splitState(text)),
});
