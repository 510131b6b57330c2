#!/usr/bin/env node
import { writeSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { addCommands, EXAMPLES } from "./cliCommands.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./commands/options.ts";
import { strayEnd, thrownProblem, type StrayEnd } from "./commands/strayEnd.ts";
import { createProgress } from "./progress.ts";
import { EXIT_CODES, exitCode } from "./report/exit.ts";
import { problemLines } from "./report/lines.ts";
import type { Problem } from "../traces/problem.ts";

/** Of the command that is being carried out; null when there is none. */
let pending: CommonOptions | null = null;

/**
 * Runs a command, prints its result, sets the exit code and ends the process, whatever code of the user's has left running.
 * Ctrl-C aborts it: TLC ends, what is known is printed. Once more, and nothing is waited for.
 */
const perform = async (
  options: CommonOptions,
  action: (context: CommandContext) => Promise<CommandResult>,
): Promise<void> => {
  const controller = new AbortController();
  const abort = createAbort(controller);
  // Not once: a listener that is gone when the next is called looks to harness/tlc as if nobody decided how to end.
  process.on("SIGINT", abort);
  process.on("SIGTERM", abort);
  const progress = createProgress(process.stderr);
  const giveBack = options.json === true ? keepStdout() : (): void => undefined;
  pending = options;
  try {
    const result = await action({ env: process.env, progress: progress.show, signal: controller.signal });
    progress.clear();
    giveBack();
    await print(options.json === true ? JSON.stringify(result.json, null, 2) : result.text);
    pending = null;
    process.exit(result.exitCode);
  } finally {
    pending = null;
    progress.clear();
    giveBack();
    process.off("SIGINT", abort);
    process.off("SIGTERM", abort);
  }
};

/** npm and the terminal may both send the signal for one Ctrl-C. */
const SAME_MILLISECONDS = 1000;

const createAbort = (controller: AbortController): ((signal: NodeJS.Signals) => void) => {
  let first = 0;
  return (signal) => {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > SAME_MILLISECONDS) {
      pending = null;
      process.exit(signal === "SIGINT" ? 130 : 143);
    }
  };
};

/** What code of the user's prints must not stand in the one JSON document; returns how to give stdout back. */
const keepStdout = (): (() => void) => {
  const own = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return () => {
    process.stdout.write = own;
  };
};

const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${text}\n`, () => resolve());
  });

/** Synchronous, for it also runs while the process exits. */
const tellStray = (end: StrayEnd, options: CommonOptions): number => {
  pending = null;
  const problem = strayEnd(end, options);
  tellError(problem);
  return exitCode([], [problem]);
};

const tellError = (problem: Problem): void => {
  writeNow(2, problemLines("error", problem).join("\n"));
  tellJson(problem);
};

const writeNow = (descriptor: number, text: string): void => {
  try {
    writeSync(descriptor, `${text}\n`);
  } catch {
    // Nobody reads it.
  }
};

/** Usage errors are commander's own texts; anything else that is thrown is a bug of ours, told in one line. */
const fail = (error: unknown): void => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.conforms : EXIT_CODES.usage;
    if (error.exitCode !== 0)
      tellJson({ code: "USE003", message: error.message.replace(/^error: /, ""), repair: "See --help." });
    return;
  }
  tellError(thrownProblem(error));
  if (process.env["CONFORMANCE_DEBUG"] !== undefined) console.error(error);
  process.exitCode = EXIT_CODES.tool;
};

/** Whoever asked for a JSON document gets one, even where no command began. */
const tellJson = (problem: Problem): void => {
  if (!process.argv.includes("--json")) return;
  const document = { command: null, verdict: null, errors: [problem], warnings: [] };
  writeNow(1, JSON.stringify(document, null, 2));
};

process.on("exit", () => {
  if (pending !== null) process.exitCode = tellStray({ kind: "ended" }, pending);
});
process.on("uncaughtException", (error) => {
  process.exit(tellStray({ kind: "threw", error }, pending ?? {}));
});

const program = new Command("conformance")
  .description("Checks that an implementation and its TLA+ spec tell the same story.")
  .version("0.1.0")
  .exitOverride()
  .showHelpAfterError("(conformance --help shows the commands)")
  .addHelpText("after", EXAMPLES);
addCommands(program, perform);
// A reader that has seen enough (head, less) is no reason to complain.
process.stdout.on("error", () => undefined);
program.parseAsync(process.argv).catch(fail);
