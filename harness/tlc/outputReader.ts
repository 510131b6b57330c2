import { appendFileSync, closeSync, openSync } from "node:fs";
import { gathered } from "./gathered.ts";
import type { ToolMessage } from "./messages.ts";
import { createOutputRouter } from "./outputRouter.ts";

/** Reads a run's two streams into its files. */
export interface OutputReader {
  readonly readOut: (stream: AsyncIterable<unknown>) => Promise<void>;
  readonly readError: (stream: AsyncIterable<unknown>) => Promise<void>;
  readonly close: () => void;
  readonly result: () => {
    readonly messages: readonly ToolMessage[];
    readonly sanyText: string;
    readonly stderrTail: string;
  };
}

export interface OutputTargets {
  readonly outFile: string;
  readonly userFile: string;
  readonly onUserLine?: (line: string) => void;
  readonly onMessage?: (message: ToolMessage) => void;
  /** False: of stdout only messages and SANY's text are kept. */
  readonly keepPrints: boolean;
}

const STDERR_TAIL = 8192;

/** Bytes are written with the synchronous call, so that they are out of this process before anybody looks at them. */
export const createOutputReader = (targets: OutputTargets): OutputReader => {
  const out = openSync(targets.outFile, "w");
  const user = openSync(targets.userFile, "w");
  const { keepPrints } = targets;
  const router = createOutputRouter((message) => {
    if (!keepPrints) appendFileSync(out, messageText(message));
    targets.onMessage?.(message);
  });
  let stderrTail = "";

  const printed = (values: readonly string[]): void => {
    if (values.length === 0) return;
    if (keepPrints) appendFileSync(user, `${values.join("\n")}\n`);
    for (const value of values) targets.onUserLine?.(value);
  };
  const readOut = async (stream: AsyncIterable<unknown>): Promise<void> => {
    for await (const chunk of gathered(stream)) {
      if (keepPrints) appendFileSync(out, chunk);
      printed(router.push(chunk));
    }
    printed(router.end());
  };
  const readError = async (stream: AsyncIterable<unknown>): Promise<void> => {
    for await (const chunk of gathered(stream)) {
      appendFileSync(out, chunk);
      stderrTail = (stderrTail + chunk.toString("utf8")).slice(-STDERR_TAIL);
    }
  };
  const close = (): void => {
    if (!keepPrints) appendFileSync(out, router.sanyText());
    [out, user].forEach((file) => closeSync(file));
  };
  return {
    ...{ readOut, readError, close },
    result: () => ({ messages: router.messages(), sanyText: router.sanyText(), stderrTail }),
  };
};

/** As TLC wrote it, but for blocks inside, which stand in the text. */
const messageText = ({ code, severity, text }: ToolMessage): string =>
  `@!@!@STARTMSG ${code}:${SEVERITY_NUMBERS[severity]} @!@!@\n${text}\n@!@!@ENDMSG ${code} @!@!@\n`;

const SEVERITY_NUMBERS: Readonly<Record<ToolMessage["severity"], number>> = {
  none: 0,
  error: 1,
  bug: 2,
  warning: 3,
  state: 4,
};
