import { isDeepStrictEqual } from "node:util";
import { endOf, indexGraph, type GraphLabel, type StateGraph } from "../../graph/stateGraph.ts";
import { canonicalText } from "../../tla/value.ts";
import { labelOf, type Engine } from "../judge.ts";
import { likenessOf } from "../likeness.ts";
import type { AskedPath } from "../pathText.ts";
import { reasonsAtEnd } from "../proof.ts";
import type { ReplayFailure } from "../replayReport.ts";
import type { Finding } from "../walk.ts";

/** Failures of many behaviours; those that are alike are told once, by the shortest behaviour that shows them. */
export interface BehaviourFailures {
  readonly add: <World>(engine: Engine<World>, finding: Finding, behaviour: number) => void;
  readonly report: () => FailureReport;
}

export interface FailureReport {
  /** The first kinds of failure, shortest first. */
  readonly failures: readonly ReplayFailure[];
  readonly failuresTotal: number;
  readonly failureKinds: number;
}

/** Kinds of failure told in full, and kinds that are told apart at all. */
const MOST_TOLD = 20;
const MOST_KINDS = 1000;

interface Kind {
  readonly count: number;
  readonly shortest: ReplayFailure;
}

/** `commandFor` goes through the behaviours up to the one with that number again. */
export const createBehaviourFailures = (
  labels: readonly GraphLabel[],
  { seed, commandFor }: { readonly seed: number; readonly commandFor: (behaviour: number) => string | null },
): BehaviourFailures => {
  const likeness = likenessOf(labelsAlone(labels));
  const kinds = new Map<string, Kind>();
  let total = 0;
  return {
    add: (engine, finding, behaviour) => {
      total += 1;
      const key = likeness(lastLabel(engine.graph, finding), finding.why);
      const path = labelsOf(engine.graph, askedPath(finding));
      const known = kinds.get(key);
      const count = (known?.count ?? 0) + 1;
      if (known === undefined && kinds.size === MOST_KINDS) return;
      const told = { path, step: finding.kind === "initial" ? 0 : path.length, why: finding.why, count };
      const isShorter = known === undefined || path.length < known.shortest.path.length;
      const shortest = isShorter
        ? { ...told, ...proofOf(engine, finding), seed, command: commandFor(behaviour) }
        : known.shortest;
      kinds.set(key, { count, shortest });
    },
    report: () => ({
      failures: [...kinds.values()]
        .map(({ count, shortest }) => ({ ...shortest, count }))
        .sort((left, right) => left.path.length - right.path.length)
        .slice(0, MOST_TOLD),
      failuresTotal: total,
      failureKinds: kinds.size,
    }),
  };
};

/** Alone, without what was found before on the same way, a path may show nothing; without its round trips it may. */
const proofOf = <World>(
  engine: Engine<World>,
  finding: Finding,
): Pick<ReplayFailure, "shortest" | "examples"> => {
  const whole = askedPath(finding);
  const straight = withoutRounds(engine.graph, whole);
  const shown = isDeepStrictEqual(reasonsAtEnd(engine, straight), finding.why)
    ? straight
    : (reasonsAtEnd(engine, whole) ?? []).length > 0
      ? whole
      : null;
  const path = labelsOf(engine.graph, shown ?? whole);
  return { shortest: shown === null ? null : path, examples: [path] };
};

/** A path through a chain, less the steps between two states that say the same. */
const withoutRounds = (graph: StateGraph, whole: AskedPath): AskedPath => {
  const textOf = (state: number): string =>
    JSON.stringify(Array.from(graph.stateOf(state), ([name, value]) => [name, canonicalText(value)]));
  const kept: number[] = [];
  const places = new Map([[textOf(whole.start), 0]]);
  const last = whole.forbidden === null ? whole.edges.length - 1 : whole.edges.length;
  for (const edge of whole.edges.slice(0, last)) {
    const text = textOf(endOf(graph.to, edge));
    const before = places.get(text);
    if (before === undefined) {
      kept.push(edge);
      places.set(text, kept.length);
      continue;
    }
    kept.length = before;
    for (const [known, place] of places) if (place > before) places.delete(known);
  }
  return { ...whole, edges: [...kept, ...whole.edges.slice(last)] };
};

const askedPath = (finding: Finding): AskedPath => ({
  ...finding.path(),
  forbidden: finding.kind === "forbidden" ? finding.label : null,
});

/** Alike is what has alike labels, whatever graph it comes from. */
const labelsAlone = (labels: readonly GraphLabel[]): StateGraph =>
  indexGraph({
    ...{ states: 0, initial: [], labels, beyond: 0, cutLabels: () => [], stateOf: () => new Map() },
    ...{ from: new Int32Array(0), to: new Int32Array(0), label: new Int32Array(0) },
  });

const lastLabel = (graph: StateGraph, finding: Finding): GraphLabel | null => {
  switch (finding.kind) {
    case "initial":
      return null;
    case "edge":
      return labelOf(graph, graph.label[finding.edge] ?? -1);
    case "forbidden":
      return labelOf(graph, finding.label);
  }
};

const labelsOf = (graph: StateGraph, { edges, forbidden }: AskedPath): readonly string[] => [
  ...edges.map((edge) => labelOf(graph, graph.label[edge] ?? -1).text),
  ...(forbidden === null ? [] : [labelOf(graph, forbidden).text]),
];
