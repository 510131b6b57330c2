import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Place } from "../tla/expression.ts";
import type { Figures } from "../tlc/figures.ts";
import { DotSyntaxError } from "./dump/dot.ts";
import type { LoadedTable } from "./dump/loadGraph.ts";
import type { GraphLimits } from "./dump/graphDraft.ts";
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
          ...lineOf(shape.unnamed?.[0], specFile),
          message: `${unnamedText(shape)}: edges of the graph could not say which step they are`,
          repair:
            "Give each of them a name: an operator with the step as its body, such as Move(p, q) == ..., and \\E p, q \\in Place : Move(p, q).",
        },
      ];

/** Which disjuncts: those of other modules with the module's name. */
const unnamedText = ({ anonymous, unnamed = [] }: LoadedSpec["shape"]): string => {
  const places = unnamed.map(({ module, line }) => `${module}:${line}`);
  const where = places.length === 0 ? "" : ` (${places.join(", ")})`;
  return anonymous === 1
    ? `1 disjunct of the next-state relation${where} is no named operator`
    : `${anonymous} disjuncts of the next-state relation${where} are no named operators`;
};

const lineOf = (place: Place | undefined, specFile: string): Pick<Problem, "line"> =>
  place !== undefined && place.line > 0 && path.basename(specFile, ".tla") === place.module
    ? { line: place.line }
    : {};

/** Of a model that allows no state everything would be true. */
export const noStates = ({ specFile, behaviour }: LoadedSpec): Problem => ({
  code: "SPC056",
  file: specFile,
  message: `no state satisfies the initial predicate, ${behaviour.init.slice(0, 80)}, inside the constraints: there is nothing to explore`,
  repair:
    "Look for a conjunct that is never true with these constants, or a constraint that no initial state keeps.",
});

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

/** The graph must be whole: as many states as TLC counted, and of a search made in one go as many steps. */
export const wrongFigures = (
  { table: { states, beyond }, steps }: Pick<LoadedTable, "table" | "steps">,
  { distinct, generated, initialGenerated }: Figures,
  { file, isGoneOnWith }: { readonly file: string; readonly isGoneOnWith: boolean },
): readonly Problem[] => {
  const counted = generated === null || initialGenerated === null ? steps : generated - initialGenerated;
  const isOff = !isGoneOnWith && steps !== counted;
  if (distinct === states + beyond && !isOff) return [];
  const message = isOff
    ? `TLC counted ${counted} steps but wrote ${steps}`
    : `TLC counted ${distinct ?? "no"} distinct states but wrote ${states + beyond}`;
  return [
    {
      ...{ code: "TLC050", file, message },
      repair:
        "Look for room on the disk and run it again; if it stays so, keep the run folder and report it.",
    },
  ];
};

/** The dump cannot be read to its end, which TLC does not notice: it goes on where a disk is full. */
export const brokenGraph = (table: TableGraph, { message }: DotSyntaxError, file: string): Problem => ({
  code: "INC050",
  file,
  message: `TLC's dump of the state graph cannot be read to its end: ${message}; the graph is a part: ${partText(table)}`,
  repair: "Look for room on the disk, and run it again; if TLC wrote it so, keep the dump and report it.",
});

/** TLC gave up before it had seen everything. */
export const unfinished = (message: string, runDir: string, repair = MORE): Problem => ({
  ...{ code: "INC050", file: runDir, message, repair },
});

const MORE = "Take smaller constants, or allow more with --timeout and --memory.";

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
      repair:
        "Look for room on the disk and run it again; if it stays so, keep the run folder and report it.",
    };
  };
