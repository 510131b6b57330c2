import type { Command } from "commander";
import { common, type Perform } from "./cliCommon.ts";
import { covering } from "./cliCover.ts";
import type { CommonOptions } from "./commands/options.ts";

const GRAPH_EXAMPLES = `
Examples: what does the spec do, and what in it never happens? only so far; by chance, for five servers
  conformance graph --spec Queue.tla --cfg Queue.cfg --strict
  conformance graph --target published --max-depth 12 --no-branches
  conformance graph --target published --cfg simulate-five-servers --simulate 100 --depth 100
A graph is kept, so that the next command need not explore it; docs/graphs.md.`;

const REPLAY_EXAMPLES = `
Examples: a target; your own implementation; as tests that need no Java; only what is new; larger models; a bug
  conformance replay --target election
  conformance replay --spec Queue.tla --cfg Queue.cfg --driver driver.mjs
  conformance replay --spec Queue.tla --cfg Queue.cfg --driver driver.mjs --emit vitest --out tests/model
  conformance replay --target election --baseline election.baseline
  conformance replay --target election --cfg simulate-five-servers --simulate 100 --depth 100 --seed 1
  conformance replay --target election --cfg three-servers --max-states 20000
  conformance replay --target election --mutant votes-in-the-past
Each failure names the command that follows its path again (--path); docs/replay.md.
A model that is too large: where a limit cuts the graph off (--max-states, --max-depth, --timeout, --memory), --behind N random
behaviours look what is there; where every edge is more than --max-steps, one of all that are alike but for names is taken.
What is not covered is counted, and the verdict inconclusive (INC051 to INC053, exit 2); docs/graphs.md.`;

/** `graph` and `replay`. */
export const addGraphCommands = (program: Command, perform: Perform): void => {
  addGraph(program, perform);
  addReplay(program, perform);
};

const addGraph = (program: Command, perform: Perform): void => {
  covering(limiting(common(program.command("graph"))))
    .description("the state graph with parameters on its edges, its figures, its cover")
    .option(
      "--out <file>",
      "write the graph as a dot file, as TLC does: states, then edges with their arguments",
    )
    .option(
      "--no-branches",
      "do not look for branches of actions that no step takes, which takes a run of TLC",
    )
    .option("--strict", "exit 1 where there is any warning: actions and branches that are never taken, too")
    .option(
      "--simulate <n>",
      "not the graph, but n random behaviours: what they take, and what none of them ever could",
    )
    .option("--depth <n>", "steps of a random behaviour (default 100)")
    .addHelpText("after", GRAPH_EXAMPLES)
    .action((options: CommonOptions & { out?: string; branches?: boolean; strict?: boolean }) =>
      perform(options, async (context) => (await import("./commands/graph.ts")).graph(options, context)),
    );
};

const addReplay = (program: Command, perform: Perform): void => {
  slicing(covering(limiting(common(program.command("replay")))))
    .description("replay a target's state graph against its implementation")
    .option("--mutant <name>", "replay against a deliberate bug")
    .option(
      "--driver <file>",
      "replay against your own implementation: a .mjs, .js or .ts module (docs/replay.md)",
    )
    .option(
      "--negative <which>",
      "ask for all or none of the steps that the spec does not have, or a share: 0.01 (default: all, up to 3 million)",
    )
    .option("--path <steps>", "follow this one path and tell every step; each failure says which")
    .option(
      "--emit <kind>",
      "vitest: also write a suite that replays the graph without Java (docs/replay.md)",
    )
    .option("--out <dir>", "with --emit: the suite's folder")
    .option("--force", "with --emit: replace files of the suite's names that are no suite's")
    .option("--baseline <file>", "run only what has changed since the green replay that wrote the file")
    .option("--impl-version <text>", "with --baseline: what tells versions of the implementation apart")
    .option(
      "--simulate <n>",
      "not the graph, but n random behaviours of it, which may be too large for a graph",
    )
    .option("--depth <n>", "steps of a random behaviour (default 100)")
    .option("--random <n>", "n random walks through the graph; a failing one is made as short as can be")
    .option("--length <n>", "steps of a random walk (default 100)")
    .option("--suite <file>", "with --random: the graph of a suite that --emit wrote, without Java")
    .addHelpText("after", REPLAY_EXAMPLES)
    .action((options: CommonOptions & { mutant?: string }) =>
      perform(options, async (context) => (await import("./commands/replay.ts")).replay(options, context)),
    );
};

/** What becomes of a model that is too large for its graph, or of a graph that is too large to be replayed. */
const slicing = (command: Command): Command =>
  command
    .option(
      "--behind <n>",
      "where a limit has cut the graph off: n random behaviours of the model, at most a minute (default 200, 0: none)",
    )
    .option(
      "--max-steps <n>",
      "steps of all tests of every edge, common beginnings once; if it takes more, a part that is reported (default 10000000)",
    );

/** For commands that look at a state graph: how much of it. */
const limiting = (command: Command): Command =>
  command
    .option(
      "--max-states <n>",
      "stop TLC there; the rest is reported, and the verdict inconclusive (default 2000000)",
    )
    .option("--max-depth <n>", "only what lies within n steps of an initial state");
