#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { addCommands, EXAMPLES } from "./cliCommands.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./commands/options.ts";
import { createProgress } from "./progress.ts";
import { EXIT_CODES } from "./report/exit.ts";

/** Runs a command, prints its result, sets the exit code. Ctrl-C aborts it: TLC ends, what is known is printed. */
const perform = async (
  options: CommonOptions,
  action: (context: CommandContext) => Promise<CommandResult>,
): Promise<void> => {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  // Not once: a listener that is gone when the next is called looks to harness/tlc as if nobody decided how to end.
  process.on("SIGINT", abort);
  process.on("SIGTERM", abort);
  const progress = createProgress(process.stderr);
  try {
    const result = await action({ env: process.env, progress: progress.show, signal: controller.signal });
    progress.clear();
    await print(options.json === true ? JSON.stringify(result.json, null, 2) : result.text);
    process.exitCode = result.exitCode;
  } finally {
    progress.clear();
    process.off("SIGINT", abort);
    process.off("SIGTERM", abort);
  }
};

const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${text}\n`, () => resolve());
  });

/** Usage errors are commander's own texts; anything else that is thrown is a bug of ours, told in one line. */
const fail = (error: unknown): void => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.conforms : EXIT_CODES.usage;
    if (error.exitCode !== 0) tellJson("USE003", error.message, "See --help.");
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const repair = "please report this as a bug of the checker";
  console.error(`error BUG001: ${message}\n    try: ${repair}`);
  if (process.env["CONFORMANCE_DEBUG"] !== undefined) console.error(error);
  tellJson("BUG001", message, repair);
  process.exitCode = EXIT_CODES.tool;
};

/** Whoever asked for a JSON document gets one, even where no command began. */
const tellJson = (code: string, message: string, repair: string): void => {
  if (!process.argv.includes("--json")) return;
  const errors = [{ code, message: message.replace(/^error: /, ""), repair }];
  process.stdout.write(
    `${JSON.stringify({ command: null, verdict: null, errors, warnings: [] }, null, 2)}\n`,
  );
};

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
