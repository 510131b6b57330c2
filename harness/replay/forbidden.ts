import { actionText } from "../graph/label.ts";
import { edgesFrom, endOf } from "../graph/stateGraph.ts";
import { isSameAction, isShown, projectionDifferences } from "./compare.ts";
import type { Deviation, ForbiddenStep, Performed, SpecState, SpecStep } from "./driver.ts";
import { labelOf, type Engine, type Place } from "./judge.ts";
import type { ReplayWhy } from "./replayReport.ts";

/** A question that the spec answers with no: the implementation in a state, and a label that no step has there. */
export interface ForbiddenQuestion<World> extends Place<World> {
  readonly state: number;
  readonly label: number;
}

/** What came of a step that the spec does not have and the implementation took. */
export type ForbiddenOutcome =
  | { readonly kind: "excused"; readonly deviation: Deviation }
  | { readonly kind: "exempt"; readonly reason: string }
  /** Without effect, as the target declares. */
  | { readonly kind: "ignored" }
  | { readonly kind: "forbidden"; readonly why: ReplayWhy };

const NOTHING: readonly ForbiddenOutcome[] = [];

/** Asks for the step; nothing when the implementation refuses, or does another step, which the spec has there. */
export const judgeForbidden = <World>(
  engine: Engine<World>,
  question: ForbiddenQuestion<World>,
): readonly ForbiddenOutcome[] => {
  const { driver, graph } = engine;
  const { world, before, label } = question;
  const { action, args } = labelOf(graph, label);
  const step = { action, args, before };
  if (driver.outcomes === undefined) {
    const performed = driver.perform(world, step);
    return performed.kind === "refused" ? NOTHING : judgeTaken(engine, question, performed);
  }
  return driver
    .outcomes(world, step)
    .flatMap((performed) =>
      performed.kind === "refused" ? NOTHING : judgeTaken(engine, question, performed),
    );
};

type Taken<World> = Extract<Performed<World>, { kind: "taken" }>;

const judgeTaken = <World>(
  engine: Engine<World>,
  question: ForbiddenQuestion<World>,
  performed: Taken<World>,
): readonly ForbiddenOutcome[] => {
  const { driver, graph } = engine;
  const { before, label } = question;
  const asked = labelOf(graph, label);
  const isOther = !isSameAction(asked, performed);
  if (isOther && isStepOfTheSpec(engine, question, performed)) return NOTHING;
  const { action, args } = isOther ? performed : asked;
  const taken = forbiddenStep(engine, { action, args, before }, performed.world);
  const deviation = driver.deviations.find(({ allows }) => allows?.(taken) === true);
  if (deviation !== undefined) return [{ kind: "excused", deviation }];
  const reason = driver.exempt?.(action, args, before) ?? null;
  if (reason !== null) return [{ kind: "exempt", reason }];
  if (driver.ignores?.(action, args) === true && taken.changes.length === 0) return [{ kind: "ignored" }];
  return [{ kind: "forbidden", why: whyOf(taken, asked.text, performed) }];
};

/**
 * Something else was done than what was asked: a step that the spec has in this state, whose result is judged where that
 * step is asked for, or nothing that shows.
 */
const isStepOfTheSpec = <World>(
  { graph, driver }: Engine<World>,
  { before, state }: ForbiddenQuestion<World>,
  performed: Taken<World>,
): boolean =>
  edgesFrom(graph, state).some((edge) => isSameAction(labelOf(graph, endOf(graph.label, edge)), performed)) ||
  graph.cutLabels(state).some((label) => isSameAction(labelOf(graph, label), performed)) ||
  isShown(before, driver.project(performed.world));

/** What a step led to is worked out only when somebody asks: most of them nothing but a budget forbids. */
const forbiddenStep = <World>({ driver }: Engine<World>, step: SpecStep, world: World): ForbiddenStep => {
  let shown: SpecState | undefined;
  const actual = (): SpecState => (shown ??= driver.project(world));
  return {
    step,
    get actual() {
      return actual();
    },
    get changes() {
      return projectionDifferences(step.before, actual());
    },
  };
};

const whyOf = <World>(
  { step, changes }: ForbiddenStep,
  asked: string,
  { claims }: Taken<World>,
): ReplayWhy => {
  const done = actionText(step);
  const told = changes.map((leaf) => `${leaf.path} from ${leaf.expected} to ${leaf.logged}`);
  const what = told.length === 0 ? "changing nothing" : `changing ${told.join(", ")}`;
  const how =
    claims ??
    (asked === done
      ? "the implementation took it"
      : `the implementation did ${done}, which the spec does not have here either`);
  const reason = `the spec has no ${asked} here; ${how}, ${what}`;
  return { kind: "forbidden", reason, paths: changes.map((leaf) => leaf.path) };
};
