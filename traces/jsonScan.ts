/** What `JSON.parse` does not tell about a text it accepts. */
export interface JsonScan {
  /** Objects and arrays inside each other; 0 for a plain value. */
  readonly depth: number;
  /** A key that one object has twice: `JSON.parse` keeps only the last. */
  readonly duplicateKey: string | undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** One pass over a text that is known to be JSON; no recursion, so that hostile nesting costs no stack. */
export const scanJson = (text: string): JsonScan => {
  const keysByDepth: Set<string>[] = [];
  let depth = 0;
  let deepest = 0;
  let duplicateKey: string | undefined;
  let stringStart = 0;
  let stringEnd = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      stringStart = at;
      stringEnd = endOfString(text, at);
      at = stringEnd;
    } else if (character === COLON) {
      const keys = (keysByDepth[depth] ??= new Set());
      const key = unescaped(text.slice(stringStart + 1, stringEnd));
      if (keys.has(key)) duplicateKey ??= key;
      keys.add(key);
    } else if (character === OPEN_ARRAY || character === OPEN_OBJECT) {
      depth++;
      deepest = Math.max(deepest, depth);
    } else if (character === CLOSE_ARRAY || character === CLOSE_OBJECT) {
      keysByDepth[depth]?.clear();
      depth--;
    }
  }
  return { depth: deepest, duplicateKey };
};

/** Index of the closing quote of the string that opens at `start`. */
const endOfString = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
};

/** Whether an odd number of backslashes stands before the index. */
const isEscaped = (text: string, index: number): boolean => {
  let before = index - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (index - before) % 2 === 0;
};

/** Two spellings of one key are one key. */
const unescaped = (key: string): string => (key.includes("\\") ? String(JSON.parse(`"${key}"`)) : key);
