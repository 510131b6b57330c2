import { orderOfStates, sortEdges, type EdgeArrays } from "./canonicalOrder.ts";
import { dotLines, DotSyntaxError, type DotEntry } from "./dot.ts";
import { createDumpReader, readDump, type DumpSource } from "./dumpReader.ts";
import {
  createDraft,
  createEdges,
  NO_LIMITS,
  pushEdge,
  type Draft,
  type DraftEdges,
  type GraphLimits,
} from "./graphDraft.ts";
import type { EdgeMeanings } from "../graphModule.ts";
import { at } from "../intList.ts";
import { sortedBy, type StateGraph } from "../stateGraph.ts";
import { graphOfTable, type TableGraph } from "../tableGraph.ts";

/** A dump, and how much of it is wanted: all unless told. */
export interface GraphSource extends Omit<DumpSource, "isFull"> {
  readonly limits?: GraphLimits;
  /** The dumps of the runs with which TLC began, in order, where `file` is that of a run which went on. */
  readonly earlier?: readonly string[];
}

/**
 * Reads TLC's dump of a generated module, as a stream: the text of a state is gone when its values are stored. Rejects
 * with DotSyntaxError on anything else. Numbers do not depend on TLC's order: the same model gives the same graph. Of a
 * dump that stops in the middle, states behind the last source are unexplored: TLC, with one worker, takes states in the
 * order in which it finds them.
 */
export const loadGraph = async (source: GraphSource, meanings: EdgeMeanings): Promise<StateGraph> => {
  const { table, broken } = await loadTable(source, meanings);
  if (broken !== null) throw broken;
  return graphOfTable(table);
};

/** A graph as arrays, which can be kept. */
export interface LoadedTable {
  readonly table: TableGraph;
  /** Whether a limit has ended it. */
  readonly isSlice: boolean;
  /** Why the dump cannot be read to its end; the table is the part that stands before that place. */
  readonly broken: DotSyntaxError | null;
  /** Steps that were read, of whatever kind; TLC counts them, too. */
  readonly steps: number;
}

/**
 * The same, as far as the dump can be read. Rejects with DotSyntaxError where lines that can be read do not fit together,
 * for then nobody knows where something is missing, and where an earlier dump cannot be read.
 */
export const loadTable = async (source: GraphSource, meanings: EdgeMeanings): Promise<LoadedTable> => {
  const { draft, add, goOn } = createDraft(meanings, source.limits ?? NO_LIMITS);
  const isFull = (): boolean => draft.progress.isFull;
  for (const file of source.earlier ?? []) {
    await readDump({ file, isFull, isPartial: () => true }, add);
    goOn();
  }
  const torn = await readDump({ ...source, isFull }, add).then(() => null, syntaxError);
  if (torn !== null && !draft.progress.isInOrder) throw torn;
  const isPart = torn !== null || isFull() || source.isPartial?.() === true;
  return { table: finishGraph(draft, isPart), isSlice: isFull(), broken: torn, steps: draft.progress.steps };
};

const syntaxError = (error: unknown): DotSyntaxError => {
  if (error instanceof DotSyntaxError) return error;
  throw error;
};

/** Builds a graph from entries at hand, whose states may have any names. */
export const graphOf = (entries: Iterable<DotEntry>, meanings: EdgeMeanings): StateGraph => {
  const { draft, add } = createDraft(meanings, NO_LIMITS);
  const reader = createDumpReader(add);
  for (const line of dotLines(withNumbers(entries))) reader.push(Buffer.from(`${line}\n`));
  reader.end();
  return graphOfTable(finishGraph(draft, false));
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
const finishGraph = (draft: Draft, partial: boolean): TableGraph => {
  const { store, ids, states, beyond, labels } = draft;
  // States up to, without, this one have all their steps in the dump.
  const explored = partial ? firstUnknown(draft) : ids.count();
  const columns = states.columns();
  const seen = numbersUpTo(ids.count()).filter((state) => isThere(draft, state, partial));
  const kept = seen.filter((state) => beyond.at(state) === 0);
  const order = orderOfStates(store, columns, kept);
  const numbers = new Int32Array(ids.count()).fill(-1);
  for (const [number, state] of order.entries()) numbers[state] = number;
  const { inside, cuts } = splitEdges(draft, numbers, explored);
  return {
    ...{ states: order.length, labels, beyond: seen.length - order.length },
    initial: [...numbersUpTo(order.length)].filter((number) => draft.initial.at(at(order, number)) === 1),
    ...sortEdges(inside, order.length, labels.length),
    ...cutTable(cuts, order.length, labels.length),
    unexplored: partial ? Uint8Array.from(order, (state) => (state >= explored ? 1 : 0)) : null,
    values: {
      store,
      columns: new Map(Array.from(columns, ([name, list]) => [name, order.map(list.at)] as const)),
    },
  };
};

/** The state whose steps came last, or an earlier one with a step to a state that the dump does not have. */
const firstUnknown = ({ steps, states, progress }: Draft): number => {
  let first = progress.source;
  for (let step = 0; step < steps.from.length(); step += 1)
    if (!states.has(steps.to.at(step))) first = Math.min(first, steps.from.at(step));
  return first;
};

const numbersUpTo = (count: number): Int32Array => new Int32Array(count).map((_, number) => number);

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
    if (at(numbers, from) >= 0) pushEdge(left, { from: at(numbers, from), to: at(numbers, to), label });
  });
  each(steps, (from, to, label) => {
    if (beyond.at(from) === 1) throw new DotSyntaxError("a state beyond the constraint has a successor");
    pushEdge(at(numbers, to) >= 0 ? inside : left, { from: at(numbers, from), to: at(numbers, to), label });
  });
  return {
    inside: { from: inside.from.toArray(), to: inside.to.toArray(), label: inside.label.toArray() },
    cuts: left,
  };
};

/** By state, in order and each once. */
const cutTable = (
  cuts: DraftEdges,
  states: number,
  labels: number,
): Pick<TableGraph, "cutStart" | "cuts"> => {
  const sorted = sortEdges(
    { from: cuts.from.toArray(), to: cuts.from.toArray(), label: cuts.label.toArray() },
    states,
    labels,
  );
  const isNew = (cut: number): boolean =>
    cut === 0 ||
    at(sorted.from, cut) !== at(sorted.from, cut - 1) ||
    at(sorted.label, cut) !== at(sorted.label, cut - 1);
  const kept = numbersUpTo(sorted.from.length).filter(isNew);
  const { starts } = sortedBy(
    kept.map((cut) => at(sorted.from, cut)),
    states,
  );
  return { cutStart: starts, cuts: kept.map((cut) => at(sorted.label, cut)) };
};
