import type { Definition, Place } from "../../tla/expression.ts";

/** Longest text of a branch. */
const MAX_TEXT = 100;

/** What is to be named: branches of an action, and how its source reads. */
export interface BranchSource {
  readonly definition: Definition;
  readonly source: (place: Place) => string;
}

/** What people know the branches of an action by; two of them that begin alike are told apart by more of their text. */
export const branchTexts = (
  branches: readonly { readonly at: Place }[],
  from: BranchSource,
): readonly string[] => {
  const short = branches.map(({ at }) => branchText(at, from));
  const longer = branches.map(({ at }, index) => {
    const own = short[index] ?? "";
    return isShared(own, short) ? cut(`${own} ${rest(own, from.source(at))}`.trim()) : own;
  });
  return branches.map(({ at }, index) => {
    const own = longer[index] ?? "";
    return isShared(own, longer) ? `${own} (at ${at.line}:${at.column})` : own;
  });
};

const isShared = (text: string, texts: readonly string[]): boolean =>
  texts.filter((other) => other === text).length > 1;

/** The first line stands at the beginning of the text, a comment does not. */
const rest = (start: string, whole: string): string =>
  whole.startsWith(start) ? whole.slice(start.length).trim() : whole;

/** The comment before a branch, or its first line. */
export const branchText = (at: Place, { definition, source }: BranchSource): string => {
  const whole = at === definition.at;
  return cut(commentBefore(at, source) ?? firstLine(whole ? definition.body.at : at, source));
};

/** A tab, say, would be in the way of those who print it. */
const cut = (long: string): string => {
  const text = long.replace(/\p{Cc}/gu, " ");
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 3)}...`;
};

type Source = (place: Place) => string;

const firstLine = (at: Place, source: Source): string =>
  source({ ...at, endLine: at.line, endColumn: at.endLine === at.line ? at.endColumn : WHOLE_LINE });

const WHOLE_LINE = 10_000;

/** A comment that is all there is on its line, or follows the bullet of the branch. */
const COMMENT = /^(?:(?:\\\/|\/\\|THEN|ELSE|\[\])\s*)*\\\*\s*(.*)$/;
const BULLETS = /^(?:(?:\\\/|\/\\|THEN|ELSE|\[\])\s*)*$/;

/** The first line of the comment that ends right before the branch. */
const commentBefore = (at: Place, source: Source): string | undefined => {
  const before = source({ ...at, column: 1, endLine: at.line, endColumn: at.column - 1 });
  if (!BULLETS.test(before)) return undefined;
  let found: string | undefined;
  for (let line = at.line - 1; line > 0; line -= 1) {
    const text = source({ ...at, line, column: 1, endLine: line, endColumn: WHOLE_LINE });
    const comment = COMMENT.exec(text)?.[1];
    if (comment === undefined) return found;
    found = comment;
    if (!text.startsWith("\\*")) return found;
  }
  return found;
};
