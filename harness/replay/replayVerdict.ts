import type { CoverFigures, CoverSlice } from "../graph/cover/cover.ts";
import type { StateGraph } from "../graph/stateGraph.ts";
import { counted } from "../report/lines.ts";
import type { Problem } from "../../traces/problem.ts";
import type { Refusals } from "./negative.ts";
import type { Walked } from "./positive.ts";
import type { ReplayReport, UnobservedReport } from "./replayReport.ts";
import type { Sample } from "./sample.ts";

/** All that a replay has shown. */
export interface ReplayOutcome {
  readonly graph: StateGraph;
  readonly walked: Walked;
  readonly refusals: Refusals;
  readonly sample: Sample;
  readonly unobserved: UnobservedReport;
  readonly failed: boolean;
  /** Of the tests; absent where they were to take every edge. */
  readonly cover?: CoverFigures;
}

/**
 * Nothing failed: then a graph without edges asks nothing, one that TLC did not finish not all, and edges that were never
 * taken leave it open, unless the target leaves their choice to the implementation, or the tests were not meant to take
 * them and did all that they were meant to. A sample of the forbidden steps is
 * enough, and a warning says so; none at all is not.
 */
export const verdictOf = (outcome: ReplayOutcome): ReplayReport["verdict"] => {
  const { graph, refusals, sample, failed } = outcome;
  if (failed) return "diverges";
  const asked =
    sample.pairs === 0 ||
    (sample.rate > 0 && (refusals.missed === 0 || onlyByChoice(outcome) || isPartMeant(outcome)));
  const whole = graph.edges > 0 && graph.isUnexplored === undefined;
  return whole && asked && isCovered(outcome) ? "conforms" : "inconclusive";
};

const isCovered = (outcome: ReplayOutcome): boolean =>
  outcome.walked.covered === outcome.graph.edges || onlyByChoice(outcome) || isPartMeant(outcome);

/** Tests that leave edges out by intent did all that they were made for. What a number of steps left out nobody meant. */
const isPartMeant = (outcome: ReplayOutcome): boolean =>
  isLeftOutByIntent(outcome) && outcome.walked.covered === outcome.graph.edges - outcome.walked.unwanted;

const isLeftOutByIntent = ({ cover, walked }: ReplayOutcome): boolean =>
  cover !== undefined &&
  cover.slice === undefined &&
  cover.goal.covered === cover.goal.total &&
  walked.unwanted > 0;

/** Whether all that nobody has seen, and was to see, lies behind choices that the target leaves to the implementation. */
const onlyByChoice = (outcome: ReplayOutcome): boolean =>
  outcome.walked.covered < outcome.graph.edges &&
  (outcome.walked.unwanted === 0 || isLeftOutByIntent(outcome)) &&
  isAllChosen(outcome);

const isAllChosen = ({ unobserved }: ReplayOutcome): boolean =>
  unobserved.edges > 0 && unobserved.chosen === unobserved.edges;

/** What the verdict does not stand for. */
export const warningsOf = (outcome: ReplayOutcome, seed: number): readonly Problem[] => [
  ...(outcome.graph.edges === 0 && outcome.graph.isUnexplored === undefined ? [NO_STEP] : []),
  ...coverWarnings(outcome),
  ...sampleWarnings(outcome, seed),
  ...unobservedWarnings(outcome),
];

const NO_STEP: Problem = {
  code: "INC083",
  message: "the model takes no step from its initial states: nothing was replayed",
  repair:
    "Raise the bounds of the configuration, or see with conformance graph what keeps its actions from happening.",
};

const coverWarnings = (outcome: ReplayOutcome): readonly Problem[] => {
  const { cover, walked, graph, refusals } = outcome;
  if (cover?.mode === undefined || walked.unwanted === 0) return [];
  const missed = refusals.missed === 0 ? "" : ` and ${counted(refusals.missed, "forbidden step")} not tried`;
  if (cover.slice !== undefined) return sliceWarnings(cover.slice, cover.symmetry?.proven ?? [], missed);
  const message = `${walked.unwanted} of ${graph.edges} edges not taken${missed} (cover ${cover.mode}); the verdict says nothing of them`;
  const code = cover.goal.covered === cover.goal.total ? "VAC022" : "INC082";
  return [{ code, message, repair: "Leave --cover out to take every edge." }];
};

/** Two kinds of what is not known: what the model alone says is alike, and what nothing stands for. */
const sliceWarnings = (
  { maxSteps, edges, alike, open, classes }: CoverSlice,
  proven: readonly (readonly string[])[],
  missed: string,
): readonly Problem[] => {
  const names = proven.map((set) => set.join(", ")).join("; ");
  const part = (count: number): string => `${count} of ${edges} edges not taken`;
  const like: Problem = {
    code: "INC052",
    message: `${part(alike)}${open === 0 ? missed : ""}: each is one that was taken but for the names ${names}, which the model does not tell apart (proven, ${classes} classes); that the implementation treats them alike nobody has shown`,
    repair: `Take all with a larger --max-steps than ${maxSteps}; if nodes are alike in the implementation by its making, --cover symmetry takes that for enough.`,
  };
  const rest: Problem = {
    code: "INC053",
    message: `${part(open)}${missed}: --max-steps ${maxSteps} does not allow more${proven.length === 0 ? ", and no names were proven alike" : `, and none that is alike but for ${names} was taken`}`,
    repair: "Allow more with --max-steps, take smaller constants, or another --cover, such as actions.",
  };
  return [...(alike === 0 ? [] : [like]), ...(open === 0 ? [] : [rest])];
};

const sampleWarnings = ({ sample, refusals }: ReplayOutcome, seed: number): readonly Problem[] => {
  const { rate, pairs } = sample;
  if (rate === 0)
    return [
      {
        code: "INC080",
        message: `no step that the spec does not have was asked for; there are ${pairs} of them`,
        repair: "Leave --negative out, or give it a rate such as 0.01.",
      },
    ];
  if (rate === 1) return [];
  const message = `${refusals.checked} of ${pairs} steps that the spec does not have were asked for (rate ${rate}, seed ${seed}); the verdict says nothing of the others`;
  return [{ code: "VAC020", message, repair: "Ask for all of them with --negative all." }];
};

const unobservedWarnings = ({ unobserved, walked, graph }: ReplayOutcome): readonly Problem[] => {
  const { edges, chosen, actions } = unobserved;
  if (edges === 0) return [];
  const list = Object.entries(actions).map(([action, count]) => `${count} of ${action}`);
  const behind = graph.edges - walked.covered - edges;
  const message = `the implementation never took ${counted(edges, "edge")} (${list.join(", ")}): it always chose another outcome that the spec allows; ${counted(behind, "edge")} behind were not tried`;
  return chosen === edges
    ? [{ code: "VAC021", message, repair: "Nothing, if the implementation is to make these choices itself." }]
    : [
        {
          code: "INC081",
          message,
          repair:
            "List all that it may do in `outcomes`, or name the actions whose choice is its own in `chooses`.",
        },
      ];
};
