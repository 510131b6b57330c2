import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { Deviation, ReplayDriver, SpecState, SpecStep } from "../driver.ts";
import { createPairNotes, type PairNotes } from "./pairNotes.ts";
import { addStep, type Trail } from "./trail.ts";

/** A world, and the step of the trail that led to it; -1 where nobody knows. */
export interface Traced<World> {
  readonly world: World;
  readonly step: number;
}

/** A graph and a driver like those given, that tell the trail what they are asked. */
export interface Recorder<World> {
  readonly graph: StateGraph;
  readonly driver: ReplayDriver<Traced<World>>;
  /** To be called when nothing more will be asked. */
  readonly finish: () => void;
}

interface Recording<World> {
  readonly graph: StateGraph;
  readonly inner: ReplayDriver<World>;
  readonly trail: Trail;
  readonly pairs: PairNotes;
  readonly numberOf: (state: SpecState) => number;
  readonly edgeOf: (from: number, step: SpecStep, to: number) => number;
  /** The step that was asked for last, while its answer is judged; -1 where it is none of the graph's. */
  last: number;
}

/**
 * What is asked is written into the trail, whether or not the answer is right: the trail is worth something only when the
 * replay finds no failure. `driver.outcomes` is left out: its edges are judged in company.
 */
export const createRecorder = <World>(
  graph: StateGraph,
  inner: ReplayDriver<World>,
  trail: Trail,
): Recorder<World> => {
  const states = numberedStates(graph);
  const pairs = createPairNotes(trail);
  const recording: Recording<World> = {
    ...{ graph, inner, trail, pairs, numberOf: states.numberOf, last: -1 },
    edgeOf: edgeFinder(graph),
  };
  const { promises, load, chooses } = inner;
  return {
    graph: { ...graph, stateOf: states.stateOf },
    finish: pairs.finish,
    driver: {
      initial: (state) => ({ world: inner.initial(state), step: start(recording, state) }),
      perform: ({ world, step: from }, step) => perform(recording, { world, from }, step),
      project: ({ world }) => inner.project(world),
      deviations: inner.deviations.map((deviation, number) => noticed(recording, deviation, number)),
      ...asking(recording),
      ...(chooses === undefined ? {} : { chooses }),
      ...(promises === undefined ? {} : { promises: ({ world }) => promises(world) }),
      ...(load === undefined
        ? {}
        : { load: (state) => ({ world: load(state), step: loadedAt(recording, state) }) }),
    },
  };
};

const start = <World>({ trail, numberOf }: Recording<World>, state: SpecState): number => {
  const number = numberOf(state);
  return number < 0 ? -1 : addStep(trail, { parent: -1, edge: -1, state: number });
};

const perform = <World>(
  recording: Recording<World>,
  { world, from }: { readonly world: World; readonly from: number },
  step: SpecStep,
): ReturnType<ReplayDriver<Traced<World>>["perform"]> => {
  recording.last = -1;
  const before = recording.numberOf(step.before);
  if (step.after === undefined) recording.pairs.asked(before, from);
  else recording.last = stepTaken(recording, { from, before, step, after: recording.numberOf(step.after) });
  const performed = recording.inner.perform(world, step);
  if (performed.kind === "refused") return performed;
  if (performed.action !== step.action) recording.trail.named.add(performed.action);
  return { ...performed, world: { world: performed.world, step: recording.last } };
};

const stepTaken = <World>(
  { trail, edgeOf }: Recording<World>,
  asked: { readonly from: number; readonly before: number; readonly step: SpecStep; readonly after: number },
): number => {
  const { from, before, step, after } = asked;
  if (from < 0 || trail.states.at(from) !== before) return -1;
  const edge = edgeOf(before, step, after);
  return edge < 0 ? -1 : addStep(trail, { parent: from, edge, state: after });
};

/** The engine loads a state where a deviation has excused the step there; any other loaded world is nobody's. */
const loadedAt = <World>({ trail, last, numberOf }: Recording<World>, state: SpecState): number =>
  last >= 0 && trail.deviations.at(last) > 0 && trail.states.at(last) === numberOf(state) ? last : -1;

const noticed = <World>(recording: Recording<World>, deviation: Deviation, number: number): Deviation => {
  const { allows } = deviation;
  return {
    ...deviation,
    matches: (difference) => {
      const found = deviation.matches(difference);
      if (found && recording.last >= 0) recording.trail.deviations.set(recording.last, number + 1);
      return found;
    },
    ...(allows === undefined
      ? {}
      : {
          allows: (forbidden) => {
            const found = allows(forbidden);
            if (found) recording.pairs.excused(number);
            return found;
          },
        }),
  };
};

const asking = <World>({
  inner: { exempt, ignores },
  pairs,
}: Recording<World>): Pick<ReplayDriver<Traced<World>>, "exempt" | "ignores"> => ({
  ...(exempt === undefined
    ? {}
    : {
        exempt: (action, args, state) => {
          const reason = exempt(action, args, state);
          if (reason !== null) pairs.exempt(reason);
          return reason;
        },
      }),
  ...(ignores === undefined
    ? {}
    : {
        ignores: (action, args) => {
          const ignored = ignores(action, args);
          if (ignored) pairs.ignored();
          return ignored;
        },
      }),
});

/** States by the objects that the engine was given for them. */
const numberedStates = (graph: StateGraph) => {
  const numbers = new WeakMap<SpecState, number>();
  return {
    stateOf: (state: number): SpecState => {
      const values = graph.stateOf(state);
      numbers.set(values, state);
      return values;
    },
    numberOf: (values: SpecState): number => numbers.get(values) ?? -1,
  };
};

/** The edge of a step, the first of several alike; -1 for none. */
const edgeFinder = (graph: StateGraph): ((from: number, step: SpecStep, to: number) => number) => {
  const labels = new Map<SpecStep["args"], Map<string, number>>();
  for (const [number, { action, args }] of graph.labels.entries())
    labels.set(args, (labels.get(args) ?? new Map<string, number>()).set(action, number));
  return (from, { action, args }, to) => {
    const label = labels.get(args)?.get(action);
    const edge = edgesFrom(graph, from).find(
      (one) => endOf(graph.label, one) === label && endOf(graph.to, one) === to,
    );
    return edge ?? -1;
  };
};
