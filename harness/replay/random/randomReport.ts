import type { Problem } from "../../../traces/problem.ts";
import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { Verdict } from "../../report/exit.ts";
import { labelOf } from "../judge.ts";
import { pathText, type AskedPath } from "../pathText.ts";
import type { ReplayFailure } from "../replayReport.ts";
import type { Finding } from "../walk.ts";
import type { RandomWalks, ShortDifference, WalksOptions } from "./randomWalks.ts";

/** The JSON document of `conformance replay --random`. Keys that a whole replay has too mean the same of the walks. */
export interface RandomReport {
  readonly command: "replay";
  readonly verdict: Verdict;
  readonly states: number;
  readonly edges: number;
  /** Edges that some walk took. */
  readonly edgesCovered: number;
  /** Walks. */
  readonly tests: number;
  readonly steps: number;
  /** Steps that the spec does not have and that walks asked for all the same. */
  readonly negative: Readonly<Record<"checked" | "excused" | "exempt" | "ignored", number>>;
  readonly deviations: readonly [];
  readonly failures: readonly RandomFailure[];
  readonly random: Omit<RandomWalks, "difference"> &
    Pick<WalksOptions, "length" | "seed"> & { readonly wanted: number };
  readonly warnings: readonly Problem[];
  readonly durationMs: number;
}

export interface RandomFailure extends ReplayFailure {
  /** fast-check's own way to it: the seed, the path, and how often it found a shorter walk. */
  readonly fastCheck: { readonly seed: number; readonly path: string; readonly shrinks: number };
  /** The command that follows the shortest walk and tells every step. */
  readonly follow: string;
}

/** How a failure is found again: by the same walks, or by following one path. */
export interface RandomCommands {
  readonly again: (request: { readonly walks: number; readonly seed: number }) => string;
  readonly follow: (path: string) => string;
}

/** No difference in all walks that were asked for conforms, and says nothing of other walks. */
export const randomReport = (
  graph: StateGraph,
  walked: RandomWalks,
  {
    options: { walks: wanted, length, seed },
    commands,
    durationMs,
  }: { readonly options: WalksOptions; readonly commands: RandomCommands; readonly durationMs: number },
): RandomReport => {
  const { difference, ...figures } = walked;
  const { refused, excused, exempt, ignored } = walked.asked;
  return {
    command: "replay",
    verdict: verdictOf(walked),
    states: graph.states,
    edges: graph.edges,
    ...{ edgesCovered: walked.edgesTaken, tests: walked.walks, steps: walked.steps },
    negative: { checked: refused + excused + exempt + ignored, excused, exempt, ignored },
    deviations: [],
    failures: difference === null ? [] : [failureOf(graph, difference, commands)],
    random: { ...figures, length, seed, wanted },
    warnings: warningsOf(walked, wanted),
    durationMs,
  };
};

const verdictOf = ({ difference, stopped, steps, open }: RandomWalks): Verdict => {
  if (difference !== null) return "diverges";
  return stopped === null && steps > 0 && open === 0 ? "conforms" : "inconclusive";
};

const failureOf = (
  graph: StateGraph,
  { finding, seed, walks, path, shrinks }: ShortDifference,
  { again, follow }: RandomCommands,
): RandomFailure => {
  const asked = askedPath(finding);
  const labels = [
    ...asked.edges.map((edge) => labelOf(graph, endOf(graph.label, edge)).text),
    ...(asked.forbidden === null ? [] : [labelOf(graph, asked.forbidden).text]),
  ];
  return {
    path: labels,
    step: finding.kind === "initial" ? 0 : labels.length,
    why: finding.why,
    shortest: labels,
    ...{ count: 1, examples: [labels], seed, command: again({ walks, seed }) },
    fastCheck: { seed, path, shrinks },
    follow: follow(pathText(graph, asked)),
  };
};

const askedPath = (finding: Finding): AskedPath => ({
  ...finding.path(),
  forbidden: finding.kind === "forbidden" ? finding.label : null,
});

const warningsOf = ({ stopped, walks, open }: RandomWalks, wanted: number): readonly Problem[] => [
  ...(stopped === null
    ? []
    : [
        {
          code: "INC092",
          message: `${stopped === "aborted" ? "stopped on request" : "the time is up"} after ${walks} of ${wanted} walks`,
          repair: "Ask for fewer walks, or allow more time with --timeout.",
        },
      ]),
  ...(open === 0
    ? []
    : [
        {
          code: "INC091",
          message: `in ${open} walks the implementation chose an outcome that the graph does not follow; they ended there`,
          repair: "Let the constraint of the configuration keep more of the model.",
        },
      ]),
];
