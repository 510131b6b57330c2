import { actionText } from "../graph/label.ts";
import { edgesFrom, endOf } from "../graph/stateGraph.ts";
import { isSameAction, isShown, projectionDifferences } from "./compare.ts";
import type { LeafDifference } from "../tla/difference.ts";
import type { Deviation, ForbiddenStep, Performed, SpecAction, SpecState, SpecStep } from "./driver.ts";
import { judgePerformed, labelOf, valuesText, type Engine, type Place } from "./judge.ts";
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

/** Asks for the step; nothing when the implementation refuses, or does another step as the spec has it there. */
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
  const other = isOther ? otherStep(engine, question, performed) : null;
  if (other?.kind === "allowed") return NOTHING;
  const { action, args } = isOther ? performed : asked;
  const taken = forbiddenStep(engine, { action, args, before }, performed.world);
  const deviation = driver.deviations.find(({ allows }) => allows?.(taken) === true);
  if (deviation !== undefined) return [{ kind: "excused", deviation }];
  const reason = driver.exempt?.(action, args, before) ?? null;
  if (reason !== null) return [{ kind: "exempt", reason }];
  if (driver.ignores?.(action, args) === true && taken.changes.length === 0) return [{ kind: "ignored" }];
  const why = other?.kind === "wrong" ? wrongWhy(asked.text, performed, other.leaves) : null;
  return [{ kind: "forbidden", why: why ?? whyOf(taken, asked.text, performed) }];
};

/** What was done in place of what was asked: nothing that shows, or a step of the spec's, or one that goes elsewhere. */
type OtherStep =
  | { readonly kind: "allowed" }
  | { readonly kind: "unknown" }
  | { readonly kind: "wrong"; readonly leaves: readonly LeafDifference[] };

/** A step that the spec has in this state must also do what the spec says, whatever it was asked for. */
const otherStep = <World>(
  { graph, driver }: Engine<World>,
  { world, before, state }: ForbiddenQuestion<World>,
  performed: Taken<World>,
): OtherStep => {
  const actual = driver.project(performed.world);
  if (isShown(before, actual)) return { kind: "allowed" };
  const isDone = (label: number): boolean => isPerformed(labelOf(graph, label), performed);
  // Where it goes when it leaves the model's constraint, the graph does not say.
  if (graph.cutLabels(state).some(isDone)) return { kind: "allowed" };
  let nearest: readonly LeafDifference[] | undefined;
  for (const edge of edgesFrom(graph, state)) {
    const label = endOf(graph.label, edge);
    if (!isDone(label)) continue;
    const { action, args } = labelOf(graph, label);
    const after = graph.stateOf(endOf(graph.to, edge));
    if (isShown(after, actual)) return { kind: "allowed" };
    const done = { ...performed, args };
    const judged = judgePerformed(driver, { world, step: { action, args, before, after } }, done);
    if (judged.kind !== "different") return { kind: "allowed" };
    const leaves = projectionDifferences(after, actual);
    if (nearest === undefined || leaves.length < nearest.length) nearest = leaves;
  }
  return nearest === undefined ? { kind: "unknown" } : { kind: "wrong", leaves: nearest };
};

/** Whether a label is what was done; arguments that were not told are left open. */
const isPerformed = (label: SpecAction, performed: SpecAction): boolean =>
  Object.keys(performed.args).length === 0
    ? label.action === performed.action
    : isSameAction(label, performed);

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
  const paths = changes.map((leaf) => leaf.path);
  return { kind: "forbidden", reason, paths, ...(asked === done ? {} : { done }) };
};

const wrongWhy = (asked: string, performed: SpecAction, leaves: readonly LeafDifference[]): ReplayWhy => {
  const told = leaves.map((leaf) => `${leaf.path}: ${valuesText(leaf)}`);
  const reason = `the spec has no ${asked} here; the implementation did ${actionText(performed)}, which the spec has here, and did it wrongly: ${told.join("; ")}`;
  return { kind: "forbidden", reason, paths: leaves.map((leaf) => leaf.path) };
};
