import { isUtf8 } from "node:buffer";
import type { TraceCodeName } from "./codes.ts";
import { excerpt } from "./jsonText.ts";
import { scanJson } from "./jsonScan.ts";
import type { RawLine } from "./lines.ts";

/** What stands on a line: a JSON value, or the reason why there is none. */
export type JsonLine =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: TraceCodeName; readonly message: string };

export interface LineLimits {
  readonly maxLineBytes: number;
  readonly maxDepth: number;
}

/** Reads one line as exactly one JSON value that loses nothing: no key twice, no broken characters. */
export const parseLine = (line: RawLine, limits: LineLimits): JsonLine => {
  if (line.tooLong) {
    return refused("TRC014", `expected a line of at most ${limits.maxLineBytes} bytes, found a longer one`);
  }
  if (!isUtf8(line.bytes)) {
    return line.terminated ? refused("TRC013", "expected UTF-8, found other bytes") : torn(line);
  }
  const text = line.bytes.toString("utf8");
  if (text.trim() === "") return refused("TRC017", "expected a JSON object, found a blank line");
  const parsed = parseJson(text);
  if (!parsed.ok) return line.terminated ? parsed : torn(line);
  const { depth, duplicateKey } = scanJson(text);
  if (depth > limits.maxDepth) {
    return refused("TRC015", `expected at most ${limits.maxDepth} levels of nesting, found ${depth}`);
  }
  if (duplicateKey !== undefined) {
    return refused("TRC027", `expected every key once, found ${excerpt(duplicateKey)} twice in one object`);
  }
  return parsed;
};

const refused = (code: TraceCodeName, message: string): JsonLine => ({ ok: false, code, message });

const torn = (line: RawLine): JsonLine =>
  refused(
    "TRC019",
    `expected JSON and a newline, found the file's end after ${line.bytes.length} bytes of the line`,
  );

const parseJson = (text: string): JsonLine => {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const detail = error instanceof Error ? excerpt(error.message) : "";
    return refused("TRC018", `expected one JSON value, found other text: ${detail}`);
  }
};
