import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Figures } from "../tlc/figures.ts";
import { DotSyntaxError } from "./dot.ts";
import type { GraphLimits } from "./graphDraft.ts";
import type { StateGraph } from "./stateGraph.ts";
import type { TableGraph } from "./tableGraph.ts";

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
  { states, beyond }: TableGraph,
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

/** States whose steps are not known. */
export const unexploredStates = ({ states, isUnexplored }: StateGraph): number => {
  if (isUnexplored === undefined) return 0;
  let count = 0;
  for (let state = 0; state < states; state += 1) if (isUnexplored(state)) count += 1;
  return count;
};

/** What there is to say about the part of a graph that TLC had explored when it was cut short. */
export const partialGraph = (
  table: TableGraph,
  { problem, figures }: { readonly problem: Problem; readonly figures: Figures },
): Problem => {
  const queue = figures.queue === null ? "" : ` (TLC's queue held ${figures.queue} when it last said so)`;
  return { ...problem, message: `${problem.message}; the graph is a part: ${partText(table)}${queue}` };
};

/** A limit has been reached. */
export const slicedGraph = (table: TableGraph, limits: GraphLimits): Problem => ({
  code: "INC051",
  message: `a limit has cut the graph off (${limitText(limits)}): ${partText(table)}; what lies behind them is unknown`,
  repair:
    "Allow more with --max-states or --max-depth, take smaller constants, or look behind by chance with --simulate.",
});

const limitText = ({ states, depth }: GraphLimits): string =>
  [
    ...(states === Infinity ? [] : [`--max-states ${states}`]),
    ...(depth === Infinity ? [] : [`--max-depth ${depth}`]),
  ].join(", ");

const partText = ({ states, unexplored }: TableGraph): string => {
  const found = unexplored?.reduce((sum, one) => sum + one, 0) ?? 0;
  return `${states - found} states with all their steps, ${found} that were only found`;
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
