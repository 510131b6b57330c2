import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Figures } from "../tlc/figures.ts";
import { DotSyntaxError } from "./dot.ts";
import type { StateGraph } from "./stateGraph.ts";

/** Steps of Next without a name: their edges would have no label to drive an implementation by. */
export const anonymousSteps = ({ specFile, shape }: LoadedSpec): readonly Problem[] =>
  shape.anonymous === 0
    ? []
    : [
        {
          code: "SPC050",
          file: specFile,
          message: `${shape.anonymous} of the disjuncts of the next-state relation are no named operators`,
          repair: "Give each of them a name: an operator with the step as its body.",
        },
      ];

/** What of the cfg is left out, and why the graph may be larger than the model's own run. */
export const graphWarnings = ({ cfg }: LoadedSpec): readonly Problem[] => [
  ...leftOut("SYMMETRY", cfg.symmetry, cfg.file),
  ...leftOut("VIEW", cfg.view, cfg.file),
];

const leftOut = (section: string, name: string | null, file: string): readonly Problem[] =>
  name === null
    ? []
    : [
        {
          code: "CFG050",
          file,
          message: `${section} ${name} is left out: a node of the graph must be one state, not one of many`,
        },
      ];

/** The graph must be whole: as many states as TLC counted. */
export const wrongFigures = (
  { states, beyond }: StateGraph,
  { distinct }: Figures,
  file: string,
): readonly Problem[] =>
  distinct === states + beyond
    ? []
    : [
        {
          code: "TLC050",
          file,
          message: `TLC counted ${distinct ?? "no"} distinct states but wrote ${states + beyond}`,
          repair: "Run it again; if it stays so, keep the run folder and report it.",
        },
      ];

/** TLC gave up before it had seen everything. */
export const unfinished = (message: string, runDir: string): Problem => ({
  code: "INC050",
  file: runDir,
  message,
  repair: "Take smaller constants, or allow more with --timeout and --memory.",
});

/** States whose steps TLC has not written, for it was cut short. */
export const unexploredStates = ({ states, isUnexplored }: StateGraph): number => {
  if (isUnexplored === undefined) return 0;
  let count = 0;
  for (let state = 0; state < states; state += 1) if (isUnexplored(state)) count += 1;
  return count;
};

/** What there is to say about a part of a graph, instead of that nothing is known. */
export const partialGraph = (
  graph: StateGraph,
  { problem, figures }: { readonly problem: Problem; readonly figures: Figures },
): Problem => {
  const unexplored = unexploredStates(graph);
  const queue = figures.queue === null ? "" : ` (TLC's queue held ${figures.queue} when it last said so)`;
  return {
    ...problem,
    message: `${problem.message}; the graph is a part: ${graph.states - unexplored} states with all their steps, ${unexplored} that were only found${queue}`,
  };
};

/** What a dump that cannot be read stands for; anything else is thrown on. */
export const syntaxProblem =
  (file: string) =>
  (error: unknown): Problem => {
    if (!(error instanceof DotSyntaxError)) throw error;
    return {
      code: "TLC051",
      file,
      message: `TLC's dump of the state graph cannot be read: ${error.message}`,
      repair: "Look at the dump, which is kept; if TLC wrote it so, report it.",
    };
  };
