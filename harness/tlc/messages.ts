import { createBlockStack, type OpenBlock } from "./blockStack.ts";
import type { Severity, ToolMessage } from "./toolMessage.ts";

export type { Severity, ToolMessage } from "./toolMessage.ts";

/** What the parser finds: a block, or a line outside of all blocks. */
export type ToolOutput =
  | { readonly kind: "message"; readonly message: ToolMessage }
  | { readonly kind: "line"; readonly line: string };

export interface MessageParser {
  readonly push: (line: string) => readonly ToolOutput[];
  /** Ends an open block as incomplete. */
  readonly end: () => readonly ToolOutput[];
}

/**
 * A marker stands at the start of a line (a nested one possibly behind ": ") and fills it, so that a string of the spec
 * that contains marker text, which TLC prints between quotes, is never taken for one.
 */
const MARK = "@!@!@";
const START = /^(?:: )?@!@!@STARTMSG (-?\d+):(\d) @!@!@\s*$/;
const END = /^@!@!@ENDMSG (-?\d+) @!@!@\s*$/;
const SEVERITIES: readonly Severity[] = ["none", "error", "bug", "warning", "state"];

/** A streaming parser: whole lines in, blocks and loose lines out, in order. Unknown codes pass through. */
export const createMessageParser = (): MessageParser => {
  const blocks = createBlockStack();
  const push = (line: string): readonly ToolOutput[] => {
    if (blocks.isEmpty() && !line.includes(MARK)) return [{ kind: "line", line }];
    const start = parseStart(line);
    if (start !== undefined) return blocks.open(start).map(asOutput);
    const end = END.exec(line);
    if (end !== null) return blocks.close(Number(end[1])).map(asOutput);
    return blocks.isEmpty() ? [{ kind: "line", line }] : blocks.addText(line).map(asOutput);
  };
  return { push, end: () => blocks.closeAll().map(asOutput) };
};

/** All blocks of a whole text. */
export const readMessages = (text: string): readonly ToolMessage[] => {
  const parser = createMessageParser();
  const found = [...text.split(/\r?\n/).flatMap(parser.push), ...parser.end()];
  return found.flatMap((output) => (output.kind === "message" ? [output.message] : []));
};

const asOutput = (message: ToolMessage): ToolOutput => ({ kind: "message", message });

const parseStart = (line: string): OpenBlock | undefined => {
  const match = START.exec(line);
  if (match === null) return undefined;
  const severity = SEVERITIES[Number(match[2])] ?? "none";
  return { code: Number(match[1]), severity, lines: [], nested: [] };
};
