import { DotSyntaxError } from "./dot.ts";
import type { DumpLine } from "./dumpLine.ts";
import { createFingerprints, type Fingerprints } from "./fingerprints.ts";
import type { EdgeMeaning, EdgeMeanings } from "../graphModule.ts";
import { createIntList, type IntList } from "../intList.ts";
import { createStateColumns, type StateColumns } from "./stateColumns.ts";
import type { GraphLabel } from "../stateGraph.ts";
import { createByteTable } from "../values/byteTable.ts";
import { createValueStore, type ValueStore } from "../values/valueStore.ts";

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
  readonly progress: Progress;
}

interface Progress {
  /** The state whose steps came last. */
  source: number;
  /** Steps of any kind. */
  steps: number;
  /** Whether each state stood before the steps out of it, as TLC writes them: none was missing. */
  isInOrder: boolean;
  /** Whether a limit has been reached. */
  isFull: boolean;
  /** Whether this is the dump of a run that went on: it finds some states once more. */
  isRepeating: boolean;
  /** Whether the dump has told of a step. */
  hasBegun: boolean;
}

const createProgress = (): Progress => ({
  source: 0,
  steps: 0,
  isInOrder: true,
  isFull: false,
  isRepeating: false,
  hasBegun: false,
});

export interface DraftEdges {
  readonly from: IntList;
  readonly to: IntList;
  readonly label: IntList;
}

/** How much of a graph is wanted; what lies further off is left out, and the graph is a part. */
export interface GraphLimits {
  readonly states: number;
  /** Steps from an initial state. */
  readonly depth: number;
}

export const NO_LIMITS: GraphLimits = { states: Infinity, depth: Infinity };

/**
 * A draft, and what takes up the dump line by line (after `goOn`, that of a run which went on where the one before had been a
 * while before it was stopped), until it is full; then all else is passed over, so that a part does not
 * depend on when TLC was stopped. It throws DotSyntaxError on what no dump of this model says.
 */
export const createDraft = (
  meanings: EdgeMeanings,
  limits: GraphLimits,
): { readonly draft: Draft; readonly add: AddLine; readonly goOn: () => void } => {
  const labels = labelsOf(meanings);
  const store = createValueStore();
  const draft: Draft = {
    ...{ store, ids: createFingerprints(), states: createStateColumns(store) },
    ...{ initial: createIntList(), beyond: createIntList(), labels },
    ...{ steps: createEdges(), cuts: createEdges(), progress: createProgress() },
  };
  const goOn = (): void => {
    draft.progress.isRepeating = true;
    draft.progress.hasBegun = false;
  };
  return { draft, add: createAddLine(draft, meanings, limits), goOn };
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

/** Room for edges. */
export const createEdges = (): DraftEdges => ({
  from: createIntList(),
  to: createIntList(),
  label: createIntList(),
});

const createAddLine = (draft: Draft, meanings: EdgeMeanings, limits: GraphLimits): AddLine => {
  const { ids, states, progress } = draft;
  const known: Meaning[] = [];
  const numbers = new Map(draft.labels.map(({ text }, index) => [text, index]));
  const table = createByteTable((text) => known.push(meaningOf(text, meanings, numbers)) - 1);
  const depths = createIntList();
  return (line) => {
    if (progress.isFull) return;
    const from = ids.number(line.high, line.low);
    if (line.kind === "node") {
      addNode(draft, from, line);
      return;
    }
    if (!progress.hasBegun) begin(draft, from);
    const meaning = known[table.number(line.label, 0, line.labelLength)];
    if (meaning === undefined) throw new Error("a label without a meaning");
    if (!states.has(from)) progress.isInOrder = false;
    progress.source = Math.max(progress.source, from);
    progress.steps += 1;
    const count = ids.count();
    const to = ids.number(line.toHigh, line.toLow);
    if (to === count) depths.set(to, depths.at(from) + 1);
    progress.isFull = depths.at(from) >= limits.depth || ids.count() > limits.states;
    if (!progress.isFull) addEdge(draft, { from, to }, meaning);
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

/** Steps out of the state with which a run goes on, and of later ones, come once more: whole, this time. */
const begin = ({ progress, steps, cuts }: Draft, from: number): void => {
  progress.hasBegun = true;
  if (!progress.isRepeating) return;
  // TLC writes in pieces: when it was killed just after it had kept how far it was, some steps may be in neither dump.
  if (from > progress.source) throw new DotSyntaxError("steps between two runs of TLC may be lost");
  for (const edges of [steps, cuts]) {
    let length = edges.from.length();
    while (length > 0 && edges.from.at(length - 1) >= from) length -= 1;
    for (const list of [edges.from, edges.to, edges.label]) list.cut(length);
  }
};

const addNode = ({ ids, states, initial, progress }: Draft, state: number, line: DumpLine): void => {
  if (states.has(state) && progress.isRepeating) return;
  if (states.has(state)) throw new DotSyntaxError(`the state ${ids.text(state)} comes twice`);
  states.read(state, line.label, line.labelLength);
  if (line.initial) initial.set(state, 1);
};

const addEdge = (
  { beyond, steps, cuts }: Draft,
  { from, to }: { readonly from: number; readonly to: number },
  { kind, label }: Meaning,
): void => {
  if (kind === "beyond") {
    beyond.set(from, 1);
    return;
  }
  pushEdge(kind === "step" ? steps : cuts, { from, to, label });
};

/** Puts an edge behind the others. */
export const pushEdge = (
  edges: DraftEdges,
  { from, to, label }: { readonly from: number; readonly to: number; readonly label: number },
): void => {
  edges.from.push(from);
  edges.to.push(to);
  edges.label.push(label);
};
