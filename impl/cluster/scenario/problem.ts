/**
 * What is wrong with a scenario file. The same shape as the project's Problem, which this layer may not import;
 * codes are stable: see `refusal.ts`.
 */
export interface ScenarioProblem {
  readonly code: ScenarioCode;
  readonly message: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly repair: string;
}

export type ScenarioCode =
  /** Unknown verb. */
  | "SCN001"
  /** Unknown node. */
  | "SCN002"
  /** Not a number, not a whole one, or too large or small a one. */
  | "SCN003"
  /** Negative time or number. */
  | "SCN004"
  /** Malformed or empty range. */
  | "SCN005"
  /** Words missing or left over. */
  | "SCN006"
  /** A setting that comes too late, twice or not at all. */
  | "SCN007"
  /** A time that is already past. */
  | "SCN008"
  /** A scenario that runs or expects nothing, and so could not fail. */
  | "SCN009"
  /** Unknown thing to expect. */
  | "SCN010"
  /** It never comes to rest: more inputs than a scenario may have. */
  | "SCN011"
  /** A command that cannot be done at its time. */
  | "SCN012"
  /** Longer than a scenario may be. */
  | "SCN013";

/** A value, or every problem found on the way to it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ScenarioProblem[] };
