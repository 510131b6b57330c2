import type { Definition, Place } from "../../tla/expression.ts";

/** Longest text of a branch. */
const MAX_TEXT = 100;

/** What people know a branch by: the comment before it, or its first line. */
export const branchText = (
  at: Place,
  { definition, source }: { readonly definition: Definition; readonly source: (place: Place) => string },
): string => {
  const whole = at === definition.at;
  const text = commentBefore(at, source) ?? firstLine(whole ? definition.body.at : at, source);
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
