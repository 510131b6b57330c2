/**
 * Puts what PrintT printed back together: TLC breaks a value over several lines when it is wider than 80 characters.
 * A line that leaves brackets open is continued by the next; a string of TLA+ never contains a line end, so joining
 * with one space changes no value.
 */
export interface UserPrints {
  /** The printed values that this line completes, each on one line. */
  readonly push: (line: string) => readonly string[];
  /** What is left unfinished, given out as it is: at a message of TLC's, and at the end. */
  readonly flush: () => readonly string[];
}

/** Text with unbalanced brackets (printed by a Java module) must not be collected for ever. */
const PRINT_LIMIT = 4 * 1024 * 1024;

export const createUserPrints = (): UserPrints => {
  let parts: string[] = [];
  let depth = 0;
  let size = 0;
  const flush = (): readonly string[] => {
    const whole = parts;
    parts = [];
    depth = 0;
    size = 0;
    return whole.length === 0 ? [] : [whole.join(" ")];
  };
  const push = (line: string): readonly string[] => {
    if (parts.length === 0 && ONE_STRING.test(line)) return [line];
    parts.push(parts.length === 0 ? line : line.trimStart());
    depth += bracketBalance(line);
    size += line.length;
    return depth <= 0 || size > PRINT_LIMIT ? flush() : [];
  };
  return { push, flush };
};

/** What generated modules print, a line for every state. */
const ONE_STRING = /^"(?:[^"\\]|\\.)*"$/;

/** Brackets, `<<` and `>>` outside of strings; single `<` and `>` (as in `:>` and `|->`) do not count. */
const TOKENS = /"(?:[^"\\]|\\.)*"|<<|>>|[[\](){}]/g;

const bracketBalance = (line: string): number => {
  let balance = 0;
  for (const [token] of line.matchAll(TOKENS)) {
    if (token === "<<" || token === "[" || token === "(" || token === "{") balance += 1;
    else if (!token.startsWith('"')) balance -= 1;
  }
  return balance;
};
