/** A word, literal or symbol of a TLC configuration. */
export interface CfgToken {
  readonly kind: "name" | "number" | "string" | "symbol";
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

const TOKEN =
  /(\s+|\\\*[^\n]*|\(\*[^]*?\*\))|("(?:[^"\\]|\\[^])*")|(-?\d+(?![A-Za-z_0-9]))|([A-Za-z0-9_]+(?:![A-Za-z0-9_]+)*)|(<-|<<|>>|\|->|[^])/y;

/** The tokens of a TLC configuration; comments and white space are left out. */
export const tokenizeCfg = (text: string): readonly CfgToken[] => {
  const tokens: CfgToken[] = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) break;
    const token = tokenOf(match, line);
    if (token !== null) tokens.push(token);
    line += match[0].split("\n").length - 1;
  }
  return tokens;
};

const tokenOf = (match: RegExpExecArray, line: number): CfgToken | null => {
  const [text, space, quoted, number, name] = match;
  if (space !== undefined) return null;
  const kind =
    quoted !== undefined
      ? "string"
      : number !== undefined
        ? "number"
        : name !== undefined
          ? "name"
          : "symbol";
  return { kind, text, line };
};
