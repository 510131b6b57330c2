import type { Problem } from "../../../traces/problem.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { Facts } from "./facts.ts";
import { listed, share } from "./listed.ts";

/** A trace that conforms. */
export interface PassedTrace {
  readonly file: string;
  /** Equal for traces that say the same. */
  readonly content: string;
  /** Whether each of its events can be a step that changes nothing. */
  readonly idle: boolean;
}

/** What a check came to: facts and traces are those that conform, for only a pass can be empty. */
export interface Passes {
  readonly facts: Facts;
  readonly passed: readonly PassedTrace[];
  /** Traces that got a verdict, and the events matched of them all. */
  readonly judged: number;
  readonly matched: number;
  /** Matched events by action, where it is known of every event (coverage); else what events name decides. */
  readonly taken?: ReadonlyMap<string, number>;
  /** Steps of the spec that no event stands for. */
  readonly silentSteps?: number;
  /** The actions they were. */
  readonly silentActions?: ReadonlySet<string>;
  /** Traces that conform although their headers say that they must diverge; they are in none of the other figures. */
  readonly unexpected?: readonly string[];
  /** Traces whose headers say that they must diverge, whether they do or not. */
  readonly badExamples?: number;
}

export interface VacuityLimits {
  /** Events from which on an unchanging value is remarkable; 10. */
  readonly enough?: number;
  /** Silent steps among all steps that are too many; 0.5. */
  readonly silentShare?: number;
}

type SpecShape = Pick<LoadedSpec, "shape" | "model">;

/** Why a pass may say less than it seems to: one warning per kind for the whole set (docs/vacuity.md). */
export const vacuityWarnings = (
  passes: Passes,
  spec: SpecShape,
  { enough = 10, silentShare = 0.5 }: VacuityLimits = {},
): readonly Problem[] => {
  const { passed, unexpected = [] } = passes;
  const surprises = unexpectedPasses(unexpected);
  if (passed.length === 0) return [...surprises, ...nothingMatched(passes)];
  return [
    ...surprises,
    ...idleTraces(passes),
    ...freeVariables(passes, spec),
    ...actionsNeverMatched(passes, spec),
    ...unchanging(passes, enough),
    ...identicalTraces(passes),
    ...silence(passes, silentShare),
    ...argumentsNeverGiven(passes, spec),
  ];
};

const warning = (code: string, message: string, repair: string): readonly Problem[] => [
  { code, message, repair },
];

const nothingMatched = ({ judged, matched, badExamples = 0 }: Passes): readonly Problem[] => {
  // Bad examples alone are no set of passes.
  if (matched > 0 || (judged === 0 && badExamples > 0)) return [];
  return warning(
    "VAC010",
    judged === 0 ? "no trace was judged" : "not one event of any trace matched",
    judged === 0
      ? "See what is said of each file."
      : "Compare the initial state and the constants of the spec with those of the implementation.",
  );
};

const unexpectedPasses = (files: readonly string[]): readonly Problem[] => {
  if (files.length === 0) return [];
  return warning(
    "VAC012",
    `conform, although ${files.length === 1 ? "the header says" : "their headers say"} that they must diverge: ${listed(files)}`,
    "Correct `expect` in the header, or find out why the spec allows the mistake.",
  );
};

const idleTraces = ({ passed }: Passes): readonly Problem[] => {
  const idle = passed.filter((trace) => trace.idle);
  if (idle.length === 0) return [];
  return warning(
    "VAC001",
    `${share(idle.length, passed.length, "trace")} can be passed without any change of the state, ` +
      `each event by a step that leaves all variables as they are: ${listed(idle.map(({ file }) => file))}`,
    "Log the action of each event and the state after it, so that only the step meant can match.",
  );
};

/** One warning for "none at all" in the place of one that lists everything. */
const freeVariables = ({ facts }: Passes, { model }: SpecShape): readonly Problem[] => {
  if (facts.withoutState === facts.events)
    return warning(
      "VAC006",
      "no event logs any state: any state is right that the actions lead to",
      "Log variables after each event, at least those of the node that acted.",
    );
  const free = model.variables
    .map(({ name }) => name)
    .filter((name) => facts.variables[name] === undefined)
    .sort();
  if (free.length === 0) return [];
  return warning(
    "VAC002",
    `no event says anything of ${share(free.length, model.variables.length, "variable")}: ${listed(free)}`,
    "Log them, or be content that these may have any value the actions give them.",
  );
};

