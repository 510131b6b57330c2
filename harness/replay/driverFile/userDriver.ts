import type { ItfValue } from "../../../traces/itf.ts";

// What people write in a driver file (docs/replay.md). Values are plain: what the engine gives is in the ITF encoding of
// traces; what it takes may be that, or a Set, a Map or a bigint of JavaScript.

/** Variable, parameter -> value. Frozen; not to be changed. */
export type PlainState = Readonly<Record<string, ItfValue>>;

/** A step that the implementation is asked to take. */
export interface PlainStep {
  readonly action: string;
  readonly args: PlainState;
  readonly before: PlainState;
  /** Null when the spec has no such step in this state: it is to be refused. */
  readonly after: PlainState | null;
}

/** A step that was taken; without `action` and `args` it is the one that was asked for. */
export interface PlainTaken {
  readonly action?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface PlainDeviation {
  readonly id: string;
  readonly reason: string;
  readonly where: string;
  readonly matches: (difference: {
    readonly step: PlainStep;
    readonly expected: PlainState;
    readonly actual: PlainState | null;
  }) => boolean;
  readonly allows?: (forbidden: { readonly step: PlainStep; readonly actual: PlainState }) => boolean;
}

interface Declared {
  /** Actions whose outcome the implementation chooses itself, of all that the spec allows. */
  readonly chooses?: readonly string[];
  /** Whether a step that the spec forbids may be taken as long as it changes nothing that is compared. */
  readonly ignores?: (action: string, args: PlainState) => boolean;
  /** Why the implementation may take a step that the spec forbids there; null: it may not. */
  readonly exempt?: (action: string, args: PlainState, state: PlainState) => string | null;
  readonly deviations?: readonly PlainDeviation[];
}

/** A driver of an implementation whose states are values: none of its functions changes a world that it is given. */
export interface PlainDriver<World> extends Declared {
  readonly kind?: "immutable";
  readonly initial: (state: PlainState) => World;
  /** The world after the step, or why it cannot be taken. One of `perform` and `outcomes` is needed. */
  readonly perform?: (world: World, step: PlainStep) => (PlainTaken & { readonly world: World }) | string;
  /** Where chance decides: all that the implementation may do. */
  readonly outcomes?: (
    world: World,
    step: PlainStep,
  ) => readonly ((PlainTaken & { readonly world: World }) | string)[];
  readonly project: (world: World) => Readonly<Record<string, unknown>>;
  readonly load?: (state: PlainState) => World;
}

/** A driver of the one system there is, which steps change: it is started anew for every path. */
export interface StatefulDriver extends Declared {
  readonly kind: "stateful";
  /** Puts the system into an initial state, whatever it was doing. */
  readonly start: (state: PlainState) => void;
  /** True or what was done when a step was taken; why not, when it was refused. */
  readonly perform: (step: PlainStep) => PlainTaken | true | string;
  readonly project: () => Readonly<Record<string, unknown>>;
  /** Puts the system into any state of the spec. */
  readonly load?: (state: PlainState) => void;
  /** At the very end. */
  readonly stop?: () => void;
}
