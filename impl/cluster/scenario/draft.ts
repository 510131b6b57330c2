import type { NodeId } from "../../elector/types.ts";
import type { ScriptCommand } from "../script.ts";
import type { TermMemory } from "../world.ts";
import type { Expectation } from "./expectation.ts";
import type { Reading } from "./refusal.ts";

/** What a scenario does, in the order of the file. */
export type Act =
  /** At a virtual time, which may lie ahead. */
  | {
      readonly kind: "command";
      readonly at: number;
      readonly command: ScriptCommand;
      readonly line: number;
    }
  | { readonly kind: "run"; readonly until: number }
  | {
      readonly kind: "expect";
      readonly line: number;
      readonly text: string;
      readonly expectation: Expectation;
    };

/** A scenario file, understood. Also the state of the parser between two lines. */
export interface Scenario {
  /** Empty until the `nodes` statement was read. */
  readonly nodes: readonly NodeId[];
  readonly seed: number;
  readonly initialWaits: Readonly<Record<NodeId, number>>;
  /** What a crash leaves of a term. */
  readonly memory: TermMemory;
  /** The quorum that every process starts with; 0 = majority. */
  readonly quorum: number;
  readonly acts: readonly Act[];
  /** Virtual time after the runs read so far. */
  readonly elapsed: number;
}

/** The words of a statement after its verb, and where it stands. */
export interface Statement {
  readonly words: readonly string[];
  readonly text: string;
  readonly line: number;
}

/** One verb of the language: how it is written and what it adds to the scenario. */
export interface Verb {
  readonly usage: string;
  readonly read: (statement: Statement, scenario: Scenario) => Reading<Scenario>;
}

/** One command: the words after its verb. */
export interface CommandVerb {
  readonly usage: string;
  readonly read: (words: readonly string[], scenario: Scenario) => Reading<ScriptCommand>;
}

export const emptyScenario: Scenario = {
  nodes: [],
  seed: 1,
  initialWaits: {},
  memory: "durable",
  quorum: 0,
  acts: [],
  elapsed: 0,
};

/** The scenario with one more act. */
export const withAct = (scenario: Scenario, act: Act): Scenario => ({
  ...scenario,
  acts: [...scenario.acts, act],
});
