import { DotSyntaxError } from "./dot.ts";
import type { DumpLine } from "./dumpLine.ts";
import { createFingerprints, type Fingerprints } from "./fingerprints.ts";
import type { EdgeMeaning, EdgeMeanings } from "./graphModule.ts";
import { createIntList, type IntList } from "./intList.ts";
import { createStateColumns, type StateColumns } from "./stateColumns.ts";
import type { GraphLabel } from "./stateGraph.ts";
import { createByteTable } from "./values/byteTable.ts";
import { createValueStore, type ValueStore } from "./values/valueStore.ts";

/** A graph as the dump tells it: states have numbers in order of appearance, which is the order of TLC's queue. */
export interface Draft {
  readonly store: ValueStore;
  readonly ids: Fingerprints;
  readonly states: StateColumns;
  /** By state: 1 for an initial one. */
  readonly initial: IntList;
  /** By state: 1 for one that is outside of the model's constraint. */
  readonly beyond: IntList;
  /** All labels by their texts, those of steps that never occur too. */
  readonly labels: readonly GraphLabel[];
  readonly steps: DraftEdges;
  /** Steps that leave the action constraint; `to` is the state itself. */
  readonly cuts: DraftEdges;
}

export interface DraftEdges {
  readonly from: IntList;
  readonly to: IntList;
  readonly label: IntList;
}

/** A draft, and what takes up the dump line by line. It throws DotSyntaxError on what no dump of this model says. */
export const createDraft = (meanings: EdgeMeanings): { readonly draft: Draft; readonly add: AddLine } => {
  const labels = labelsOf(meanings);
  const store = createValueStore();
  const draft: Draft = {
    ...{ store, ids: createFingerprints(), states: createStateColumns(store) },
    ...{ initial: createIntList(), beyond: createIntList(), labels },
    ...{ steps: createEdges(), cuts: createEdges() },
  };
  return { draft, add: createAddLine(draft, meanings) };
};

export type AddLine = (line: DumpLine) => void;

const labelsOf = (meanings: EdgeMeanings): readonly GraphLabel[] => {
  const byText = new Map(
    [...meanings.values()].flatMap((meaning) =>
      meaning.kind === "beyond" ? [] : [[meaning.label.text, meaning.label] as const],
    ),
  );
  return [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? []);
};

const createEdges = (): DraftEdges => ({
  from: createIntList(),
  to: createIntList(),
  label: createIntList(),
});

const createAddLine = (draft: Draft, meanings: EdgeMeanings): AddLine => {
  const known: Meaning[] = [];
  const numbers = new Map(draft.labels.map(({ text }, index) => [text, index]));
  const table = createByteTable((text) => known.push(meaningOf(text, meanings, numbers)) - 1);
  return (line) => {
    const from = draft.ids.number(line.high, line.low);
    if (line.kind === "node") {
      addNode(draft, from, line);
      return;
    }
    const meaning = known[table.number(line.label, 0, line.labelLength)];
    if (meaning !== undefined) addEdge(draft, from, { line, meaning });
  };
};

interface Meaning {
  readonly kind: EdgeMeaning["kind"];
  readonly label: number;
}

/** Newer TLC puts an operator's arguments, here none, behind its name. */
const meaningOf = (text: string, meanings: EdgeMeanings, numbers: ReadonlyMap<string, number>): Meaning => {
  const meaning = meanings.get(text) ?? meanings.get(text.replace(/\(.*$/s, ""));
  if (meaning === undefined)
    throw new DotSyntaxError(
      `an edge has the unknown label ${text.slice(0, 80)}: is it the dump of another model?`,
    );
  return {
    kind: meaning.kind,
    label: meaning.kind === "beyond" ? -1 : (numbers.get(meaning.label.text) ?? -1),
  };
};

const addNode = ({ ids, states, initial }: Draft, state: number, line: DumpLine): void => {
  if (states.has(state)) throw new DotSyntaxError(`the state ${ids.text(state)} comes twice`);
  states.read(state, line.label, line.labelLength);
  if (line.initial) initial.set(state, 1);
};

const addEdge = (
  { ids, beyond, steps, cuts }: Draft,
  from: number,
  { line, meaning }: { readonly line: DumpLine; readonly meaning: Meaning },
): void => {
  if (meaning.kind === "beyond") {
    beyond.set(from, 1);
    return;
  }
  const { from: sources, to, label } = meaning.kind === "step" ? steps : cuts;
  sources.push(from);
  to.push(ids.number(line.toHigh, line.toLow));
  label.push(meaning.label);
};
