import { orderOfStates, sortEdges, type EdgeArrays } from "./canonicalOrder.ts";
import { dotLines, DotSyntaxError, type DotEntry } from "./dot.ts";
import { createDumpReader, readDump, type DumpSource } from "./dumpReader.ts";
import { createDraft, type Draft, type DraftEdges } from "./graphDraft.ts";
import type { EdgeMeanings } from "./graphModule.ts";
import { at, createIntList } from "./intList.ts";
import { indexGraph, sortedBy, type StateGraph } from "./stateGraph.ts";
import { createValueView } from "./values/valueView.ts";

/**
 * Reads TLC's dump of a generated module, as a stream: the text of a state is gone when its values are stored. Rejects
 * with DotSyntaxError on anything else. Numbers do not depend on TLC's order: the same model gives the same graph. Of a
 * dump that stops in the middle, states behind the last source are unexplored: TLC, with one worker, takes states in the
 * order in which it finds them.
 */
export const loadGraph = async (source: DumpSource, meanings: EdgeMeanings): Promise<StateGraph> => {
  const { draft, add } = createDraft(meanings);
  await readDump(source, add);
  return finishGraph(draft, source.isPartial?.() === true);
};

/** Builds a graph from entries at hand, whose states may have any names. */
export const graphOf = (entries: Iterable<DotEntry>, meanings: EdgeMeanings): StateGraph => {
  const { draft, add } = createDraft(meanings);
  const reader = createDumpReader(add);
  for (const line of dotLines(withNumbers(entries))) reader.push(Buffer.from(`${line}\n`));
  reader.end();
  return finishGraph(draft, false);
};

function* withNumbers(entries: Iterable<DotEntry>): Generator<DotEntry> {
  const numbers = new Map<string, string>();
  const number = (id: string): string => {
    const known = numbers.get(id) ?? String(numbers.size);
    numbers.set(id, known);
    return known;
  };
  for (const entry of entries)
    yield entry.kind === "node"
      ? { ...entry, id: number(entry.id) }
      : { ...entry, from: number(entry.from), to: number(entry.to) };
}

/** States beyond the constraint are taken out; the steps that lead there are remembered as cut. */
const finishGraph = (draft: Draft, partial: boolean): StateGraph => {
  const { store, ids, states, beyond, labels } = draft;
  const explored = partial ? lastSource(draft) : ids.count();
  const columns = states.columns();
  const seen = numbersUpTo(ids.count()).filter((state) => isThere(draft, state, partial));
  const order = orderOfStates(
    store,
    columns,
    seen.filter((state) => beyond.at(state) === 0),
  );
  const numbers = new Int32Array(ids.count()).fill(-1);
  for (const [number, state] of order.entries()) numbers[state] = number;
  const { inside, cuts } = splitEdges(draft, numbers, explored);
  const rows = [...columns].map(([name, list]) => [name, order.map(list.at)] as const);
  const view = createValueView(store);
  return indexGraph({
    states: order.length,
    initial: [...numbersUpTo(order.length)].filter((number) => draft.initial.at(at(order, number)) === 1),
    ...{ labels, ...sortEdges(inside, order.length, labels.length), beyond: seen.length - order.length },
    cutLabels: cutLabels(cuts, order.length),
    stateOf: (state) => new Map(rows.map(([name, values]) => [name, view(at(values, state))])),
    ...(partial ? { isUnexplored: (state) => at(order, state) >= explored } : {}),
  });
};

const numbersUpTo = (count: number): Int32Array => new Int32Array(count).map((_, number) => number);

/** States up to, without, this one have all their edges in the dump. */
const lastSource = ({ steps, cuts, beyond }: Draft): number =>
  Math.max(
    0,
    steps.from.at(steps.from.length() - 1),
    cuts.from.at(cuts.from.length() - 1),
    beyond.length() - 1,
  );

const isThere = ({ states, ids }: Draft, state: number, partial: boolean): boolean => {
  if (states.has(state)) return true;
  if (partial) return false;
  throw new DotSyntaxError(`an edge leads to ${ids.text(state)}, which is no state`);
};

/** Edges among the states that are kept, by their new numbers, and those that leave them. */
const splitEdges = (
  { steps, cuts, beyond }: Draft,
  numbers: Int32Array,
  explored: number,
): { readonly inside: EdgeArrays; readonly cuts: DraftEdges } => {
  const [inside, left] = [createEdges(), createEdges()];
  const each = (edges: DraftEdges, use: (from: number, to: number, label: number) => void): void => {
    for (let edge = 0; edge < edges.from.length(); edge += 1)
      if (edges.from.at(edge) < explored) use(edges.from.at(edge), edges.to.at(edge), edges.label.at(edge));
  };
  each(cuts, (from, to, label) => {
    if (at(numbers, from) >= 0) add(left, { from: at(numbers, from), to: at(numbers, to), label });
  });
  each(steps, (from, to, label) => {
    if (beyond.at(from) === 1) throw new DotSyntaxError("a state beyond the constraint has a successor");
    add(at(numbers, to) >= 0 ? inside : left, { from: at(numbers, from), to: at(numbers, to), label });
  });
  return {
    inside: { from: inside.from.toArray(), to: inside.to.toArray(), label: inside.label.toArray() },
    cuts: left,
  };
};

const createEdges = (): DraftEdges => ({
  from: createIntList(),
  to: createIntList(),
  label: createIntList(),
});

const add = (
  edges: DraftEdges,
  { from, to, label }: { readonly from: number; readonly to: number; readonly label: number },
): void => {
  edges.from.push(from);
  edges.to.push(to);
  edges.label.push(label);
};

/** By state, in order and each once. */
const cutLabels = (cuts: DraftEdges, states: number): StateGraph["cutLabels"] => {
  const labels = cuts.label.toArray();
  const { starts, order } = sortedBy(cuts.from.toArray(), states);
  return (state) => [
    ...new Set(
      order
        .subarray(at(starts, state), at(starts, state + 1))
        .map((cut) => at(labels, cut))
        .sort(),
    ),
  ];
};
