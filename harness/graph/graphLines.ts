import { canonicalText } from "../tla/value.ts";
import { dotLines, type DotEntry } from "./dump/dot.ts";
import type { EdgeMeanings } from "./graphModule.ts";
import { endOf, type StateGraph } from "./stateGraph.ts";

/** The graph as a dot file, line by line with line ends: states by number, edges with action and arguments. */
export function* graphLines(graph: StateGraph): Generator<string> {
  for (const line of dotLines(graphEntries(graph))) yield `${line}\n`;
}

/** What reads a graph that `graphLines` wrote; steps that leave the constraint are not written. */
export const printedMeanings = ({ labels }: StateGraph): EdgeMeanings =>
  new Map(labels.map((label) => [label.text, { kind: "step", label }]));

/** The graph as entries of a dump: states, then edges. */
export function* graphEntries(graph: StateGraph): Generator<DotEntry> {
  const initial = new Set(graph.initial);
  for (let state = 0; state < graph.states; state += 1)
    yield { kind: "node", id: String(state), label: stateText(graph, state), initial: initial.has(state) };
  for (let edge = 0; edge < graph.edges; edge += 1)
    yield {
      kind: "edge",
      from: String(endOf(graph.from, edge)),
      to: String(endOf(graph.to, edge)),
      label: graph.labels[endOf(graph.label, edge)]?.text ?? "",
    };
}

const stateText = (graph: StateGraph, state: number): string =>
  [...graph.stateOf(state)].map(([name, value]) => `/\\ ${name} = ${canonicalText(value)}`).join("\n");
