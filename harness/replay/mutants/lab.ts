import type { ReplayDriver, SpecAction } from "../driver.ts";

/**
 * The true implementation of a target and its mutants, driven over worlds of one kind. Its drivers declare no deviation
 * and leave nothing to chance.
 */
export interface MutantLab<World> {
  readonly honest: ReplayDriver<World>;
  readonly mutants: readonly LabMutant<World>[];
  /** Numbers of the mutants that would have stepped otherwise in the last `perform` or `promises` of `honest`. */
  readonly deviants: () => ReadonlySet<number>;
  /** Whether a step function was asked at all in the last `perform` of `honest`: if not, no mutant was either. */
  readonly stepped: () => boolean;
  /** Actions of equal text are brought about by the same input, so that one answer is the answer to all of them. */
  readonly inputOf: (action: SpecAction) => string;
  /** Names of parts of a world on which no further step depends: only promises look at them. */
  readonly incidental: ReadonlySet<string>;
}

export interface LabMutant<World> {
  readonly name: string;
  readonly driver: ReplayDriver<World>;
}
