import { edgesFrom, endOf, type StateGraph } from "../graph/stateGraph.ts";
import { failure, success, type Result } from "../../traces/problem.ts";
import { labelOf } from "./judge.ts";
import type { Path } from "./walk.ts";

/** A way through a graph, and perhaps a step at its end that the spec does not have there. */
export interface AskedPath extends Path {
  readonly forbidden: number | null;
}

const BETWEEN = " > ";

/**
 * A path as one line that people can read and `--path` takes: `Inc(by = 1) > Take#2 > Reset`. `#2` is the second edge of
 * that label out of the same state; `init 2` at the beginning is the second initial state.
 */
export const pathText = (graph: StateGraph, { start, edges, forbidden }: AskedPath): string => {
  const begin = graph.initial.indexOf(start);
  const steps = edges.map((edge) => edgeText(graph, edge));
  const asked = forbidden === null ? [] : [labelOf(graph, forbidden).text];
  const whole = [...(begin > 0 || edges.length === 0 ? [`init ${begin + 1}`] : []), ...steps, ...asked];
  return whole.join(BETWEEN);
};

const edgeText = (graph: StateGraph, edge: number): string => {
  const same = alike(graph, endOf(graph.from, edge), endOf(graph.label, edge));
  const { text } = labelOf(graph, endOf(graph.label, edge));
  return same.length > 1 ? `${text}#${same.indexOf(edge) + 1}` : text;
};

/** The edges of a label out of a state. */
const alike = (graph: StateGraph, state: number, label: number): readonly number[] =>
  [...edgesFrom(graph, state)].filter((edge) => endOf(graph.label, edge) === label);

/** Reads what `pathText` writes. Problems: USE042, with what could come instead. */
export const readPath = (graph: StateGraph, text: string): Result<AskedPath> => {
  const [begin, number] = /^init (\d+)(?: > |$)/.exec(text.trim()) ?? [];
  const start = graph.initial[Number(number ?? "1") - 1];
  if (start === undefined)
    return wrong(`there is no initial state ${number ?? "1"}`, `There are ${graph.initial.length}.`);
  return readSteps(graph, start, text.trim().slice(begin?.length ?? 0));
};

const readSteps = (graph: StateGraph, start: number, text: string): Result<AskedPath> => {
  const byText = new Map(graph.labels.map((label, number) => [label.text, number]));
  const edges: number[] = [];
  let [state, rest] = [start, text];
  while (rest !== "") {
    const read = readLabel(byText, rest);
    if (read === null)
      return wrong(
        `step ${edges.length + 1} is no step of the model: ${rest.slice(0, 80)}`,
        enabledAt(graph, state),
      );
    const { label, which, after } = read;
    const there = alike(graph, state, label);
    const edge = there[which - 1];
    // What the model has there is no forbidden step, whatever its number.
    if (edge === undefined && (after !== "" || there.length > 0 || which !== 1))
      return wrong(
        `step ${edges.length + 1} cannot be taken there: ${rest.slice(0, 80)}`,
        enabledAt(graph, state),
      );
    if (edge === undefined && graph.isUnexplored?.(state) === true)
      return wrong(
        `step ${edges.length + 1} comes where the steps are not known, for the graph is a part`,
        "Allow more with --max-states or --max-depth.",
      );
    if (edge === undefined) return success({ start, edges, forbidden: label });
    edges.push(edge);
    [state, rest] = [endOf(graph.to, edge), after];
  }
  return success({ start, edges, forbidden: null });
};

/** A label may have anything in its strings, so that it is looked up and not taken apart. */
const readLabel = (byText: ReadonlyMap<string, number>, text: string) => {
  for (let from = 0; from <= text.length;) {
    const next = text.indexOf(BETWEEN, from);
    const end = next < 0 ? text.length : next;
    const [, name = "", which] = /^(.*?)(?:#(\d+))?$/s.exec(text.slice(0, end)) ?? [];
    const label = byText.get(name);
    const after = text.slice(end + BETWEEN.length);
    if (label !== undefined) return { label, which: Number(which ?? "1"), after };
    from = end + 1;
  }
  return null;
};

const enabledAt = (graph: StateGraph, state: number): string => {
  const texts = new Set(
    [...edgesFrom(graph, state)].map((edge) => labelOf(graph, endOf(graph.label, edge)).text),
  );
  return texts.size === 0 ? "No step leads on from there." : `Steps there: ${[...texts].join(", ")}.`;
};

const wrong = (message: string, repair: string): Result<never> =>
  failure({ code: "USE042", message: `--path: ${message}`, repair });
