import type { Command } from "commander";
import type { CommandContext, CommandResult, CommonOptions } from "./commands/options.ts";

// A command's code is loaded when it runs: help must appear at once, and the trace schema alone costs 0.2 s.

export const EXAMPLES = `
Examples:
  conformance run --quick                                    the whole idea in about a minute
  conformance check traces/valid                             are these traces behaviours of the spec?
  conformance check run.ndjson --spec Queue.tla --cfg Queue.cfg    your own spec, without any code
  conformance explain traces/invalid/votes-twice.ndjson      why not?
  conformance model --target published --cfg two-servers --json
  conformance replay --target election

Exit codes: 0 conforms, 1 diverges, 2 inconclusive, 64 usage, 65 bad input, 70 tool failure.`;

const CHECK_EXAMPLE = `
Example: which rows of the spec did these traces never take?
  conformance check traces/valid --coverage
A branch is a way through \\/, IF or CASE in an action, also inside the operators it applies.`;

const RECORD_EXAMPLES = `
Examples:
  conformance record --random --nodes 3 --seed 7 --out runs/random.ndjson
  conformance record --driver tcp --nodes 3 --seed 7 --duration 5000 --faults --out runs/tcp.ndjson
  conformance record --driver tcp --scenario my.scenario --out runs/tcp.ndjson

With --driver tcp each node is a process of its own that writes a trace of its own into --out-dir; --out is what they
make together. Timers and scenarios run 40 times as fast as the product; in real time no two runs are alike.`;

/** How cli.ts carries a command out. */
export type Perform = (
  options: CommonOptions,
  action: (context: CommandContext) => Promise<CommandResult>,
) => Promise<void>;

/** All subcommands, with their options and help. */
export const addCommands = (program: Command, perform: Perform): void => {
  addRun(program, perform);
  addTraceCommands(program, perform);
  addSpecCommands(program, perform);
  addRecord(program, perform);
  common(program.command("doctor"))
    .description("Java, TLC, versions, features, cache; one line of repair each")
    .action((options: CommonOptions) =>
      perform(options, async (context) => (await import("./commands/doctor.ts")).doctor(options, context)),
    );
};

const addRun = (program: Command, perform: Perform): void => {
  common(program.command("run"))
    .description("the main job: models, fresh traces, validation, graphs, replay, self-test")
    .option("--quick", "smaller models and fewer traces")
    .action((options: CommonOptions & { quick?: boolean }) =>
      perform(options, async (context) => (await import("./commands/run.ts")).run(options, context)),
    );
};

const addTraceCommands = (program: Command, perform: Perform): void => {
  common(program.command("check"))
    .description("validate traces: files, or folders of *.ndjson")
    .argument("<paths...>")
    .option("--coverage", "also count how often each action of the spec and each of its branches was taken")
    .addHelpText("after", CHECK_EXAMPLE)
    .action((paths: string[], options: CommonOptions & { coverage?: boolean }) =>
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
};

const addSpecCommands = (program: Command, perform: Perform): void => {
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
};

const addRecord = (program: Command, perform: Perform): void => {
  common(program.command("record"))
    .description("run the implementation and write a trace")
    .option("--scenario <file>", "play a scenario")
    .option("--random", "play a random schedule")
    .option("--nodes <n>", "nodes of a random schedule, 1 to 9 (default 3)")
    .option(
      "--steps <n>",
      "events of a random schedule (default 60); tcp: of all processes together (default 20000)",
    )
    .option("--driver <name>", "simulated (default), or tcp: one process a node, on this machine")
    .option("--duration <ms>", "tcp: real milliseconds of a run without scenario (default 5000)")
    .option(
      "--faults",
      "break connections, crash, stop, change quorums at random; tcp: kill, pause, stop, change quorums",
    )
    .option(
      "--term-memory <kind>",
      "what a crash leaves of the term: durable (default), ledger (not tcp), volatile",
    )
    .option("--mutant <name>", "run with a deliberate bug")
    .option("--bridge <ids>", "published: differences to pass over, joined by commas (docs/findings.md)")
    .option("--out <path>", "the file to write (default traces/recorded/...)")
    .option("--force", "replace an existing file")
    .addHelpText("after", RECORD_EXAMPLES)
    .action((options: CommonOptions) =>
      perform(options, async (context) => (await import("./commands/record.ts")).record(options, context)),
    );
};

const common = (command: Command): Command =>
  command
    .option("--target <name>", "a system of this repository: election (default; run: all of them), published")
    .option("--spec <file>", "a TLA+ module instead of a target's")
    .option("--cfg <file>", "a TLC configuration; with --target also the name of one of its own")
    .option("--config <file>", "a JSON file with spec and cfg")
    .option("--json", "one JSON document on stdout, nothing else")
    .option("--out-dir <dir>", "where everything is kept (default runs/<time>-<command>-<pid>)")
    .option("--jobs <n>", "parallel runs of TLC, or workers of one (default: cores)")
    .option("--timeout <seconds>", "limit of one TLC run (default 600)")
    .option("--memory <mib>", "heap of one TLC run (default 2048)")
    .option("--seed <n>", "seed of everything random")
    .option("--no-cache", "accepted for later: nothing but the jar is cached so far")
    .option("--tla2tools <path>", "the tla2tools.jar to use")
    .option("--verbose", "tell more");
