import type { StateGraph } from "../graph/stateGraph.ts";
import type { LeafDifference } from "../tla/difference.ts";
import {
  ACTION_PATH,
  actionDifferences,
  comparedPart,
  isSameAction,
  isShown,
  projectionDifferences,
} from "./compare.ts";
import type { Deviation, Performed, ReplayDriver, SpecState, StepDifference } from "./driver.ts";
import type { ReplayWhy } from "./replayReport.ts";

/** A graph and the implementation that is to follow it. */
export interface Engine<World> {
  readonly graph: StateGraph;
  readonly driver: ReplayDriver<World>;
}

/** Where the implementation stands, and what the spec says of that state. */
export interface Place<World> {
  readonly world: World;
  readonly before: SpecState;
}

/** What came of asking the implementation for an edge of the graph. */
export type EdgeOutcome<World> =
  | { readonly kind: "same"; readonly world: World }
  | { readonly kind: "excused"; readonly deviation: Deviation }
  /** All that it may do is allowed, and leads somewhere else: the spec's choice was another one. */
  | { readonly kind: "unobserved" }
  | { readonly kind: "different"; readonly why: readonly ReplayWhy[] };

/** An edge and the state that it leads to. */
export interface Asked {
  readonly edge: number;
  readonly after: SpecState;
}

/** Whether what was done is what the step says, or what a deviation explains. */
export const judgePerformed = <World>(
  driver: ReplayDriver<World>,
  { world, step }: { readonly world: World; readonly step: StepDifference["step"] },
  performed: Performed<World>,
): EdgeOutcome<World> => {
  if (performed.kind === "refused") {
    const expected = (): SpecState => comparedPart(step.after, driver.project(world));
    const shown = { step, actual: null, performed: null };
    return excusedOr(
      driver,
      difference(shown, expected, () => []),
      () => [{ kind: "refused", reason: performed.reason }],
    );
  }
  const actual = driver.project(performed.world);
  if (isSameAction(step, performed) && isShown(step.after, actual)) return keeping(driver, performed.world);
  const leaves = (): readonly LeafDifference[] => leavesOf(step, performed, actual);
  const expected = (): SpecState => comparedPart(step.after, actual);
  const found = difference({ step, actual, performed }, expected, leaves);
  return excusedOr(driver, found, () => [...claimsOf(performed), ...found.differences.map(whyOf)]);
};

/** A step as the spec has it, unless it breaks what the spec cannot say. */
const keeping = <World>({ promises }: ReplayDriver<World>, world: World): EdgeOutcome<World> => {
  const broken = promises?.(world) ?? [];
  return broken.length === 0
    ? { kind: "same", world }
    : { kind: "different", why: broken.map((reason) => ({ kind: "promise", reason })) };
};

/** What most deviations do not look at is worked out only when somebody asks. */
const difference = (
  shown: Pick<StepDifference, "step" | "actual" | "performed">,
  expected: () => SpecState,
  leaves: () => readonly LeafDifference[],
): StepDifference => {
  const known: { expected?: SpecState; leaves?: readonly LeafDifference[] } = {};
  return {
    ...shown,
    get expected() {
      return (known.expected ??= expected());
    },
    get differences() {
      return (known.leaves ??= leaves());
    },
  };
};

/** Where action and state differ from those of a step. */
export const leavesOf = <World>(
  step: StepDifference["step"],
  performed: Extract<Performed<World>, { kind: "taken" }>,
  actual: SpecState,
): readonly LeafDifference[] => [
  ...actionDifferences(step, performed),
  ...projectionDifferences(step.after, actual),
];

const claimsOf = <World>({ claims }: Extract<Performed<World>, { kind: "taken" }>): readonly ReplayWhy[] =>
  claims === undefined ? [] : [{ kind: "refused", reason: claims, acted: true }];

const excusedOr = <World>(
  { deviations }: ReplayDriver<World>,
  found: StepDifference,
  why: () => readonly ReplayWhy[],
): EdgeOutcome<World> => {
  const deviation = deviations.find(({ matches }) => matches(found));
  return deviation === undefined ? { kind: "different", why: why() } : { kind: "excused", deviation };
};

/** The two values of a differing leaf, in words. */
export const valuesText = ({ expected, logged }: Pick<LeafDifference, "expected" | "logged">): string =>
  `the spec gives ${expected}, the implementation has ${logged}`;

/** A differing leaf as a reason. */
export const whyOf = (leaf: LeafDifference): ReplayWhy => {
  const { path, expected, logged } = leaf;
  return path === ACTION_PATH
    ? { kind: "action", reason: `it did ${logged} instead of ${expected}`, expected, performed: logged }
    : { kind: "state", ...leaf };
};

/** Whether the implementation starts as the spec says. */
export const judgeInitial = <World>(
  { project }: ReplayDriver<World>,
  world: World,
  state: SpecState,
): readonly ReplayWhy[] => projectionDifferences(state, project(world)).map(whyOf);

/** A world in a state of the spec. What a target loads must show that state: anything else is the target's bug. */
export const loadWorld = <World>(driver: ReplayDriver<World>, state: SpecState): World => {
  if (driver.load === undefined) throw new Error("a target with deviations must be able to load a state");
  const world = driver.load(state);
  const [wrong] = projectionDifferences(state, driver.project(world));
  if (wrong !== undefined)
    throw new Error(
      `the target loads another state: ${wrong.path} is ${wrong.logged} instead of ${wrong.expected}`,
    );
  return world;
};

/** A label of the graph; a number outside of it is a bug. */
export const labelOf = (graph: StateGraph, number: number): StateGraph["labels"][number] => {
  const label = graph.labels[number];
  if (label === undefined) throw new Error(`the graph has no label ${number}`);
  return label;
};
