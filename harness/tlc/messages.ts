/** How TLC rates a message (class tlc2.output.MP): 0, 1, 2, 3, 4. */
export type Severity = "none" | "error" | "bug" | "warning" | "state";

/** One `@!@!@STARTMSG code:severity @!@!@ ... @!@!@ENDMSG code @!@!@` block of `-tool` output. */
export interface ToolMessage {
  readonly code: number;
  readonly severity: Severity;
  /** Body without markers; bodies of nested blocks stand in it where they were printed. */
  readonly text: string;
  /** Blocks inside this one: TLC prints the cause of an error inside the error. */
  readonly nested: readonly ToolMessage[];
  /** False when the end of the block never came (TLC was killed, or output got mixed up). */
  readonly complete: boolean;
}

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
const START = /^(?:: )?@!@!@STARTMSG (-?\d+):(\d) @!@!@\s*$/;
const END = /^@!@!@ENDMSG (-?\d+) @!@!@\s*$/;
const SEVERITIES: readonly Severity[] = ["none", "error", "bug", "warning", "state"];

/** A block that never ends would swallow the rest of the output; beyond this size it is given up. */
const BLOCK_LIMIT = 16 * 1024 * 1024;

interface OpenBlock {
  readonly code: number;
  readonly severity: Severity;
  readonly lines: string[];
  readonly nested: ToolMessage[];
}

/** A streaming parser: whole lines in, blocks and loose lines out, in order. Unknown codes pass through. */
export const createMessageParser = (): MessageParser => {
  let open: OpenBlock[] = [];
  let size = 0;

  /** Closes the innermost block into its parent; the outermost one comes out. */
  const closeInnermost = (complete: boolean): readonly ToolOutput[] => {
    const block = open.pop();
    if (block === undefined) return [];
    const message = messageOf(block, complete);
    const parent = open.at(-1);
    if (parent === undefined) return [{ kind: "message", message }];
    parent.nested.push(message);
    if (message.text !== "") parent.lines.push(message.text);
    return [];
  };

  const closeAll = (): readonly ToolOutput[] => {
    const found: ToolOutput[] = [];
    while (open.length > 0) found.push(...closeInnermost(false));
    return found;
  };

  const start = (block: OpenBlock): readonly ToolOutput[] => {
    const cutOff = mayNest(open, block) ? [] : closeAll();
    open = [...open, block];
    if (open.length === 1) size = 0;
    return cutOff;
  };

  const finish = (code: number): readonly ToolOutput[] => {
    const found: ToolOutput[] = [];
    if (!open.some((block) => block.code === code)) return found;
    while (open.at(-1)?.code !== code) found.push(...closeInnermost(false));
    found.push(...closeInnermost(true));
    return found;
  };

  const text = (line: string): readonly ToolOutput[] => {
    const block = open.at(-1);
    if (block === undefined) return [{ kind: "line", line }];
    block.lines.push(line);
    size += line.length + 1;
    return size > BLOCK_LIMIT ? closeAll() : [];
  };

  const push = (line: string): readonly ToolOutput[] => {
    const block = parseStart(line);
    if (block !== undefined) return start(block);
    const end = END.exec(line);
    return end === null ? text(line) : finish(Number(end[1]));
  };
  return { push, end: closeAll };
};

const parseStart = (line: string): OpenBlock | undefined => {
  const match = START.exec(line);
  if (match === null) return undefined;
  const severity = SEVERITIES[Number(match[2])] ?? "none";
  return { code: Number(match[1]), severity, lines: [], nested: [] };
};

/** TLC nests only a cause (severity 0) in an error; any other start inside a block means that the block was cut off. */
const mayNest = (open: readonly OpenBlock[], inner: OpenBlock): boolean =>
  (open[0]?.severity === "error" || open[0]?.severity === "bug") && inner.severity === "none";

const messageOf = ({ code, severity, lines, nested }: OpenBlock, complete: boolean): ToolMessage => ({
  code,
  severity,
  text: lines.join("\n").replace(/\n+$/, ""),
  nested,
  complete,
});
