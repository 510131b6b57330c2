import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { DraftBlock, DraftStep, SuiteDraft } from "./suiteDraft.ts";
import { SuiteSyntaxError } from "./suiteProblems.ts";

/** Numbers of states and labels by the names that a suite gives them. */
export interface Names {
  readonly states: ReadonlyMap<string, number>;
  readonly labels: ReadonlyMap<string, number>;
}

/** The number of something; a name that nothing has is a mistake in its line. */
export const numberOf = (numbers: ReadonlyMap<string, number>, id: string, line: number): number => {
  const number = numbers.get(id);
  if (number === undefined) throw new SuiteSyntaxError(line, `there is no ${JSON.stringify(id)}`);
  return number;
};

/** The tests of a draft as paths of the graph. */
export const testsOf = (draft: SuiteDraft, names: Names, graph: StateGraph): readonly Int32Array[] => {
  const initial = new Set(graph.initial);
  const findEdge = edgeFinder(graph, names);
  let before: readonly number[] = [];
  return draft.tests.map((test) => {
    let state = numberOf(names.states, test.id, test.line);
    if (!initial.has(state)) throw new SuiteSyntaxError(test.line, `${test.id} is no initial state`);
    const edges = [...sharedSteps(test, before)];
    const [first, last] = [edges[0], edges.at(-1)];
    if (first !== undefined && endOf(graph.from, first) !== state)
      throw new SuiteSyntaxError(test.line, `the test above does not begin in ${test.id}`);
    if (last !== undefined) state = endOf(graph.to, last);
    for (const step of test.steps) {
      const edge = findEdge(state, step);
      edges.push(edge);
      state = endOf(graph.to, edge);
    }
    before = edges;
    return Int32Array.from(edges);
  });
};

/** The steps that a test has in common with the one before, as its line says. */
const sharedSteps = ({ values, line }: DraftBlock, before: readonly number[]): readonly number[] => {
  const [shared] = values;
  if (shared === undefined) return [];
  const count = /^\+\d{1,9}$/.test(shared) ? Number(shared) : 0;
  if (values.length === 1 && count > 0 && count <= before.length) return before.slice(0, count);
  throw new SuiteSyntaxError(line, `the test above does not have ${JSON.stringify(shared)} steps`);
};

/** An edge by what it is. Of several alike each has its turn, so that tests that take all of them still do. */
const edgeFinder = (graph: StateGraph, names: Names): ((state: number, step: DraftStep) => number) => {
  const turns = new Map<number, number>();
  return (state, { label, target, line }) => {
    const kind = numberOf(names.labels, label, line);
    const wanted = target === undefined ? undefined : numberOf(names.states, target, line);
    const alike = [...edgesFrom(graph, state)].filter(
      (edge) =>
        endOf(graph.label, edge) === kind && (wanted === undefined || endOf(graph.to, edge) === wanted),
    );
    const [first] = alike;
    if (first === undefined) throw new SuiteSyntaxError(line, "the graph has no such step there");
    if (alike.some((edge) => endOf(graph.to, edge) !== endOf(graph.to, first)))
      throw new SuiteSyntaxError(line, `${label} leads to several states there, and none is named`);
    const turn = turns.get(first) ?? 0;
    turns.set(first, turn + 1);
    return alike[turn % alike.length] ?? first;
  };
};
