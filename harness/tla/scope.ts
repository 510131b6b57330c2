import type { SpecModel } from "./expression.ts";

/**
 * How symbols are written where the text will stand. Every bound symbol gets a fresh name, so that the
 * text can stand in any module whatever the user's spec declares there.
 */
export interface Scope {
  readonly model: SpecModel;
  /** By SANY's number: parameters, bound symbols and, inside an INSTANCE, declared symbols. */
  readonly texts: ReadonlyMap<string, string>;
  /** Those of them that are declared symbols of an instanced module. */
  readonly substituted: ReadonlySet<string>;
  /** `Inst!` inside the body of an instanced definition, otherwise empty. */
  readonly prefix: string;
  /** Tells the symbols of a definition that is written in the place of its name from those of another such place. */
  readonly mark: string;
}

export const rootScope = (model: SpecModel): Scope => ({
  ...{ model, texts: new Map(), substituted: new Set(), prefix: "", mark: "" },
});

/** The scope with more symbols bound to texts. */
export const bind = (scope: Scope, texts: Iterable<readonly [string, string]>): Scope => ({
  ...scope,
  texts: new Map([...scope.texts, ...texts]),
});

/** Fresh name of a bound symbol. */
export const freshName = (uid: string): string => `Conf_b${uid}`;

/** The same where a definition may be written several times, one inside the other. */
export const nameIn = ({ mark }: Scope, uid: string): string => freshName(uid) + mark;

/** The symbols with fresh names. */
export const bindFresh = (scope: Scope, uids: readonly string[]): Scope =>
  bind(
    scope,
    uids.map((uid) => [uid, nameIn(scope, uid)] as const),
  );
