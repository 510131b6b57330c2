import type { LeafDifference } from "../tla/difference.ts";
import type { TlaValue } from "../tla/value.ts";

/** A state of the spec, or the part of one that is compared: variable -> value. */
export type SpecState = ReadonlyMap<string, TlaValue>;

/** An action and its arguments by parameter name. */
export interface SpecAction {
  readonly action: string;
  /** Without the parameters that the spec chooses inside, from a set that depends on the state. */
  readonly args: Readonly<Record<string, TlaValue>>;
}

/** A step that the implementation is asked to take. */
export interface SpecStep extends SpecAction {
  readonly before: SpecState;
  /** Absent when the spec has no such step: the implementation is asked only to refuse. */
  readonly after?: SpecState;
}

/** What the implementation did; worlds are immutable values, so a refused step costs nothing. */
export type Performed<World> =
  | (SpecAction & {
      readonly kind: "taken";
      readonly world: World;
      /** What it says of itself where that is not what it did: "it refused, and changed its state". */
      readonly claims?: string;
    })
  | { readonly kind: "refused"; readonly reason: string };

/** How the engine drives one implementation through the states of one spec. */
export interface ReplayDriver<World> {
  /** The implementation as it starts, for an initial state of the spec. */
  readonly initial: (state: SpecState) => World;
  readonly perform: (world: World, step: SpecStep) => Performed<World>;
  /**
   * Where chance decides: all that the implementation may do, in place of `perform`. Each must be something that the
   * spec allows there under that label, and an edge is taken when one of them leads to its target.
   */
  readonly outcomes?: (world: World, step: SpecStep) => readonly Performed<World>[];
  /**
   * Actions of which the implementation need not show every outcome that the spec allows: it makes the choice itself.
   * Their edges that it never takes are counted; those of other actions leave the verdict open.
   */
  readonly chooses?: ReadonlySet<string>;
  /** The variables that are compared, and no others, by the mapping that records traces. */
  readonly project: (world: World) => SpecState;
  /** What the implementation must keep besides, and the spec cannot say (its timers): what is broken, in words. */
  readonly promises?: (world: World) => readonly string[];
  /** A world in a state of the spec; needed where deviations are declared. */
  readonly load?: (state: SpecState) => World;
  readonly deviations: readonly Deviation[];
  /** Whether a step that the spec forbids may be taken as long as it changes nothing that is compared. */
  readonly ignores?: (action: string, args: Readonly<Record<string, TlaValue>>) => boolean;
  /** Why the implementation may take a step that the spec forbids there (a budget of the model), or null. */
  readonly exempt?: (
    action: string,
    args: Readonly<Record<string, TlaValue>>,
    state: SpecState,
  ) => string | null;
}

/** A way in which spec and implementation differ by design. It must occur, or the replay fails. */
export interface Deviation {
  readonly id: string;
  readonly reason: string;
  /** The row of the page that states it. */
  readonly where: string;
  /** Whether it explains, wholly, what was seen on an edge of the graph. */
  readonly matches: (difference: StepDifference) => boolean;
  /** Whether it explains a step that the spec forbids and the implementation took; default: it explains none. */
  readonly allows?: (forbidden: ForbiddenStep) => boolean;
}

/** An edge on which the implementation did not do what the spec says. */
export interface StepDifference {
  readonly step: SpecStep & { readonly after: SpecState };
  /** The compared part of the state after the step. */
  readonly expected: SpecState;
  /** What the implementation shows instead; null: it refused. */
  readonly actual: SpecState | null;
  /** What it says it did; null: it refused. */
  readonly performed: SpecAction | null;
  /** Leaf by leaf; path `(action)` when it did something else. Empty only when it refused. */
  readonly differences: readonly LeafDifference[];
}

/** A step that the spec does not have in `step.before`, and the implementation took. */
export interface ForbiddenStep {
  readonly step: SpecStep;
  readonly actual: SpecState;
  /** From the compared part of `step.before` (`expected`) to `actual` (`logged`). */
  readonly changes: readonly LeafDifference[];
}
