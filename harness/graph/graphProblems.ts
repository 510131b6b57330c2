import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Figures } from "../tlc/figures.ts";
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
