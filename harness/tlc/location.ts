/** A range in a module's source; all numbers 1-based and inclusive, as TLC and SANY count. */
export interface Place {
  readonly module: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `line 12, col 3 to line 15, col 114 of module Counter`, the form in messages and coverage. */
const LOCATION = /line (\d+), col (\d+) to line (\d+), col (\d+) of module ([\w!]+)/;
/** `Line 41, column 29 to line 41, column 40 in Counter`, the form in lists of nested expressions. */
const NESTED = /Line (\d+), column (\d+) to line (\d+), column (\d+) in ([\w!]+)/;

/** The first place named in a text. */
export const findPlace = (text: string): Place | undefined => {
  const match = LOCATION.exec(text) ?? NESTED.exec(text);
  if (match === null) return undefined;
  const [line = 0, column = 0, endLine = 0, endColumn = 0] = match.slice(1, 5).map(Number);
  return { module: match[5] ?? "", line, column, endLine, endColumn };
};

/** `<Name line ... of module M>` heads states and coverage; newer TLCs put arguments behind the name. */
const HEADING =
  /^<([^\s(]+)(\(.*\))? (line \d+, col \d+ to line \d+, col \d+ of module [\w!]+)(?: \([\d ]+\))?>/;

/** An action as TLC names it: the operator, its arguments if this TLC prints them, its definition's place. */
export interface NamedPlace {
  readonly name: string;
  /** `(S1, 2)`. */
  readonly arguments?: string;
  readonly place?: Place;
  /** What stands behind the closing `>`. */
  readonly rest: string;
}

/** Reads a heading; undefined for `<Initial predicate>` and anything else without a place. */
export const parseHeading = (text: string): NamedPlace | undefined => {
  const match = HEADING.exec(text);
  if (match === null) return undefined;
  const place = findPlace(match[3] ?? "");
  return {
    name: match[1] ?? "",
    ...(match[2] === undefined ? {} : { arguments: match[2] }),
    ...(place === undefined ? {} : { place }),
    rest: text.slice(match[0].length),
  };
};
