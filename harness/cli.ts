#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { EXIT_CODES } from "./report/exit.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./commands/options.ts";
import { createProgress } from "./progress.ts";

// Commands are loaded when they run: the help must appear at once, and the trace schema alone costs 0.2 s.

const EXAMPLES = `
Examples:
  conformance run --quick                                    the whole idea in half a minute
  conformance check traces/valid                             are these traces behaviours of the spec?
  conformance check run.ndjson --spec Queue.tla --cfg Queue.cfg   your own spec, without any code
  conformance explain traces/invalid/stale-vote.ndjson       why not?
  conformance model --target published --cfg two-servers --json
  conformance replay --target election

Exit codes: 0 conforms, 1 diverges, 2 inconclusive, 64 usage, 65 bad input, 70 tool failure.`;

type Action = (context: CommandContext) => Promise<CommandResult>;

const main = async (): Promise<void> => {
  const program = new Command("conformance")
    .description("Checks that an implementation and its TLA+ spec tell the same story.")
    .version("0.1.0")
    .exitOverride()
    .showHelpAfterError("(conformance --help shows the commands)")
    .addHelpText("after", EXAMPLES);
  addCommands(program);
  await program.parseAsync(process.argv);
};

const addCommands = (program: Command): void => {
  common(program.command("run"))
    .description("the main job: doctor, models, fresh traces, validation, graphs, replay, self-test")
    .option("--quick", "smaller models and fewer traces: at most 40 s")
    .action((options: CommonOptions & { quick?: boolean }) =>
      perform(options, async (context) => (await import("./commands/run.ts")).run(options, context)),
    );
  common(program.command("check"))
    .description("validate traces: files, or folders of *.ndjson")
    .argument("<paths...>")
    .action((paths: string[], options: CommonOptions) =>
      perform(options, async (context) =>
        (await import("./commands/check.ts")).check(paths, options, context),
      ),
    );
  common(program.command("explain"))
    .description("why a trace diverges: event, frontier, false conjunct, values")
    .argument("<trace>")
    .action((trace: string, options: CommonOptions) =>
      perform(options, async (context) =>
        (await import("./commands/explain.ts")).explain(trace, options, context),
      ),
    );
  common(program.command("model"))
    .description("model-check a configuration, or a target's quick ones")
    .option("--all", "all of the target's configurations")
    .action((options: CommonOptions & { all?: boolean }) =>
      perform(options, async (context) => (await import("./commands/model.ts")).model(options, context)),
    );
  common(program.command("graph"))
    .description("the state graph with parameters on its edges, its figures, its cover")
    .option("--out <file>", "write the graph as JSON lines: states, then edges")
    .action((options: CommonOptions & { out?: string }) =>
      perform(options, async (context) => (await import("./commands/graph.ts")).graph(options, context)),
    );
  common(program.command("replay"))
    .description("replay a target's state graph against its implementation")
    .option("--mutant <name>", "replay against a deliberate bug")
    .action((options: CommonOptions & { mutant?: string }) =>
      perform(options, async (context) => (await import("./commands/replay.ts")).replay(options, context)),
    );
  common(program.command("record"))
    .description("run the implementation and write a trace")
    .option("--scenario <file>", "play a scenario")
    .option("--random", "play a random schedule")
    .option("--nodes <n>", "nodes of a random schedule, 1 to 9 (default 3)")
    .option("--steps <n>", "events of a random schedule (default 60)")
    .option("--driver <name>", "simulated (default)")
    .option("--mutant <name>", "run with a deliberate bug")
    .option("--out <path>", "the file to write")
    .option("--force", "replace an existing file")
    .action((options: CommonOptions) =>
      perform(options, async () => (await import("./commands/record.ts")).record(options)),
    );
  common(program.command("doctor"))
    .description("Java, TLC, versions, features, cache; one line of repair each")
    .action((options: CommonOptions) =>
      perform(options, async (context) => (await import("./commands/doctor.ts")).doctor(options, context)),
    );
};

const common = (command: Command): Command =>
  command
    .option("--target <name>", "a system of this repository: election (default), published")
    .option("--spec <file>", "a TLA+ module instead of a target's")
    .option("--cfg <file>", "a TLC configuration; with --target also the name of one of its own")
    .option("--config <file>", "a JSON file with spec and cfg")
    .option("--json", "one JSON document on stdout, nothing else")
    .option("--out-dir <dir>", "where everything is kept (default runs/<time>-<command>-<pid>)")
    .option("--jobs <n>", "parallel runs of TLC, or workers of one (default: cores)")
    .option("--timeout <seconds>", "limit of one TLC run (default 600)")
    .option("--memory <mib>", "heap of one TLC run (default 2048)")
    .option("--seed <n>", "seed of everything random")
    .option("--tla2tools <path>", "the tla2tools.jar to use")
    .option("--verbose", "tell more");

/** Runs a command, prints its result, sets the exit code. Ctrl-C aborts it: TLC ends, what is known is printed. */
const perform = async (options: CommonOptions, action: Action): Promise<void> => {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once("SIGINT", abort);
  process.once("SIGTERM", abort);
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
  if (error instanceof CommanderError || error instanceof InvalidArgumentError) {
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.conforms : EXIT_CODES.usage;
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  console.error(`error BUG001: ${message}\n    try: please report this as a bug of the checker`);
  if (process.env["CONFORMANCE_DEBUG"] !== undefined) console.error(error);
  process.exitCode = EXIT_CODES.tool;
};

process.stdout.on("error", () => undefined);
main().catch(fail);
