import type { Cover, CoverFigures } from "../../graph/cover/cover.ts";
import { stepsOf } from "../../graph/cover/sharedSteps.ts";
import { createIntList } from "../../graph/intList.ts";
import { hexDigest, stateDigests } from "../../graph/stateDigest.ts";
import { indexGraph, type StateGraph } from "../../graph/stateGraph.ts";
import type { TlaValue } from "../../tla/value.ts";
import type { Suite } from "./suite.ts";
import { draftLabels, type DraftBlock, type SuiteDraft } from "./suiteDraft.ts";
import { numberOf, testsOf, type Names } from "./draftTests.ts";
import { SuiteSyntaxError } from "./suiteProblems.ts";

/** The suite that a draft stands for. `end` is the line to blame for what is missing. Throws SuiteSyntaxError. */
export const finishDraft = (draft: SuiteDraft, end: number): Suite => {
  const names: Names = {
    states: numbered(draft.states),
    labels: numbered(draft.labels.map((label) => ({ ...label, line: end }))),
  };
  const graph = graphOf(draft, names);
  checkDigests(draft, graph);
  const tests = testsOf(draft, names, graph);
  const figure = (name: string): number => {
    const value = draft.figures.get(name);
    if (value === undefined) throw new SuiteSyntaxError(end, `the figure ${name} is missing`);
    return value;
  };
  const figures: CoverFigures = {
    tests: figure("tests"),
    steps: figure("steps"),
    minTests: figure("minTests"),
    minSteps: figure("minSteps"),
    exact: figure("exact") === 1,
    goal: { kind: "edges", total: graph.edges, covered: new Set(tests.flatMap((test) => [...test])).size },
  };
  checkFigures(graph, { tests, figures }, (name, found) => {
    if (figure(name) === found) return;
    throw new SuiteSyntaxError(end, `there are ${found} ${name}, not ${figure(name)}`);
  });
  const [name, command] = [draft.texts.get("name"), draft.texts.get("command")];
  if (name === undefined || command === undefined)
    throw new SuiteSyntaxError(end, "the name of the suite or its command is missing");
  const { sources, actions, modelValues } = draft;
  return { head: { name, command, sources, actions, modelValues }, graph, cover: { tests, figures } };
};

const numbered = (
  blocks: readonly { readonly id: string; readonly line: number }[],
): ReadonlyMap<string, number> => {
  const numbers = new Map<string, number>();
  for (const { id, line } of blocks) {
    if (numbers.has(id)) throw new SuiteSyntaxError(line, `${id} comes twice`);
    numbers.set(id, numbers.size);
  }
  return numbers;
};

const graphOf = (draft: SuiteDraft, names: Names): StateGraph => {
  const [from, to, label] = [createIntList(), createIntList(), createIntList()];
  const cuts = new Map<number, number[]>();
  for (const [state, { steps }] of draft.states.entries())
    for (const step of steps) {
      const kind = numberOf(names.labels, step.label, step.line);
      if (step.target === CUT) {
        cuts.set(state, [...(cuts.get(state) ?? []), kind]);
        continue;
      }
      from.push(state);
      to.push(numberOf(names.states, step.target ?? "", step.line));
      label.push(kind);
    }
  const rows = draft.states.map((block) => rowOf(draft, block));
  return indexGraph({
    states: rows.length,
    initial: draft.initial.map(({ id, line }) => numberOf(names.states, id, line)),
    labels: draftLabels(draft),
    ...{ from: from.toArray(), to: to.toArray(), label: label.toArray() },
    beyond: draft.figures.get("beyond") ?? 0,
    cutLabels: (state) => cuts.get(state) ?? [],
    stateOf: (state) => rows[state] ?? new Map(),
  });
};

/** What stands in the place of a next state outside of the model's constraint. */
const CUT = "cut";

const rowOf = (
  { variables }: SuiteDraft,
  { id, values, line }: DraftBlock,
): ReadonlyMap<string, TlaValue> => {
  if (values.length !== variables.size)
    throw new SuiteSyntaxError(line, `the state ${id} has ${values.length} values`);
  return new Map(
    [...variables].map(([variable, known], index) => {
      const value = known.get(values[index] ?? "");
      if (value === undefined) throw new SuiteSyntaxError(line, `${variable} has no such value`);
      return [variable, value];
    }),
  );
};

/** A state's name is a beginning of its digest. */
const checkDigests = ({ states }: SuiteDraft, graph: StateGraph): void => {
  const digests = stateDigests(graph);
  for (const [state, { id, line }] of states.entries())
    if (id === "" || !hexDigest(digests, state).startsWith(id))
      throw new SuiteSyntaxError(line, `${JSON.stringify(id)} is not the name of this state`);
};

const checkFigures = (
  { states, edges, initial }: StateGraph,
  { tests }: Cover,
  expect: (name: string, found: number) => void,
): void => {
  expect("states", states);
  expect("edges", edges);
  expect("initial", initial.length);
  expect("tests", tests.length);
  expect("steps", stepsOf(tests));
};
