/** What a user says of how the events of traces stand for steps of the spec. */
export interface Declarations {
  /** Actions of the spec that no event need tell of. */
  readonly silent: readonly string[];
  /** How many such steps may come before one event; absent: nobody has said, so a default holds. */
  readonly maxSilent?: number;
  /** Names of events that stand for several steps, each with these in their order. */
  readonly compose: ReadonlyMap<string, readonly CompositionStep[]>;
}

/** One step of a composition. */
export interface CompositionStep {
  readonly action: string;
  /** Parameter of the action -> argument of the event. Absent: arguments go to parameters of the same name. */
  readonly args?: Readonly<Record<string, string>>;
}

/** Every event is one step, and every step an event. */
export const NOTHING_DECLARED: Declarations = { silent: [], compose: new Map() };
