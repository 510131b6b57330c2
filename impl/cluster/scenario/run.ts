import { step as trueStep } from "../../elector/step.ts";
import type { StepFunction } from "../../elector/types.ts";
import { appoint } from "../schedule.ts";
import { begin, runUntil } from "../simulation.ts";
import type { Simulation, SimulationResult, Undone } from "../simulation-types.ts";
import { noSink } from "../transition.ts";
import type { Transition, TransitionSink } from "../transition.ts";
import { findOut } from "./check.ts";
import type { Finding } from "./check.ts";
import type { Act, Scenario } from "./draft.ts";
import { parseScenario } from "./parse.ts";
import type { ScenarioSource } from "./parse.ts";
import type { Parsed } from "./problem.ts";

/** One `expect` of the file and how it came out. */
export interface CheckedExpectation extends Finding {
  /** 1-based. */
  readonly line: number;
  /** As it stands in the file. */
  readonly text: string;
}

export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly transitions: readonly Transition[];
  readonly expectations: readonly CheckedExpectation[];
  readonly result: SimulationResult;
}

export interface ScenarioOptions {
  readonly sink?: TransitionSink;
  /** The true step function unless said. */
  readonly step?: StepFunction;
  /** Overrides the seed of the file. */
  readonly seed?: number;
}

/** Two leaders of one term answer each other's heartbeats for ever, at network speed (1.10 E1). */
const MOST_INPUTS = 10_000;

/** Parses and plays a scenario. Unmet expectations are part of the run; problems are those of the file. */
export const runScenario = (source: ScenarioSource, options: ScenarioOptions = {}): Parsed<ScenarioRun> => {
  const parsed = parseScenario(source);
  if (!parsed.ok) return parsed;
  const { run, undone } = play(parsed.value, options);
  if (undone.length > 0) return impossible(source.file, undone);
  return run.result.events < MOST_INPUTS ? { ok: true, value: run } : restless(source.file);
};

const impossible = (file: string, undone: readonly Undone[]): Parsed<never> => ({
  ok: false,
  problems: undone.map(({ at, why, line = 1 }) => ({
    code: "SCN012",
    file,
    line,
    message: `at ${at} ms this cannot be done: ${why}`,
    repair: "Leave it out, or move it to a time when it can be done.",
  })),
});

const restless = (file: string): Parsed<never> => ({
  ok: false,
  problems: [
    {
      code: "SCN011",
      file,
      line: 1,
      message: `the electors had ${MOST_INPUTS} inputs and have not come to an end`,
      repair: "Run for a shorter time; two leaders of one term answer each other without end.",
    },
  ],
});

const play = (
  scenario: Scenario,
  { sink = noSink, step = trueStep, seed }: ScenarioOptions,
): { readonly run: ScenarioRun; readonly undone: readonly Undone[] } => {
  const transitions: Transition[] = [];
  const expectations: CheckedExpectation[] = [];
  const watched = {
    step,
    sink: (transition: Transition) => {
      transitions.push(transition);
      sink(transition);
    },
  };
  const perform = (sim: Simulation, act: Act): Simulation => {
    switch (act.kind) {
      case "command":
        return appoint(sim, act.at, { kind: "command", command: act.command, line: act.line });
      case "run":
        return runUntil(sim, { ms: act.until, most: MOST_INPUTS }, watched);
      case "expect": {
        const { expectation, line, text } = act;
        expectations.push({
          line,
          text,
          ...findOut(expectation, { world: sim.world, history: transitions }),
        });
        return sim;
      }
    }
  };
  const first = begin({ ...scenario, seed: seed ?? scenario.seed, until: { ms: scenario.elapsed } });
  const { world, now, events, steps, undone } = scenario.acts.reduce(perform, first);
  const result = { world, now, events, steps };
  return { run: { scenario, transitions, expectations, result }, undone };
};
