import { edgesFrom, endOf, type StateGraph } from "../graph/stateGraph.ts";
import type { LeafDifference } from "../tla/difference.ts";
import { counted } from "../report/lines.ts";
import { ACTION_PATH } from "./compare.ts";
import type { Performed, StepDifference } from "./driver.ts";
import { judgePerformed, leavesOf, whyOf, type EdgeOutcome, type Engine } from "./judge.ts";
import type { ReplayWhy } from "./replayReport.ts";

type Taken<World> = Extract<Performed<World>, { kind: "taken" }>;

interface Question<World> {
  readonly world: World;
  readonly step: StepDifference["step"];
  readonly edge: number;
}

/**
 * Judges all that the implementation may do where the spec has an edge. Each outcome must be one of the spec's under
 * that label, or excused; the edge is taken when one leads to its target. It may also refuse, for the spec forces nobody
 * to take a step, but not always.
 */
export const judgeOutcomes = <World>(
  engine: Engine<World>,
  question: Question<World>,
  outcomes: readonly Performed<World>[],
): EdgeOutcome<World> => {
  const { driver } = engine;
  const taken = outcomes.filter((outcome) => outcome.kind === "taken");
  const [first] = outcomes;
  if (taken.length === 0)
    return judgePerformed(driver, question, first ?? { kind: "refused", reason: "it does nothing there" });
  let found: EdgeOutcome<World> = { kind: "unobserved" };
  for (const outcome of taken) {
    const judged = judgeOutcome(engine, question, outcome);
    if (judged.kind === "different") return judged;
    if (found.kind === "unobserved") found = judged;
  }
  return found;
};

const judgeOutcome = <World>(
  { graph, driver }: Engine<World>,
  question: Question<World>,
  outcome: Taken<World>,
): EdgeOutcome<World> => {
  const judged = judgePerformed(driver, question, outcome);
  if (judged.kind !== "different") return judged;
  const { step, edge } = question;
  const actual = driver.project(outcome.world);
  const others = siblings(graph, edge).map((sibling) => {
    const after = graph.stateOf(endOf(graph.to, sibling));
    return leavesOf({ ...step, after }, outcome, actual);
  });
  const leaves = others.reduce(fewer);
  // Where it goes when it leaves the model's constraint, the graph does not say.
  const unknown = graph.cutLabels(endOf(graph.from, edge)).includes(endOf(graph.label, edge));
  if (leaves.length === 0 || (unknown && leaves.every(({ path }) => path !== ACTION_PATH)))
    return { kind: "unobserved" };
  return { kind: "different", why: [beyondWhy(others.length), ...leaves.map(whyOf)] };
};

/** All edges of the same label out of the same state, the edge itself included. */
const siblings = (graph: StateGraph, edge: number): readonly number[] =>
  [...edgesFrom(graph, endOf(graph.from, edge))].filter(
    (other) => endOf(graph.label, other) === endOf(graph.label, edge),
  );

const fewer = (
  left: readonly LeafDifference[],
  right: readonly LeafDifference[],
): readonly LeafDifference[] => (right.length < left.length ? right : left);

const beyondWhy = (steps: number): ReplayWhy => ({
  kind: "outcome",
  reason: `one of the things that it may do is none of the spec's ${counted(steps, "outcome")} there; the nearest differs so:`,
});
