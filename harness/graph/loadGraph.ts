import { DotSyntaxError, readDot, type DotEntry } from "./dot.ts";
import type { EdgeMeaning, EdgeMeanings } from "./graphModule.ts";
import { createIntList, type IntList } from "./intList.ts";
import { indexGraph, type GraphLabel, type StateGraph } from "./stateGraph.ts";
import { createStateTable, ownCopy, type StateTable } from "./stateTable.ts";

/** Reads TLC's dump of a generated module into memory. Rejects with DotSyntaxError on anything else. */
export const loadGraph = async (file: string, meanings: EdgeMeanings): Promise<StateGraph> => {
  const draft = createDraft(meanings);
  await readDot(file, (entry) => addEntry(draft, entry, meanings));
  return finish(draft);
};

/** Builds a graph from entries at hand. */
export const graphOf = (entries: Iterable<DotEntry>, meanings: EdgeMeanings): StateGraph => {
  const draft = createDraft(meanings);
  for (const entry of entries) addEntry(draft, entry, meanings);
  return finish(draft);
};

interface Draft {
  readonly numbers: Map<string, number>;
  readonly table: StateTable;
  readonly initial: Set<number>;
  readonly beyond: Set<number>;
  /** All labels, those of steps that never occur too. */
  readonly labels: readonly GraphLabel[];
  readonly labelNumbers: ReadonlyMap<string, number>;
  readonly steps: Edges;
  readonly cuts: Edges;
}

interface Edges {
  readonly from: IntList;
  readonly to: IntList;
  readonly label: IntList;
}

const createEdges = (): Edges => ({ from: createIntList(), to: createIntList(), label: createIntList() });

const createDraft = (meanings: EdgeMeanings): Draft => {
  const byText = new Map(
    [...meanings.values()].flatMap((meaning) =>
      meaning.kind === "beyond" ? [] : [[meaning.label.text, meaning.label] as const],
    ),
  );
  return {
    numbers: new Map(),
    table: createStateTable(),
    initial: new Set(),
    beyond: new Set(),
    labels: [...byText.values()],
    labelNumbers: new Map([...byText.keys()].map((text, index) => [text, index])),
    steps: createEdges(),
    cuts: createEdges(),
  };
};

const addEntry = (draft: Draft, entry: DotEntry, meanings: EdgeMeanings): void => {
  switch (entry.kind) {
    case "node": {
      const state = stateNumber(draft, entry.id);
      if (draft.table.has(state)) throw new DotSyntaxError(`the state ${entry.id} comes twice`);
      draft.table.set(state, entry.label);
      if (entry.initial) draft.initial.add(state);
      return;
    }
    case "edge":
      addEdge(draft, entry, meaningOf(entry.label, meanings));
  }
};

const addEdge = (
  draft: Draft,
  { from, to }: { readonly from: string; readonly to: string },
  meaning: EdgeMeaning,
): void => {
  const source = stateNumber(draft, from);
  if (meaning.kind === "beyond") {
    draft.beyond.add(source);
    return;
  }
  const edges = meaning.kind === "step" ? draft.steps : draft.cuts;
  edges.from.push(source);
  edges.to.push(stateNumber(draft, to));
  edges.label.push(draft.labelNumbers.get(meaning.label.text) ?? 0);
};

/** Newer TLC puts an operator's arguments, here none, behind its name. */
const meaningOf = (label: string, meanings: EdgeMeanings): EdgeMeaning => {
  const meaning = meanings.get(label) ?? meanings.get(label.replace(/\(.*$/s, ""));
  if (meaning === undefined) throw new DotSyntaxError(`an edge has the unknown label ${label}`);
  return meaning;
};

const stateNumber = ({ numbers }: Draft, id: string): number => {
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(ownCopy(id), numbers.size);
  return numbers.size - 1;
};

/** States beyond the constraint are taken out; the steps that lead there are remembered as cut. */
const finish = (draft: Draft): StateGraph => {
  const { numbers, table, beyond, labels } = draft;
  const missing = [...numbers].find(([, state]) => !table.has(state));
  if (missing !== undefined) throw new DotSyntaxError(`an edge leads to ${missing[0]}, which is no state`);
  const kept = [...numbers.values()].filter((state) => !beyond.has(state));
  const renumbered = new Map(kept.map((state, index) => [state, index]));
  const cuts = createCuts(kept.length);
  copyEdges(draft.cuts, (from, _, label) => cuts.add(renumbered.get(from), label));
  const steps = createEdges();
  copyEdges(draft.steps, (from, to, label) => {
    const [source, target] = [renumbered.get(from), renumbered.get(to)];
    if (source === undefined) throw new DotSyntaxError("a state beyond the constraint has a successor");
    if (target === undefined) {
      cuts.add(source, label);
      return;
    }
    steps.from.push(source);
    steps.to.push(target);
    steps.label.push(label);
  });
  return indexGraph({
    states: kept.length,
    initial: [...draft.initial].flatMap((state) => renumbered.get(state) ?? []),
    labels,
    from: steps.from.toArray(),
    to: steps.to.toArray(),
    label: steps.label.toArray(),
    beyond: beyond.size,
    cutLabels: cuts.labelsAt,
    stateOf: (state) => table.get(kept[state] ?? -1),
  });
};

const copyEdges = (
  { from, to, label }: Edges,
  use: (from: number, to: number, label: number) => void,
): void => {
  for (let edge = 0; edge < from.length(); edge += 1) use(from.at(edge), to.at(edge), label.at(edge));
};

const createCuts = (states: number) => {
  const cut = new Map<number, number[]>();
  return {
    add: (state: number | undefined, label: number): void => {
      if (state === undefined || state >= states) return;
      const labels = cut.get(state) ?? [];
      if (!labels.includes(label)) labels.push(label);
      cut.set(state, labels);
    },
    labelsAt: (state: number): readonly number[] => cut.get(state) ?? [],
  };
};
