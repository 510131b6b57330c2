import { unescaped } from "../../tla/valueParser.ts";
import { createByteTable, type ByteTable } from "./byteTable.ts";
import { accept, expect, fail, isDigit, isWord, nameEnd, peek, second, skip, type Cursor } from "./cursor.ts";
import type { ValueBuilder } from "./valueBuilder.ts";
import { KIND, type ValueStore } from "./valueStore.ts";

/**
 * Reads values as TLC prints them out of bytes into a store, without any text in between: the number of the value that
 * stands, alone, between two places. The language is that of `parseTlaValue`. Throws ValueSyntaxError on anything else.
 */
export type ReadValue = (bytes: Uint8Array, start: number, end: number) => number;

export const createValueReader = (store: ValueStore, build: ValueBuilder): ReadValue => {
  const reading: Reading = {
    ...{ bytes: new Uint8Array(), place: 0, end: 0, store, build },
    names: createByteTable((text) =>
      text === "TRUE" ? build.bool(true) : text === "FALSE" ? build.bool(false) : build.model(text),
    ),
    strings: createByteTable((text) => build.string(unescaped(text))),
    fields: createByteTable(store.text),
  };
  return (bytes, start, end) => {
    reading.bytes = bytes;
    reading.place = start;
    reading.end = end;
    const value = readSum(reading);
    if (peek(reading) !== 0) fail(reading, "more than one value");
    return value;
  };
};

interface Reading extends Cursor {
  readonly store: ValueStore;
  readonly build: ValueBuilder;
  readonly names: ByteTable;
  readonly strings: ByteTable;
  readonly fields: ByteTable;
}

/** `a :> b @@ c :> d`, or one value. */
const readSum = (reading: Reading): number => {
  const first = readOperand(reading);
  if (!accept(reading, COLON, GREATER)) return first;
  const { build } = reading;
  const from = build.stack.height();
  build.stack.push(first);
  build.stack.push(readOperand(reading));
  while (accept(reading, AT, AT)) {
    build.stack.push(readOperand(reading));
    expect(reading, COLON, GREATER);
    build.stack.push(readOperand(reading));
  }
  return build.fn(from);
};

/** A value, or an interval `a..b`, which TLC leaves unexpanded: the set it stands for. */
const readOperand = (reading: Reading): number => {
  const value = readAtom(reading);
  if (peek(reading) !== DOT || second(reading) !== DOT) return value;
  reading.place += 2;
  const { store, build } = reading;
  const upper = readAtom(reading);
  if (store.kind(value) !== KIND.int || store.kind(upper) !== KIND.int)
    return fail(reading, "interval without a number");
  const [low, high] = [store.part(value, 0), store.part(upper, 0)];
  if (high - low >= 100_000) return fail(reading, "interval too long");
  const from = build.stack.height();
  for (let element = low; element <= high; element += 1) build.stack.push(build.int(element));
  return build.set(from);
};

const readAtom = (reading: Reading): number => {
  const byte = peek(reading);
  if (byte === QUOTE) return readString(reading);
  if (byte === MINUS || isDigit(byte)) return readNumber(reading);
  return isWord(byte) ? readName(reading) : readComposite(reading, byte);
};

const readName = (reading: Reading): number => {
  const start = reading.place;
  reading.place = nameEnd(reading, start);
  return reading.names.number(reading.bytes, start, reading.place);
};

const readString = (reading: Reading): number => {
  const { bytes, end } = reading;
  const start = reading.place + 1;
  let stop = start;
  while (stop < end && bytes[stop] !== QUOTE) stop += bytes[stop] === BACKSLASH ? 2 : 1;
  if (stop >= end) return fail(reading, "a string without an end");
  reading.place = stop + 1;
  return reading.strings.number(bytes, start, stop);
};

/** A number, or a name that begins with digits. */
const readNumber = (reading: Reading): number => {
  const { bytes, end } = reading;
  const negative = bytes[reading.place] === MINUS;
  const start = reading.place + (negative ? 1 : 0);
  let [stop, size] = [start, 0];
  for (; stop < end && isDigit(bytes[stop] ?? 0); stop += 1) size = size * 10 + ((bytes[stop] ?? 0) - ZERO);
  if (stop < end && isWord(bytes[stop] ?? 0) && !negative) return readName(reading);
  if (stop === start || size > (negative ? 0x80000000 : 0x7fffffff))
    return fail(reading, "not a number of TLC's");
  reading.place = stop;
  return reading.build.int(negative ? -size : size);
};

const readComposite = (reading: Reading, byte: number): number => {
  const { build } = reading;
  if (accept(reading, BRACE, 0)) return build.set(readList(reading, CLOSE_BRACE, 0));
  if (accept(reading, LESS, LESS)) return build.seq(readList(reading, GREATER, GREATER));
  if (accept(reading, BRACKET, 0)) return build.record(readFields(reading));
  if (!accept(reading, PAREN, 0))
    return fail(reading, byte === 0 ? "value ends too early" : "not a TLA+ value");
  const value = readSum(reading);
  expect(reading, CLOSE_PAREN, 0);
  return value;
};

/** Where the elements begin on the builder's stack. */
const readList = (reading: Reading, one: number, two: number): number => {
  const { stack } = reading.build;
  const from = stack.height();
  if (accept(reading, one, two)) return from;
  do stack.push(readSum(reading));
  while (accept(reading, COMMA, 0));
  expect(reading, one, two);
  return from;
};

const readFields = (reading: Reading): number => {
  const { stack } = reading.build;
  const from = stack.height();
  if (accept(reading, CLOSE_BRACKET, 0)) return from;
  do {
    skip(reading);
    const start = reading.place;
    reading.place = nameEnd(reading, start);
    if (reading.place === start) return fail(reading, "expected the name of a field");
    stack.push(reading.fields.number(reading.bytes, start, reading.place));
    expect(reading, BAR, MINUS);
    expect(reading, GREATER, 0);
    stack.push(readSum(reading));
  } while (accept(reading, COMMA, 0));
  expect(reading, CLOSE_BRACKET, 0);
  return from;
};

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, MINUS, ZERO] = [code('"'), code("\\"), code("-"), code("0")];
const [COLON, GREATER, LESS, AT, DOT] = [code(":"), code(">"), code("<"), code("@"), code(".")];
const [BRACE, CLOSE_BRACE, BRACKET, CLOSE_BRACKET] = [code("{"), code("}"), code("["), code("]")];
const [PAREN, CLOSE_PAREN, COMMA, BAR] = [code("("), code(")"), code(","), code("|")];
