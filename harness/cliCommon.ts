import type { Command } from "commander";
import type { CommandContext, CommandResult, CommonOptions } from "./commands/options.ts";

/** How cli.ts carries a command out. */
export type Perform = (
  options: CommonOptions,
  action: (context: CommandContext) => Promise<CommandResult>,
) => Promise<void>;

/** Options of every command that runs TLC. */
export const common = (command: Command): Command =>
  command
    .option("--target <name>", "a system of this repository: election (default; run: all of them), published")
    .option("--spec <file>", "a TLA+ module instead of a target's")
    .option("--cfg <file>", "a TLC configuration; with --target also the name of one of its own")
    .option("--config <file>", "a .json, .js, .mjs or .ts file with spec, cfg, silent, compose")
    .option("--json", "one JSON document on stdout, nothing else")
    .option("--out-dir <dir>", "where everything is kept (default runs/<time>-<command>-<pid>)")
    .option("--jobs <n>", "parallel runs of TLC, or workers of one (default: cores)")
    .option("--timeout <seconds>", "limit of one TLC run (default 600)")
    .option("--memory <mib>", "heap of one TLC run (default 2048)")
    .option("--seed <n>", "seed of everything random")
    .option("--no-cache", "judge all traces anew, explore graphs anew, keep nothing (docs/cache.md)")
    .option("--tla2tools <path>", "the tla2tools.jar to use")
    .option("--verbose", "tell more");
