import type { Command } from "fast-check";
import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";
import { judgeEdge } from "../edge.ts";
import { judgeForbidden } from "../forbidden.ts";
import { judgeInitial, labelOf, loadWorld, type Engine, type Place } from "../judge.ts";
import type { ReplayWhy } from "../replayReport.ts";
import { isExplored } from "../sample.ts";
import type { Finding } from "../walk.ts";

/** Where a walk is, as the graph has it: the model of fast-check's commands. */
export interface WalkModel {
  readonly start: number;
  state: number;
  readonly edges: number[];
  /** The implementation chose something that the graph does not follow; nothing more is asked. */
  open: boolean;
}

/** Where the implementation is: the real system of fast-check's commands. */
export interface WalkReal<World> {
  place: Place<World>;
}

/** Who counts what walks do. */
export interface WalkObserver {
  readonly taken: (edge: number) => void;
  readonly asked: (what: "refused" | "excused" | "exempt" | "ignored") => void;
  readonly opened: () => void;
}

export type WalkCommand<World> = Command<WalkModel, WalkReal<World>>;

export interface WalkRules<World> {
  readonly engine: Engine<World>;
  /** Steps of a walk, at most. */
  readonly length: number;
  readonly observer: WalkObserver;
}

/** A difference: thrown, so that fast-check looks for a shorter walk that still comes to one. */
export class WalkDifference extends Error {
  readonly finding: Finding;
  constructor(finding: Finding) {
    super(finding.kind);
    this.finding = finding;
  }
}

/** Begins a walk in an initial state. Throws a WalkDifference when the implementation does not. */
export const beginWalk = <World>(
  { graph, driver }: Engine<World>,
  start: number,
): { readonly model: WalkModel; readonly real: WalkReal<World> } => {
  const before = graph.stateOf(start);
  const world = driver.initial(before);
  const why = judgeInitial(driver, world, before);
  if (why.length > 0) throw new WalkDifference({ kind: "initial", why, path: () => ({ start, edges: [] }) });
  return { model: { start, state: start, edges: [], open: false }, real: { place: { world, before } } };
};

/**
 * The command for a label: where the spec has such a step, the implementation takes it and must come to one of the
 * spec's next states, the one that it comes to being where the walk goes on; `pick` says which is tried first. Where the
 * spec has none, half of the commands ask all the same, to be refused, and the others are passed over.
 */
export const walkCommand = <World>(
  { engine, length, observer }: WalkRules<World>,
  { label, pick }: { readonly label: number; readonly pick: number },
): WalkCommand<World> => {
  const { graph } = engine;
  const asks = pick % 2 === 0;
  return {
    check: ({ state, edges, open }) =>
      !open &&
      edges.length < length &&
      (hasEdge(graph, state, label) || (asks && isForbidden(graph, state, label))),
    run: (model, real) => {
      const choices = edgesOf(graph, model.state, label);
      if (choices.length === 0) askForbidden({ engine, observer }, { model, real }, label);
      else takeStep({ engine, observer }, { model, real }, rotated(choices, pick));
    },
    toString: () => labelOf(graph, label).text,
  };
};

type Watched<World> = Pick<WalkRules<World>, "engine" | "observer">;

interface Walking<World> {
  readonly model: WalkModel;
  readonly real: WalkReal<World>;
}

const takeStep = <World>(
  { engine, observer }: Watched<World>,
  { model, real }: Walking<World>,
  choices: readonly number[],
): void => {
  const { graph } = engine;
  let excused: number | undefined;
  let different: { readonly edge: number; readonly why: readonly ReplayWhy[] } | undefined;
  const goOn = (edge: number, world: World): void => {
    const state = endOf(graph.to, edge);
    model.state = state;
    model.edges.push(edge);
    real.place = { world, before: graph.stateOf(state) };
    observer.taken(edge);
  };
  for (const edge of choices) {
    const outcome = judgeEdge(engine, real.place, { edge, after: graph.stateOf(endOf(graph.to, edge)) });
    if (outcome.kind === "same") {
      goOn(edge, outcome.world);
      return;
    }
    if (outcome.kind === "excused") excused ??= edge;
    if (outcome.kind === "different") different ??= { edge, why: outcome.why };
  }
  if (excused !== undefined) {
    goOn(excused, loadWorld(engine.driver, graph.stateOf(endOf(graph.to, excused))));
    return;
  }
  if (different !== undefined) {
    const { edge, why } = different;
    const path = { start: model.start, edges: [...model.edges, edge] };
    throw new WalkDifference({ kind: "edge", edge, why, path: () => path });
  }
  model.open = true;
  observer.opened();
};

const askForbidden = <World>(
  { engine, observer }: Watched<World>,
  { model, real }: Walking<World>,
  label: number,
): void => {
  const { state } = model;
  const outcomes = judgeForbidden(engine, { ...real.place, state, label });
  if (outcomes.length === 0) observer.asked("refused");
  for (const outcome of outcomes) {
    if (outcome.kind === "forbidden") {
      const path = { start: model.start, edges: [...model.edges] };
      throw new WalkDifference({ kind: "forbidden", state, label, why: [outcome.why], path: () => path });
    }
    observer.asked(outcome.kind);
  }
};

const isForbidden = (graph: StateGraph, state: number, label: number): boolean =>
  isExplored(graph, state) && !graph.cutLabels(state).includes(label);

const hasEdge = (graph: StateGraph, state: number, label: number): boolean => {
  for (const edge of edgesFrom(graph, state)) if (graph.label[edge] === label) return true;
  return false;
};

const edgesOf = (graph: StateGraph, state: number, label: number): readonly number[] =>
  [...edgesFrom(graph, state)].filter((edge) => graph.label[edge] === label);

const rotated = (choices: readonly number[], pick: number): readonly number[] => {
  const begin = pick % choices.length;
  return [...choices.slice(begin), ...choices.slice(0, begin)];
};
