import type { Cover } from "../../graph/cover/cover.ts";
import { compareTexts, variablesOf } from "../../graph/stateDigest.ts";
import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";
import { canonicalText } from "../../tla/value.ts";
import { normalGraph, type NormalGraph } from "./normalGraph.ts";
import { labelIds } from "./labelIds.ts";
import { sha256 } from "../../cache/entry.ts";
import { shortIds } from "./shortIds.ts";
import { SUITE_FORMAT, type SuiteHead } from "./suite.ts";

/** What a suite is made of; `cover` is asked for tests that take every edge of the graph in its normal order. */
export interface SuiteParts {
  readonly head: SuiteHead;
  readonly graph: StateGraph;
  readonly cover: (graph: StateGraph) => Cover;
}

/**
 * The data of a suite, line by line without line ends, all but the last line. Equal graphs give equal lines, however
 * they are numbered; states, values and labels have names that do not depend on how many others there are.
 */
export function* suiteLines({ head, graph, cover }: SuiteParts): Generator<string> {
  const normal = normalGraph(graph);
  const tests = cover(normal.graph);
  const names = namesOf(normal);
  yield* headLines(head, normal.graph, tests);
  for (const [index, variable] of names.variables.entries()) {
    yield* ["", `variable ${variable}`];
    yield* valueLines(names.columns[index] ?? new Map());
  }
  for (const [index, { action, args }] of normal.graph.labels.entries()) {
    yield* ["", `label ${names.labels[index] ?? ""} ${action}`];
    for (const [parameter, value] of Object.entries(args)) yield `  ${parameter} = ${canonicalText(value)}`;
  }
  yield "";
  for (const state of normal.graph.initial) yield `initial ${names.states[state] ?? ""}`;
  yield "";
  for (let state = 0; state < normal.graph.states; state += 1) yield* stateLines(normal.graph, names, state);
  yield "";
  yield* testLines(normal.graph, names, tests);
  yield "";
}

interface Names {
  readonly states: readonly string[];
  readonly labels: readonly string[];
  readonly variables: readonly string[];
  /** By variable: text of a value -> its name. */
  readonly columns: readonly ReadonlyMap<string, string>[];
}

const namesOf = ({ graph, digests }: NormalGraph): Names => {
  const variables = graph.states === 0 ? [] : variablesOf(graph.stateOf(0));
  return {
    states: shortIds(digests, 6),
    labels: labelIds(graph.labels),
    variables,
    columns: variables.map((variable) => columnOf(graph, variable)),
  };
};

const columnOf = (graph: StateGraph, variable: string): ReadonlyMap<string, string> => {
  const seen = new Set<string>();
  for (let state = 0; state < graph.states; state += 1) seen.add(valueTextOf(graph, state, variable));
  const texts = [...seen].sort(compareTexts);
  const ids = shortIds(texts.map(sha256), 3);
  return new Map(texts.map((text, index) => [text, ids[index] ?? ""]));
};

const valueTextOf = (graph: StateGraph, state: number, variable: string): string => {
  const value = graph.stateOf(state).get(variable);
  if (value === undefined) throw new Error(`a state has no value of ${variable}`);
  return canonicalText(value);
};

function* headLines(head: SuiteHead, graph: StateGraph, cover: Cover): Generator<string> {
  const { states, edges, initial, beyond } = graph;
  const { tests, steps, minTests, minSteps, exact } = cover.figures;
  const figures = {
    ...{ states, edges, initial: initial.length, beyond },
    ...{ tests, steps, minTests, minSteps, exact: exact ? 1 : 0 },
  };
  yield SUITE_FORMAT;
  yield "# A state graph of TLC's and tests that take every edge of it. Written by the command below, not by hand.";
  yield "# state NAME VALUES, below it the steps that it has: label and next state, or cut: outside the constraint.";
  yield "# test INITIAL-STATE, below it its steps: label, and next state where there are several. +5: after the first five";
  yield "# steps of the test above.";
  yield `name ${head.name}`;
  yield `command ${JSON.stringify(head.command)}`;
  for (const { file, digest } of head.sources) yield `source ${digest} ${JSON.stringify(file)}`;
  for (const action of head.actions.toSorted(compareTexts)) yield `action ${action}`;
  for (const name of head.modelValues.toSorted(compareTexts)) yield `model-value ${name}`;
  for (const [name, figure] of Object.entries(figures)) yield `figure ${name} ${figure}`;
}

function* valueLines(column: ReadonlyMap<string, string>): Generator<string> {
  for (const [text, id] of column) yield `  ${id} ${text}`;
}

function* stateLines(graph: StateGraph, names: Names, state: number): Generator<string> {
  const values = names.variables.map((variable, index) =>
    names.columns[index]?.get(valueTextOf(graph, state, variable)),
  );
  yield ["state", names.states[state], ...values].join(" ");
  for (const edge of edgesFrom(graph, state)) yield stepLine(graph, names, edge);
  for (const label of graph.cutLabels(state)) yield `  ${names.labels[label] ?? ""} cut`;
}

const stepLine = (graph: StateGraph, names: Names, edge: number): string =>
  `  ${names.labels[endOf(graph.label, edge)] ?? ""} ${names.states[endOf(graph.to, edge)] ?? ""}`;

/**
 * In the order of their steps. What a test has in common with the one before is not said again: tests share most of their
 * beginnings.
 */
function* testLines(graph: StateGraph, names: Names, { tests }: Cover): Generator<string> {
  let before: Int32Array = new Int32Array(0);
  for (const test of [...tests].sort(bySteps)) {
    const [first] = test;
    if (first === undefined) continue;
    const start = names.states[endOf(graph.from, first)] ?? "";
    const shared = sharedSteps(before, test);
    yield shared === 0 ? `test ${start}` : `test ${start} +${shared}`;
    for (const edge of test.subarray(shared)) yield testStepLine(graph, names, edge);
    before = test;
  }
}

/** Edges of a normal graph are in the order of what they are. */
const bySteps = (left: Int32Array, right: Int32Array): number => {
  const shared = sharedSteps(left, right);
  return (left[shared] ?? -1) - (right[shared] ?? -1);
};

const sharedSteps = (left: Int32Array, right: Int32Array): number => {
  const differing = left.findIndex((edge, index) => edge !== right[index]);
  return differing < 0 ? left.length : differing;
};

/** The next state is said only where the label leaves a choice. */
const testStepLine = (graph: StateGraph, names: Names, edge: number): string => {
  const label = endOf(graph.label, edge);
  const targets = new Set<number>();
  for (const other of edgesFrom(graph, endOf(graph.from, edge)))
    if (endOf(graph.label, other) === label) targets.add(endOf(graph.to, other));
  return targets.size > 1 ? stepLine(graph, names, edge) : `  ${names.labels[label] ?? ""}`;
};
