import { isDigit } from "../values/cursor.ts";

/** What a line of TLC's dump says. One object is filled again and again: there are millions of lines. */
export interface DumpLine {
  kind: "node" | "edge" | "open" | "close" | "layout" | "torn";
  /** Halves of the signed 64-bit names of the node, or of an edge's source. */
  high: number;
  low: number;
  toHigh: number;
  toLow: number;
  initial: boolean;
  /** The label without dot's escapes stands at the beginning of `label`, and is this long. */
  label: Uint8Array;
  labelLength: number;
}

export const createDumpLine = (): DumpLine => ({
  ...{ kind: "layout", high: 0, low: 0, toHigh: 0, toLow: 0, initial: false },
  ...{ label: new Uint8Array(1 << 12), labelLength: 0 },
});

/** Reads the line between two places. `torn` is one that TLC does not write so. */
export const readDumpLine = (line: DumpLine, bytes: Uint8Array, { start, end }: Span): void => {
  const first = bytes[start] ?? 0;
  line.kind =
    first === MINUS || isDigit(first)
      ? readEntry(line, bytes, { start, end })
      : kindOf(bytes, { start, end });
};

/** From `start` up to, without, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `7 [label="...",style = filled]`, or `7 -> -8 [label="...",...];` */
const readEntry = (line: DumpLine, bytes: Uint8Array, { start, end }: Span): DumpLine["kind"] => {
  let place = numberEnd(bytes, { start, end });
  if (place - start > LONGEST_NUMBER) return "torn";
  readNumber(bytes, { start, end: place }, (high, low) => {
    line.high = high;
    line.low = low;
  });
  const edge = startsWith(bytes, place, ARROW);
  if (edge) {
    const target = place + ARROW.length;
    place = numberEnd(bytes, { start: target, end });
    if (place === target || place - target > LONGEST_NUMBER) return "torn";
    readNumber(bytes, { start: target, end: place }, (high, low) => {
      line.toHigh = high;
      line.toLow = low;
    });
  }
  if (!startsWith(bytes, place, LABEL)) return "torn";
  const after = readLabel(line, bytes, { start: place + LABEL.length, end });
  if (after < 0) return "torn";
  line.initial = !edge && isInitial(bytes, { start: after, end });
  return edge ? "edge" : "node";
};

/** Characters of -9223372036854775808. */
const LONGEST_NUMBER = 20;

const numberEnd = (bytes: Uint8Array, { start, end }: Span): number => {
  let place = bytes[start] === MINUS ? start + 1 : start;
  while (place < end && isDigit(bytes[place] ?? 0)) place += 1;
  return place;
};

/** The halves of a number of up to 19 digits: its last nine and those before them, put together in steps below 2^53. */
const readNumber = (
  bytes: Uint8Array,
  { start, end }: Span,
  use: (high: number, low: number) => void,
): void => {
  const negative = bytes[start] === MINUS;
  const border = Math.max(start + (negative ? 1 : 0), end - 9);
  const leading = digits(bytes, { start: start + (negative ? 1 : 0), end: border });
  const lower = (leading % 0x10000) * 1e9 + digits(bytes, { start: border, end });
  const upper = Math.floor(leading / 0x10000) * 1e9;
  const middle = (upper % 0x10000) * 0x10000 + lower;
  const high = Math.floor(upper / 0x10000) + Math.floor(middle / 0x100000000);
  const low = middle % 0x100000000;
  if (!negative) use(high | 0, low | 0);
  else use(low === 0 ? -high | 0 : ~high, -low | 0);
};

const digits = (bytes: Uint8Array, { start, end }: Span): number => {
  let value = 0;
  for (let place = start; place < end; place += 1) value = value * 10 + ((bytes[place] ?? 0) - ZERO);
  return value;
};

/** Where the line goes on behind the label's closing quote; negative when there is none. */
const readLabel = (line: DumpLine, bytes: Uint8Array, { start, end }: Span): number => {
  if (line.label.length < end - start) line.label = new Uint8Array(2 * (end - start));
  const { label } = line;
  let length = 0;
  for (let place = start; place < end; place += 1) {
    let byte = bytes[place] ?? 0;
    if (byte === QUOTE) {
      line.labelLength = length;
      return place + 1;
    }
    if (byte === BACKSLASH) {
      place += 1;
      byte = bytes[place] ?? 0;
      // TLC escapes backslash, quote and line end, and nothing else.
      if (byte === LETTER_N) byte = LINE_END;
    }
    label[length] = byte;
    length += 1;
  }
  return -1;
};

const INITIAL = /\bstyle\s*=\s*"?filled\b/;

const isInitial = (bytes: Uint8Array, span: Span): boolean => {
  const rest = textOf(bytes, span);
  return rest !== "];" && INITIAL.test(rest);
};

/** Layout alone: ranks of states, attributes of the drawing. */
const LAYOUT = /^(\{rank|[A-Za-z]\w*\s*=|node \[|edge \[|\s*$)/;

const kindOf = (bytes: Uint8Array, span: Span): DumpLine["kind"] => {
  const text = textOf(bytes, span);
  if (text.endsWith("{")) return "open";
  if (text === "}") return "close";
  return LAYOUT.test(text) ? "layout" : "torn";
};

/** The text between two places. */
export const textOf = (bytes: Uint8Array, { start, end }: Span): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("utf8");

const startsWith = (bytes: Uint8Array, place: number, wanted: Uint8Array): boolean => {
  for (let index = 0; index < wanted.length; index += 1)
    if (bytes[place + index] !== wanted[index]) return false;
  return true;
};

const ARROW = Buffer.from(" -> ");
const LABEL = Buffer.from(' [label="');
const [MINUS, QUOTE, BACKSLASH, LETTER_N, LINE_END, ZERO] = [45, 34, 92, 110, 10, 48];
