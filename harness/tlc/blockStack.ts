import type { Severity, ToolMessage } from "./toolMessage.ts";

/** A block whose end has not come yet. */
export interface OpenBlock {
  readonly code: number;
  readonly severity: Severity;
  readonly lines: string[];
  readonly nested: ToolMessage[];
}

/** The blocks that are open, outermost first. Every operation returns the outermost blocks that it ended. */
export interface BlockStack {
  readonly isEmpty: () => boolean;
  readonly open: (block: OpenBlock) => readonly ToolMessage[];
  readonly close: (code: number) => readonly ToolMessage[];
  readonly addText: (line: string) => readonly ToolMessage[];
  readonly closeAll: () => readonly ToolMessage[];
}

/** A block that never ends would swallow the rest of the output; beyond this size it is given up. */
const BLOCK_LIMIT = 16 * 1024 * 1024;

export const createBlockStack = (): BlockStack => {
  const stack: OpenBlock[] = [];
  let size = 0;

  const closeInnermost = (complete: boolean): readonly ToolMessage[] => {
    const block = stack.pop();
    if (block === undefined) return [];
    const message = messageOf(block, complete);
    const parent = stack.at(-1);
    if (parent === undefined) return [message];
    parent.nested.push(message);
    parent.lines.push(message.text);
    return [];
  };
  const closeDownTo = (height: number): readonly ToolMessage[] => {
    const ended: ToolMessage[] = [];
    while (stack.length > height) ended.push(...closeInnermost(false));
    return ended;
  };
  const open = (block: OpenBlock): readonly ToolMessage[] => {
    const ended = mayNest(stack, block) ? [] : closeDownTo(0);
    if (stack.length === 0) size = 0;
    stack.push(block);
    return ended;
  };
  const close = (code: number): readonly ToolMessage[] => {
    const height = stack.findLastIndex((block) => block.code === code);
    return height < 0 ? [] : [...closeDownTo(height + 1), ...closeInnermost(true)];
  };
  const addText = (line: string): readonly ToolMessage[] => {
    stack.at(-1)?.lines.push(line);
    size += line.length + 1;
    return size > BLOCK_LIMIT ? closeDownTo(0) : [];
  };
  return { isEmpty: () => stack.length === 0, open, close, addText, closeAll: () => closeDownTo(0) };
};

/** TLC nests only a cause (severity 0) in an error; any other start inside a block means that the block was cut off. */
const mayNest = (stack: readonly OpenBlock[], inner: OpenBlock): boolean =>
  (stack[0]?.severity === "error" || stack[0]?.severity === "bug") && inner.severity === "none";

const messageOf = ({ code, severity, lines, nested }: OpenBlock, complete: boolean): ToolMessage => ({
  code,
  severity,
  text: lines.join("\n").replace(/\n+$/, ""),
  nested,
  complete,
});
