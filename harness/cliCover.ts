import type { Command } from "commander";

const COVER_HELP = `
Covers: which tests are made of the graph
  edges    every edge, in the fewest steps that there can be
  states   every state
  pairs    every edge before every edge that can follow it
  actions  every action, once with each choice of arguments that it ever has
  short    every edge as early as can be, shortest tests first: something soon, but many more steps
  walks    --walks N at random, with --seed: the same ones each time
  symmetry one of all edges that are the same but for names the graph does not tell apart (proven: docs/graphs.md)
Bounds are proven: no fewer tests or steps can cover the same. Replay conforms when all is covered that a cover is for,
and says how many edges it leaves out; what random walks leave out makes it inconclusive.`;

/** For commands that make tests of a graph: which ones. */
export const covering = (command: Command): Command =>
  command
    .option("--cover <mode>", "which tests: edges (default), states, pairs, actions, short, walks, symmetry")
    .option("--walks <n>", "with --cover walks: how many (default 1000)")
    .addHelpText("after", COVER_HELP);
