import { createReadStream } from "node:fs";
import { createLineSplitter } from "../tlc/lines.ts";

/** What a line of TLC's dump says; ids are signed 64-bit fingerprints and stay text. */
export type DotEntry =
  | { readonly kind: "node"; readonly id: string; readonly label: string; readonly initial: boolean }
  | { readonly kind: "edge"; readonly from: string; readonly to: string; readonly label: string };

/** A dump that ends too early or was not written by `-dump dot,actionlabels`. */
export class DotSyntaxError extends Error {}

/**
 * Reads a dump as a stream and hands on entry by entry, in the file's order: a node comes when TLC first sees
 * the state, which may be after an edge to it. Rejects with DotSyntaxError on anything else than a whole dump.
 */
export const readDot = async (file: string, onEntry: (entry: DotEntry) => void): Promise<void> => {
  const reader = createDotReader(onEntry);
  const splitter = createLineSplitter();
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }))
    if (Buffer.isBuffer(chunk)) splitter.push(chunk).forEach(reader.line);
  splitter.end().forEach(reader.line);
  reader.end();
};

/** The reader of a dump, line by line. */
export const createDotReader = (onEntry: (entry: DotEntry) => void) => {
  let number = 0;
  let depth = 0;
  const line = (text: string): void => {
    number += 1;
    const entry = parseLine(text);
    if (entry === "open") depth += 1;
    else if (entry === "close") depth -= 1;
    else if (entry === null)
      throw new DotSyntaxError(`line ${number} is none of TLC's: ${text.slice(0, 80)}`);
    else if (entry !== "other") onEntry(entry);
  };
  const end = (): void => {
    if (number === 0 || depth !== 0) throw new DotSyntaxError("the dump ends before its closing bracket");
  };
  return { line, end };
};

const NODE = /^(-?\d+) \[label="/;
const EDGE = /^(-?\d+) -> (-?\d+) \[label="/;
const INITIAL = /\bstyle\s*=\s*"?filled\b/;
/** Layout alone: ranks of states, attributes of the drawing. */
const LAYOUT = /^(\{rank|[A-Za-z]\w*\s*=|node \[|edge \[|\s*$)/;

/** One line of the dump, or null for one that TLC does not write. */
const parseLine = (line: string): DotEntry | "open" | "close" | "other" | null => {
  const [edge, from, to] = EDGE.exec(line) ?? [];
  if (edge !== undefined && from !== undefined && to !== undefined) {
    const label = quoted(line, edge.length);
    return label === null ? null : { kind: "edge", from, to, label: label.text };
  }
  const [node, id] = NODE.exec(line) ?? [];
  if (node !== undefined && id !== undefined) {
    const label = quoted(line, node.length);
    if (label === null) return null;
    return { kind: "node", id, label: label.text, initial: INITIAL.test(line.slice(label.end)) };
  }
  if (line.endsWith("{")) return "open";
  if (line === "}") return "close";
  return LAYOUT.test(line) ? "other" : null;
};

/** The quoted text that begins at an offset, and where it ends; null when its end is missing. */
const quoted = (line: string, start: number): { readonly text: string; readonly end: number } | null => {
  let end = line.indexOf('"', start);
  while (end >= 0 && isEscaped(line, end, start)) end = line.indexOf('"', end + 1);
  return end < 0 ? null : { text: unescape(line.slice(start, end)), end };
};

const isEscaped = (line: string, position: number, start: number): boolean => {
  let backslashes = 0;
  while (position - backslashes - 1 >= start && line[position - backslashes - 1] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
};

/** TLC escapes backslash, quote and line end, and nothing else. */
const unescape = (text: string): string =>
  text.replace(/\\([^])/g, (_, character: string) => (character === "n" ? "\n" : character));

/** Lines of a dump with the same content as TLC writes it. */
export function* dotLines(entries: Iterable<DotEntry>): Generator<string> {
  yield "strict digraph DiskGraph {";
  yield "nodesep=0.35;";
  yield "subgraph cluster_graph {";
  yield 'color="white";';
  for (const entry of entries) yield entryLine(entry);
  yield "}";
  yield "}";
}

const entryLine = (entry: DotEntry): string => {
  switch (entry.kind) {
    case "node":
      return `${entry.id} [label="${escape(entry.label)}"${entry.initial ? ",style = filled" : ""}]${entry.initial ? "" : ";"}`;
    case "edge":
      return `${entry.from} -> ${entry.to} [label="${escape(entry.label)}",color="black",fontcolor="black"];`;
  }
};

const escape = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
