import { bool, fn, int, model, record, seq, set, string, type TlaValue } from "./value.ts";

/** Parses one TLA+ value as TLC prints it. Throws `ValueSyntaxError` with the offset on anything else. */
export const parseTlaValue = (text: string): TlaValue => {
  const cursor: Cursor = { tokens: tokenize(text), next: 0 };
  const value = parseFunctionSum(cursor);
  const rest = cursor.tokens[cursor.next];
  if (rest !== undefined) throw new ValueSyntaxError(`unexpected ${rest.text}`, rest.offset);
  return value;
};

/** The text is no value that TLC prints. */
export class ValueSyntaxError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(`${message} at character ${offset + 1}`);
    this.offset = offset;
  }
}

interface Token {
  readonly kind: "string" | "number" | "name" | "symbol";
  readonly text: string;
  readonly offset: number;
}

interface Cursor {
  readonly tokens: readonly Token[];
  next: number;
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\[^])*")|(-?\d+(?![A-Za-z_0-9]))|([A-Za-z0-9_]+(?:![A-Za-z0-9_]+)*)|(<<|>>|\|->|:>|@@|\.\.|[{}[\](),]))/y;

const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new ValueSyntaxError("not a TLA+ value", start);
    tokens.push(tokenOf(match, start));
  }
  return tokens;
};

const tokenOf = (match: RegExpExecArray, offset: number): Token => {
  const [, quoted, number, name, symbol] = match;
  if (quoted !== undefined) return { kind: "string", text: quoted, offset };
  if (number !== undefined) return { kind: "number", text: number, offset };
  if (name !== undefined) return { kind: "name", text: name, offset };
  return { kind: "symbol", text: symbol ?? "", offset };
};

/** `a :> b @@ c :> d`; also the parts of a parenthesised function. */
const parseFunctionSum = (cursor: Cursor): TlaValue => {
  const first = parseOperand(cursor);
  if (!accept(cursor, ":>")) return first;
  const entries: [TlaValue, TlaValue][] = [[first, parseOperand(cursor)]];
  while (accept(cursor, "@@")) {
    const key = parseOperand(cursor);
    expect(cursor, ":>");
    entries.push([key, parseOperand(cursor)]);
  }
  return fn(entries);
};

/** A value, or an interval `a..b`, which TLC leaves unexpanded in its output. */
const parseOperand = (cursor: Cursor): TlaValue => {
  const value = parseAtom(cursor);
  if (value.kind !== "int" || !accept(cursor, "..")) return value;
  const upper = parseAtom(cursor);
  if (upper.kind !== "int") throw new ValueSyntaxError("interval without a number", offsetOf(cursor));
  const length = Math.max(0, upper.value - value.value + 1);
  if (length > 100_000) throw new ValueSyntaxError("interval too long", offsetOf(cursor));
  return set(Array.from({ length }, (_, index) => int(value.value + index)));
};

const parseAtom = (cursor: Cursor): TlaValue => {
  const token = take(cursor);
  switch (token.kind) {
    case "string":
      return string(unescaped(token.text.slice(1, -1)));
    case "number":
      return int(Number(token.text));
    case "name":
      return nameValue(token.text);
    case "symbol":
      return parseComposite(cursor, token);
  }
};

const nameValue = (name: string): TlaValue =>
  name === "TRUE" ? bool(true) : name === "FALSE" ? bool(false) : model(name);

const parseComposite = (cursor: Cursor, open: Token): TlaValue => {
  if (open.text === "{") return set(parseList(cursor, "}"));
  if (open.text === "<<") return seq(parseList(cursor, ">>"));
  if (open.text === "[") return record(parseFields(cursor));
  if (open.text === "(") {
    const value = parseFunctionSum(cursor);
    expect(cursor, ")");
    return value;
  }
  throw new ValueSyntaxError(`unexpected ${open.text}`, open.offset);
};

const parseList = (cursor: Cursor, close: string): readonly TlaValue[] => {
  if (accept(cursor, close)) return [];
  const elements = [parseFunctionSum(cursor)];
  while (accept(cursor, ",")) elements.push(parseFunctionSum(cursor));
  expect(cursor, close);
  return elements;
};

const parseFields = (cursor: Cursor): readonly (readonly [string, TlaValue])[] => {
  const fields: [string, TlaValue][] = [];
  if (accept(cursor, "]")) return fields;
  do {
    const name = take(cursor);
    expect(cursor, "|->");
    fields.push([name.text, parseFunctionSum(cursor)]);
  } while (accept(cursor, ","));
  expect(cursor, "]");
  return fields;
};

const take = (cursor: Cursor): Token => {
  const token = cursor.tokens[cursor.next];
  if (token === undefined) throw new ValueSyntaxError("value ends too early", offsetOf(cursor));
  cursor.next += 1;
  return token;
};

const accept = (cursor: Cursor, symbol: string): boolean => {
  const token = cursor.tokens[cursor.next];
  if (token?.kind !== "symbol" || token.text !== symbol) return false;
  cursor.next += 1;
  return true;
};

const expect = (cursor: Cursor, symbol: string): void => {
  if (!accept(cursor, symbol)) throw new ValueSyntaxError(`expected ${symbol}`, offsetOf(cursor));
};

const offsetOf = (cursor: Cursor): number =>
  cursor.tokens[cursor.next]?.offset ?? cursor.tokens.at(-1)?.offset ?? 0;

const UNESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", f: "\f", r: "\r" };

/** What stands between the quotes of a string as TLC prints it, as the text it means. */
export const unescaped = (literal: string): string =>
  literal.replace(/\\([^])/g, (_, character: string) => UNESCAPES[character] ?? character);
