import { createLineSplitter } from "./lines.ts";
import { CODE } from "./messageCodes.ts";
import { createMessageParser, type ToolMessage, type ToolOutput } from "./messages.ts";
import { createMessageStore } from "./messageStore.ts";
import { createUserPrints } from "./userPrints.ts";

/** Takes TLC's stdout apart: bytes in, the spec's prints out, messages kept. */
export interface OutputRouter {
  /** The values printed by the spec that this chunk completes, each on one line. */
  readonly push: (chunk: Buffer) => readonly string[];
  readonly end: () => readonly string[];
  readonly messages: () => readonly ToolMessage[];
  readonly sanyText: () => string;
}

const SANY_LIMIT = 1024 * 1024;

/**
 * Loose lines are SANY's until its message 2219, and the spec's own prints (PrintT) afterwards. The prints are read here
 * and not with TLC's `-userFile`, whose buffer is lost when TLC is killed (README.md).
 */
export const createOutputRouter = (onMessage?: (message: ToolMessage) => void): OutputRouter => {
  const splitter = createLineSplitter();
  const parser = createMessageParser();
  const store = createMessageStore();
  const prints = createUserPrints();
  let sanyText = "";
  let sanyDone = false;

  const route = (output: ToolOutput): readonly string[] => {
    if (output.kind === "message") {
      if (output.message.code === CODE.sanyEnd) sanyDone = true;
      store.add(output.message);
      onMessage?.(output.message);
      return prints.flush();
    }
    if (sanyDone) return prints.push(output.line);
    if (sanyText.length < SANY_LIMIT) sanyText += `${output.line}\n`;
    return [];
  };
  const push = (chunk: Buffer): readonly string[] => splitter.push(chunk).flatMap(parser.push).flatMap(route);
  /** A last line without its end may be half a number: it counts for a message that was cut off, not as a print. */
  const end = (): readonly string[] =>
    [...splitter.end().flatMap(parser.push), ...parser.end()]
      .filter(({ kind }) => kind === "message" || !sanyDone)
      .flatMap(route);
  return { push, end, messages: store.all, sanyText: () => sanyText };
};