const actionsNeverMatched = (passes: Passes, spec: SpecShape): readonly Problem[] => {
  const { facts, taken } = passes;
  if (facts.withoutAction === facts.events && taken === undefined)
    return warning(
      "VAC007",
      "no event names an action: any step of the spec to the logged state is right",
      "Log the action of each event, by the name of the spec's operator.",
    );
  const known = leavesOf(spec);
  const never = known.filter((name) => !mayHaveMatched(name, passes, spec));
  if (never.length === 0) return [];
  const unsure = taken === undefined && facts.withoutAction > 0;
  return warning(
    "VAC003",
    `${share(never.length, known.length, "action")} ${never.length === 1 ? "was" : "were"} matched by no event` +
      `${unsure ? " that names its action" : ""}: ${listed(never)}`,
    `Record runs in which they happen${unsure ? "; --coverage tells what the other events were" : ""}.`,
  );
};

const leavesOf = ({ shape }: SpecShape): readonly string[] => [
  ...new Set(shape.occurrences.filter(({ leaf }) => leaf).map(({ name }) => name)),
];

/** An event may name an operator that only combines actions; then it may have been any of them. */
const mayHaveMatched = (
  name: string,
  { facts, taken, silentActions }: Passes,
  { shape }: SpecShape,
): boolean => {
  if (silentActions?.has(name) === true) return true;
  if (taken !== undefined) return (taken.get(name) ?? 0) > 0;
  return shape.occurrences
    .filter((occurrence) => occurrence.name === name)
    .some(({ path }) => [name, ...path].some((around) => (facts.actions[around] ?? 0) > 0));
};

const unchanging = ({ facts }: Passes, enough: number): readonly Problem[] => {
  const constant = (all: Facts["args"]): readonly string[] =>
    Object.entries(all)
      .filter(([, { events, varies }]) => events >= enough && !varies)
      .map(([name]) => name)
      .sort();
  const [variables, args] = [constant(facts.variables), constant(facts.args)];
  return [
    ...(variables.length === 0
      ? []
      : warning(
          "VAC004",
          `logged with one and the same value in all events that say anything of it: ${listed(variables)}`,
          "Check that the recorder reads it after each step; record runs in which it changes.",
        )),
    ...(args.length === 0
      ? []
      : warning(
          "VAC005",
          `given with one and the same value in all events of its action: ${listed(args)}`,
          "Check that the recorder does not write a fixed value; record runs in which it differs.",
        )),
  ];
};

/** Each is told by two paths. */
const MAX_COPIES = 3;

const identicalTraces = ({ passed }: Passes): readonly Problem[] => {
  const first = new Map<string, string>();
  const copies: string[] = [];
  for (const { file, content } of passed) {
    const original = first.get(content);
    if (original === undefined) first.set(content, file);
    else copies.push(`${file} = ${original}`);
  }
  if (copies.length === 0) return [];
  return warning(
    "VAC008",
    `${share(copies.length, passed.length, "trace")} say${copies.length === 1 ? "s" : ""} exactly what another says: ${listed(copies, MAX_COPIES)}`,
    "Record different runs: a copy shows nothing more.",
  );
};

const silence = ({ facts, silentSteps = 0 }: Passes, limit: number): readonly Problem[] => {
  const all = facts.events + silentSteps;
  if (all === 0 || silentSteps / all <= limit) return [];
  return warning(
    "VAC009",
    `${silentSteps} of ${all} steps are silent, more than ${Math.round(limit * 100)} %: no event stands for them`,
    "Log more of what happens, or declare fewer silent steps.",
  );
};

/** Of actions that events name; a missing argument may be any. */
const argumentsNeverGiven = ({ facts }: Passes, { shape }: SpecShape): readonly Problem[] => {
  const parameters = shape.occurrences
    .filter(({ name }) => (facts.actions[name] ?? 0) > 0)
    .flatMap(({ name, args }) => args.map(({ parameter }) => `${name}.${parameter}`));
  const never = [...new Set(parameters)].filter((name) => facts.args[name] === undefined);
  if (never.length === 0) return [];
  return warning(
    "VAC011",
    `given by no event, so that any value is right: ${listed(never)}`,
    "Log the arguments of each action, by the names of the operator's parameters.",
  );
};
