import type { Command } from "commander";
import { common, type Perform } from "./cliCommon.ts";
import { addGraphCommands } from "./cliGraphs.ts";
import type { CommonOptions } from "./commands/options.ts";

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
Examples: which rows of the spec did these traces never take? the same, kept, and no warning allowed;
the network may lose messages; one file a node
  conformance check traces/valid --coverage
  conformance check traces/valid --strict --coverage-out all.json --lcov spec.info
  conformance check run.ndjson --spec Net.tla --cfg Net.cfg --silent Lose --max-silent 4
  conformance check --merge s1.ndjson s2.ndjson s3.ndjson --config conformance.config.json
A branch is a way through \\/, IF or CASE in an action, also inside the operators it applies.`;

const RECORD_EXAMPLES = `
Examples:
  conformance record --random --nodes 3 --seed 7 --out runs/random.ndjson
  conformance record --driver tcp --nodes 3 --seed 7 --duration 5000 --faults --out runs/tcp.ndjson
  conformance record --driver tcp --scenario my.scenario --out runs/tcp.ndjson

With --driver tcp each node is a process of its own that writes a trace of its own into --out-dir; --out is what they
make together. Timers and scenarios run 40 times as fast as the product; in real time no two runs are alike.`;

/** All subcommands, with their options and help. */
export const addCommands = (program: Command, perform: Perform): void => {
  addRun(program, perform);
  addTraceCommands(program, perform);
  addCoverage(program, perform);
  addMutate(program, perform);
  addShrink(program, perform);
  addSpecCommands(program, perform);
  addGraphCommands(program, perform);
  addRecord(program, perform);
  common(program.command("doctor"))
    .description("Java, TLC, versions, features, cache; one line of repair each")
    .option("--clear-cache", "first forget all verdicts that checks have kept")
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
  declaring(program.command("check"))
    .description("validate traces: files, or folders of *.ndjson")
    .argument("<paths...>")
    .option("--coverage", "also count how often each action of the spec and each of its branches was taken")
    .option("--coverage-out <file>", "add the coverage to a file, which need not be there yet")
    .option("--lcov <file>", "write the coverage line by line, as lcov and genhtml read it")
    .option("--strict", "exit 1 where there is any warning (docs/vacuity.md)")
    .option("--merge", "the files named, and those of each folder, are one run each: one file a node, say")
    .addHelpText("after", CHECK_EXAMPLE)
    .action((paths: string[], options: CommonOptions & { coverage?: boolean }) =>
      perform(options, async (context) =>
        (await import("./commands/check.ts")).check(paths, options, context),
      ),
    );
  declaring(program.command("explain"))
    .description("why a trace diverges: event, frontier, false conjunct, values")
    .argument("<traces...>")
    .option("--merge", "the files named, and those of each folder, are one run each")
    .option("--strict", "exit 1 where there is any warning, too")
    .action((traces: string[], options: CommonOptions & { merge?: boolean }) =>
      perform(options, async (context) =>
        (await import("./commands/explain.ts")).explain(traces, options, context),
      ),
    );
};

const COVERAGE_EXAMPLE = `
Examples: what did these checks take of the spec, all together?
  conformance coverage runs
  conformance coverage monday.json tuesday.json --lcov spec.info --out all.json
A folder stands for its coverage.json, or for those of the folders in it.`;

const addCoverage = (program: Command, perform: Perform): void => {
  program
    .command("coverage")
    .description("add up what several checks with --coverage have covered of one spec")
    .argument("<paths...>")
    .option("--lcov <file>", "write it line by line, as lcov and genhtml read it")
    .option("--out <file>", "add it to a file, which need not be there yet")
    .option("--json", "one JSON document on stdout, nothing else")
    .addHelpText("after", COVERAGE_EXAMPLE)
    .action((paths: string[], options: { lcov?: string; out?: string; json?: boolean }) =>
      perform(options, async () => (await import("./commands/coverage.ts")).coverage(paths, options)),
    );
};

const MUTATE_EXAMPLES = `
Examples: how much would these traces notice?
  conformance mutate traces/valid --seed 7
  conformance mutate run.ndjson --spec Queue.tla --cfg Queue.cfg --operators value,argument --limit 50 --out survivors
A survivor is a trace with a mistake that the spec allows all the same; docs/mutation.md says how to read the score.`;

const addMutate = (program: Command, perform: Perform): void => {
  declaring(program.command("mutate"))
    .description("make mistakes in conforming traces: which would go unnoticed, and how many?")
    .argument("<paths...>")
    .option("--operators <names>", "only these, joined by commas (default: all ten)")
    .option("--limit <n>", "mutants of each trace by each operator (default 10)")
    .option("--min-score <percent>", "exit 1 when a smaller share is noticed")
    .option("--out <dir>", "write the survivors that are not equivalent to their originals")
    .addHelpText("after", MUTATE_EXAMPLES)
    .action((paths: string[], options: CommonOptions) =>
      perform(options, async (context) =>
        (await import("./commands/mutate.ts")).mutate(paths, options, context),
      ),
    );
};

const SHRINK_EXAMPLE = `
Example: the shortest trace that diverges for the same reason
  conformance shrink traces/invalid/votes-twice.ndjson --out shorter.ndjson
It drops what comes after the divergence, nodes, ways back to the same states, events and logged values, and looks for a
shorter behaviour of the spec in the place of what comes before. Ctrl-C keeps the best so far.`;

const addShrink = (program: Command, perform: Perform): void => {
  declaring(program.command("shrink"))
    .description("the shortest trace that still diverges for the same reason")
    .argument("<trace>")
    .option("--out <file>", "the file to write (default: <trace>.shrunk.ndjson in the run folder)")
    .option("--force", "replace an existing file")
    .addHelpText("after", SHRINK_EXAMPLE)
    .action((trace: string, options: CommonOptions) =>
      perform(options, async (context) =>
        (await import("./commands/shrink.ts")).shrink(trace, options, context),
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

/** For commands that follow traces: what their events stand for. */
const declaring = (command: Command): Command =>
  common(command)
    .option("--silent <names>", "actions of the spec that no event logs, joined by commas")
    .option("--max-silent <n>", "silent steps before one event; then a part of the verdict (default 3)");
