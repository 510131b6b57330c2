/**
 * Something a user can cause, as a value: a stable code, what was expected and found, where, and what to try.
 * The letters of the code decide the exit code (harness/report/exit.ts): TRC trace, SPC spec, CFG configuration,
 * SCN scenario (65); USE command line (64); INC not finished (2); JAV Java, JAR jar, TLC engine (70).
 */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** One sentence: what to try next. */
  readonly repair?: string;
}

/** Either a value or the problems that prevented it. Bugs throw; what a user can cause is returned. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });

export const failure = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems });
