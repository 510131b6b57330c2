import { ValueSyntaxError } from "../../tla/valueParser.ts";

/** A place in bytes that are being read. */
export interface Cursor {
  bytes: Uint8Array;
  place: number;
  end: number;
}

/** Goes past spaces and line ends. */
export const skip = (cursor: Cursor): void => {
  while (cursor.place < cursor.end && (cursor.bytes[cursor.place] ?? 0) <= SPACE) cursor.place += 1;
};

/** The next byte that is no space; 0 at the end. */
export const peek = (cursor: Cursor): number => {
  skip(cursor);
  return cursor.place < cursor.end ? (cursor.bytes[cursor.place] ?? 0) : 0;
};

/** The byte after the next one. */
export const second = ({ bytes, place, end }: Cursor): number =>
  place + 1 < end ? (bytes[place + 1] ?? 0) : 0;

/** Whether these bytes come next, the second of them unless it is 0; then goes past them. */
export const accept = (cursor: Cursor, one: number, two: number): boolean => {
  if (peek(cursor) !== one || (two !== 0 && second(cursor) !== two)) return false;
  cursor.place += two === 0 ? 1 : 2;
  return true;
};

/** Goes past these bytes. Throws ValueSyntaxError when something else comes. */
export const expect = (cursor: Cursor, one: number, two: number): void => {
  if (accept(cursor, one, two)) return;
  fail(cursor, `expected ${String.fromCharCode(...(two === 0 ? [one] : [one, two]))}`);
};

/** What comes next is not what it should be. */
export const fail = ({ place }: Cursor, what: string): never => {
  throw new ValueSyntaxError(what, place);
};

export const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Of names of model values and fields. */
export const isWord = (byte: number): boolean =>
  isDigit(byte) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95;

/** The end of the name that begins at a place; the names of an instance's model values hold `!`. */
export const nameEnd = ({ bytes, end }: Cursor, start: number): number => {
  let place = start;
  while (place < end && (isWord(bytes[place] ?? 0) || (bytes[place] === EXCLAMATION && place > start)))
    place += 1;
  return place;
};

const SPACE = 32;
const EXCLAMATION = 33;
